using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Archive.Imaging.Decoding;

/// <summary>
/// Reads the raw PBM, PGM and PPM files that poppler writes, row by row, so that a page is never in memory twice. A PPM without colour
/// becomes grey on the way. Not for files from outside: those formats are not taken.
/// </summary>
public static class PnmDecoding
{
    /// <exception cref="ImagingException">The file is no complete PNM of 8 bits.</exception>
    public static Pix Decode(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        var kind = stream.ReadByte() == 'P' ? stream.ReadByte() : 0;
        var (width, height) = (Number(stream), Number(stream));
        if (kind != '4' && Number(stream) != 255) kind = 0;
        return kind switch
        {
            '4' => Read(stream, width, height, 1),
            '5' => Read(stream, width, height, 8),
            '6' => ReadColour(stream, width, height),
            _ => throw new ImagingException("the rendering is no PNM of 8 bits"),
        };
    }

    private static Pix Read(Stream stream, int width, int height, int depth)
    {
        var image = Pix.Create(width, height, depth);
        var rowBytes = (width * depth + 7) / 8;
        for (var y = 0; y < height; y++)
        {
            var row = image.RowWords(y);
            Fill(stream, MemoryMarshal.AsBytes(row)[..rowBytes], image);
            BinaryPrimitives.ReverseEndianness(row, row);
        }

        return image;
    }

    private static Pix ReadColour(Stream stream, int width, int height)
    {
        var image = Pix.Create(width, height, 8);
        var samples = new byte[width * 3];
        for (var y = 0; y < height; y++)
        {
            Fill(stream, samples, image);
            if (image.Depth == 8 && HasColour(samples)) image = PixelForms.Replace(image, image.ToColour());
            if (image.Depth == 8) PackGray(samples, image.RowWords(y));
            else PackColour(samples, image.RowWords(y));
        }

        return image;
    }

    private static bool HasColour(byte[] samples)
    {
        for (var at = 0; at < samples.Length; at += 3)
            if (samples[at] != samples[at + 1] || samples[at] != samples[at + 2])
                return true;
        return false;
    }

    private static void PackGray(byte[] samples, Span<uint> row)
    {
        var octets = MemoryMarshal.AsBytes(row);
        for (var x = 0; x * 3 < samples.Length; x++) octets[x] = samples[x * 3];
        BinaryPrimitives.ReverseEndianness(row, row);
    }

    private static void PackColour(byte[] samples, Span<uint> row)
    {
        for (var x = 0; x * 3 < samples.Length; x++)
            row[x] = (uint)samples[x * 3] << 24 | (uint)samples[x * 3 + 1] << 16 | (uint)samples[x * 3 + 2] << 8;
    }

    private static void Fill(Stream stream, Span<byte> row, Pix image)
    {
        if (stream.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) == row.Length) return;
        image.Dispose();
        throw new ImagingException("the rendering ends early");
    }

    private static int Number(Stream stream)
    {
        var digits = new StringBuilder();
        for (var value = stream.ReadByte(); value >= 0 && digits.Length < 9; value = stream.ReadByte())
        {
            if (char.IsAsciiDigit((char)value)) digits.Append((char)value);
            else if (digits.Length > 0) break;
        }

        return int.TryParse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
