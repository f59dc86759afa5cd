using System.Buffers.Binary;

namespace Archive.Imaging.Formats;

/// <summary>Reads a PNG's header chunks up to its image data (PNG, third edition, 11.2 and 11.3).</summary>
internal static class PngHeaderReader
{
    private const int MaxChunksBeforeData = 1024;
    private const double MetresPerInch = 0.0254;

    public static ImageHeader Read(ByteSource source)
    {
        var header = ReadImageHeader(source);
        var position = 33L;
        Span<byte> head = stackalloc byte[8];
        for (var chunk = 0; chunk < MaxChunksBeforeData; chunk++)
        {
            if (!source.TryFill(position, head)) throw new ImageFormatException("it ends before its image data: it is cut short");
            var length = BinaryPrimitives.ReadUInt32BigEndian(head);
            if (length > int.MaxValue) throw new ImageFormatException("a chunk of it claims an impossible length");
            if (head[4..].SequenceEqual("IDAT"u8)) return header;
            if (head[4..].SequenceEqual("IEND"u8)) throw new ImageFormatException("it holds no image data");
            header = WithChunk(source, header, head[4..], position + 8, (int)length);
            position += 12L + length;
        }

        throw new ImageFormatException("it holds more chunks than any real one before its image data");
    }

    private static ImageHeader ReadImageHeader(ByteSource source)
    {
        Span<byte> chunk = stackalloc byte[25];
        if (!source.TryFill(8, chunk)) throw new ImageFormatException("it ends within its header: it is cut short");
        if (BinaryPrimitives.ReadUInt32BigEndian(chunk) != 13 || !chunk[4..8].SequenceEqual("IHDR"u8)) throw new ImageFormatException("it does not begin with its header chunk");
        if (Crc32.Of(chunk[4..21]) != BinaryPrimitives.ReadUInt32BigEndian(chunk[21..])) throw new ImageFormatException("the checksum of its header is wrong: it is damaged");
        var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(chunk[8..]), BinaryPrimitives.ReadUInt32BigEndian(chunk[12..]));
        if (ImageLimits.RefusalOf(width, height) is { } refusal) throw new ImageFormatException(refusal, standsAlone: true);
        var (bits, colourType, interlace) = (chunk[16], chunk[17], chunk[20]);
        if (!IsLegal(bits, colourType)) throw new ImageFormatException($"it claims colour type {colourType} with {bits} bits to the sample, which does not exist");
        if (interlace > 1) throw new ImageFormatException($"it claims interlace method {interlace}, which does not exist");
        return new((int)width, (int)height, bits, SamplesOf(colourType));
    }

    private static ImageHeader WithChunk(ByteSource source, ImageHeader header, ReadOnlySpan<byte> type, long offset, int length)
    {
        if (type.SequenceEqual("pHYs"u8) && source.Take(offset, 9) is { Length: 9 } density && density[8] == 1)
            return header with { DpiX = DotsPerInch(density), DpiY = DotsPerInch(density.AsSpan(4)) };
        if (type.SequenceEqual("eXIf"u8) && ExifReader.Read(source.Take(offset, Math.Min(length, 1 << 16))) is { } exif)
            return header with { Orientation = exif.Orientation };
        return header;
    }

    private static double? DotsPerInch(ReadOnlySpan<byte> perMetre) =>
        BinaryPrimitives.ReadUInt32BigEndian(perMetre) is var value and > 0 ? value * MetresPerInch : null;

    private static bool IsLegal(int bits, int colourType) => colourType switch
    {
        0 => bits is 1 or 2 or 4 or 8 or 16,
        3 => bits is 1 or 2 or 4 or 8,
        2 or 4 or 6 => bits is 8 or 16,
        _ => false,
    };

    private static int SamplesOf(int colourType) => colourType switch
    {
        2 => 3,
        4 => 2,
        6 => 4,
        _ => 1,
    };
}
