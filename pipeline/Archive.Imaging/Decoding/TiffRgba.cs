using System.Buffers.Binary;
using Archive.Imaging.Formats;
using Archive.Imaging.Interop;

namespace Archive.Imaging.Decoding;

/// <summary>Reads a TIFF page through libtiff's conversion to RGB with alpha, and composes the alpha over white.</summary>
internal static unsafe class TiffRgba
{
    private const int KeepGoing = 0;

    /// <exception cref="ImagingException">libtiff cannot convert this kind of page, or nothing of it could be read.</exception>
    public static Pix Read(TiffPage page, ImageHeader header)
    {
        var image = Pix.Create(header.Width, header.Height, 32);
        try
        {
            fixed (uint* raster = image.RowWords(0))
            {
                // Asked for in the file's own orientation, libtiff leaves the rows as they are stored.
                var read = LibTiffNative.TIFFReadRGBAImageOriented(page.Handle, (uint)header.Width, (uint)header.Height, raster, header.Orientation, KeepGoing);
                if (read == 0) throw new ImagingException($"the TIFF page cannot be decoded ({page.FirstError})");
            }

            for (var y = 0; y < header.Height; y++) ComposeOverWhite(image.RowWords(y));
            return image;
        }
        catch
        {
            image.Dispose();
            throw;
        }
    }

    // libtiff packs red in the lowest byte and gives colour already multiplied by alpha; parts it could not read stay transparent.
    private static void ComposeOverWhite(Span<uint> row)
    {
        for (var x = 0; x < row.Length; x++)
        {
            var (word, light) = (row[x], 255 - (row[x] >> 24));
            if (light == 0) row[x] = BinaryPrimitives.ReverseEndianness(word) & 0xFFFFFF00;
            else row[x] = Lift(word, light) << 24 | Lift(word >> 8, light) << 16 | Lift(word >> 16, light) << 8;
        }
    }

    private static uint Lift(uint word, uint light) => Math.Min(255, (word & 0xFF) + light);
}
