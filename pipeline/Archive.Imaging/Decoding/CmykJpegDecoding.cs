using System.Buffers.Binary;
using Archive.Imaging.Formats;

namespace Archive.Imaging.Decoding;

/// <summary>
/// Decodes a four-component JPEG without Adobe's marker: its samples are ink as written, where Adobe's are inverted, and Leptonica knows the
/// inverted kind only. Wrapped as it is into a TIFF of one strip (TIFF Technical Note 2), libtiff hands out the bare ink.
/// </summary>
internal static class CmykJpegDecoding
{
    private const int Separated = 5;
    private const int JpegInTiff = 7;

    public static DecodedImage Decode(byte[] data, ImageHeader header, string workFolder)
    {
        var path = Path.Combine(workFolder, $"{Guid.NewGuid():N}.tif");
        try
        {
            File.WriteAllBytes(path, Wrap(data, header));
            var layout = new TiffLayout(8, JpegInTiff, Separated, false, false, 1, 0, 1, 0);
            using var tiff = TiffPage.Open(path, 8);
            var image = TiffRgba.Read(tiff, header with { Tiff = layout, Orientation = 1 });
            return new(PixelForms.Plain(image), JpegDecoding.DamageOf(header.Jpeg!, tiff.Errors));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Wrap(byte[] jpeg, ImageHeader header)
    {
        (int Tag, int Type, int Count, int Value)[] fields =
        [
            (256, 4, 1, header.Width), (257, 4, 1, header.Height), (258, 3, 4, 0), (259, 3, 1, JpegInTiff), (262, 3, 1, Separated),
            (273, 4, 1, 0), (277, 3, 1, 4), (278, 4, 1, header.Height), (279, 4, 1, jpeg.Length), (284, 3, 1, 1),
        ];
        var bitsAt = 8 + 2 + fields.Length * 12 + 4;
        var wrapped = new byte[bitsAt + 8 + jpeg.Length];
        "II*\0"u8.CopyTo(wrapped);
        wrapped[4] = 8;
        wrapped[8] = (byte)fields.Length;
        for (var index = 0; index < fields.Length; index++)
        {
            var entry = wrapped.AsSpan(10 + index * 12);
            var (tag, type, count, value) = fields[index];
            BinaryPrimitives.WriteInt16LittleEndian(entry, (short)tag);
            BinaryPrimitives.WriteInt16LittleEndian(entry[2..], (short)type);
            BinaryPrimitives.WriteInt32LittleEndian(entry[4..], count);
            BinaryPrimitives.WriteInt32LittleEndian(entry[8..], tag switch { 258 => bitsAt, 273 => bitsAt + 8, _ => value });
        }

        for (var sample = 0; sample < 4; sample++) wrapped[bitsAt + sample * 2] = 8;
        jpeg.CopyTo(wrapped, bitsAt + 8);
        return wrapped;
    }
}
