using System.Buffers.Binary;
using System.IO.Compression;

namespace Archive.Samples.Rendering;

/// <summary>Reads the one kind of PNG (ISO/IEC 15948) that the SVG renderer writes: 8 bits, red, green, blue and alpha, not interlaced.</summary>
public static class PngReader
{
    private const int BytesPerPixel = 4;

    /// <exception cref="FormatException">The bytes are another kind of PNG, or none.</exception>
    public static InkLayer Read(byte[] png)
    {
        if (png.Length < 33 || BinaryPrimitives.ReadUInt64BigEndian(png) != 0x89504E470D0A1A0A) throw new FormatException("Not a PNG.");
        var (width, height) = (U32(png, 16), U32(png, 20));
        if (png[24] != 8 || png[25] != 6 || png[28] != 0) throw new FormatException("Not an 8-bit RGBA PNG without interlace.");
        using var data = new MemoryStream(Data(png));
        using var inflater = new ZLibStream(data, CompressionMode.Decompress);
        var stride = BytesPerPixel * width;
        var pixels = new byte[stride * height];
        var filter = new byte[1];
        for (var y = 0; y < height; y++)
        {
            inflater.ReadExactly(filter);
            var row = pixels.AsSpan(y * stride, stride);
            inflater.ReadExactly(row);
            Unfilter(filter[0], row, y == 0 ? new byte[stride] : pixels.AsSpan((y - 1) * stride, stride));
        }
        return new(width, height, pixels);
    }

    private static byte[] Data(byte[] png)
    {
        using var data = new MemoryStream(png.Length);
        for (var at = 8; at + 12 <= png.Length; at += 12 + U32(png, at))
            if (BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at + 4)) == 0x49444154) data.Write(png, at + 8, U32(png, at));
        return data.ToArray();
    }

    private static void Unfilter(byte filter, Span<byte> row, ReadOnlySpan<byte> above)
    {
        switch (filter)
        {
            case 0:
                return;
            case 1:
                for (var i = BytesPerPixel; i < row.Length; i++) row[i] += row[i - BytesPerPixel];
                return;
            case 2:
                for (var i = 0; i < row.Length; i++) row[i] += above[i];
                return;
            case 3:
                for (var i = 0; i < row.Length; i++) row[i] += (byte)((above[i] + (i < BytesPerPixel ? 0 : row[i - BytesPerPixel])) / 2);
                return;
            case 4:
                for (var i = 0; i < row.Length; i++)
                    row[i] += i < BytesPerPixel ? above[i] : Paeth(row[i - BytesPerPixel], above[i], above[i - BytesPerPixel]);
                return;
            default:
                throw new FormatException($"PNG filter {filter} does not exist.");
        }
    }

    private static byte Paeth(int left, int above, int aboveLeft)
    {
        var estimate = left + above - aboveLeft;
        var (a, b, c) = (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - aboveLeft));
        return (byte)(a <= b && a <= c ? left : b <= c ? above : aboveLeft);
    }

    private static int U32(byte[] data, int offset) => checked((int)BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(offset)));
}
