using System.Buffers.Binary;
using System.IO.Compression;
using Archive.Imaging.Formats;

namespace Archive.Imaging.Decoding;

/// <summary>
/// Rebuilds a damaged PNG from what can be inflated of it, since the usual decoder gives up the whole image for one wrong bit.
/// Checksums are made anew and missing rows filled with white.
/// </summary>
internal static class PngSalvage
{
    private static readonly int[] InterlaceStartX = [0, 4, 0, 2, 0, 1, 0];
    private static readonly int[] InterlaceStartY = [0, 0, 4, 0, 2, 0, 1];
    private static readonly int[] InterlaceStepX = [8, 8, 4, 4, 2, 2, 1];
    private static readonly int[] InterlaceStepY = [8, 8, 8, 4, 4, 2, 2];

    /// <returns>A whole PNG, the number of pixel rows that could be read, and the number there should be (of all passes where interlaced).</returns>
    /// <exception cref="ImagingException">Not one row could be read.</exception>
    public static (byte[] Png, int RowsRead, int Rows) Rebuild(byte[] data)
    {
        var header = data.AsSpan(16, 13).ToArray();
        var rowLengths = RowLengths(header);
        var pixels = new byte[rowLengths.Sum(length => (long)length)];
        var inflated = Inflate(ImageData(data), pixels);
        var rowsRead = FillMissing(rowLengths, pixels, inflated, header[9]);
        if (rowsRead == 0) throw new ImagingException("the PNG is damaged from its first row on: nothing of the image could be read");
        using var png = new MemoryStream();
        png.Write(data.AsSpan(0, 8));
        WriteChunk(png, "IHDR"u8, header);
        foreach (var (type, body) in Chunks(data))
            if (type is "PLTE" or "tRNS")
                WriteChunk(png, System.Text.Encoding.ASCII.GetBytes(type), body.Span);
        WriteChunk(png, "IDAT"u8, Deflate(pixels));
        WriteChunk(png, "IEND"u8, []);
        return (png.ToArray(), rowsRead, rowLengths.Count);
    }

    // Lenient: lengths are followed as long as they stay in the file, checksums are not asked.
    private static IEnumerable<(string Type, ReadOnlyMemory<byte> Body)> Chunks(byte[] data)
    {
        for (var position = 8L; position + 8 < data.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan((int)position));
            var body = (int)Math.Min(length, data.Length - position - 8);
            yield return (System.Text.Encoding.Latin1.GetString(data, (int)position + 4, 4), data.AsMemory((int)position + 8, body));
            position += 12L + length;
        }
    }

    private static MemoryStream ImageData(byte[] data)
    {
        var joined = new MemoryStream();
        foreach (var (type, body) in Chunks(data))
            if (type == "IDAT")
                joined.Write(body.Span);
        joined.Position = 0;
        return joined;
    }

    private static int Inflate(Stream compressed, byte[] pixels)
    {
        var count = 0;
        try
        {
            using var inflater = new ZLibStream(compressed, CompressionMode.Decompress);
            // Small steps, so that little is lost before the byte where it breaks.
            while (count < pixels.Length && inflater.Read(pixels, count, Math.Min(512, pixels.Length - count)) is var read and > 0) count += read;
        }
        catch (InvalidDataException)
        {
            // What was inflated before the fault is what there is.
        }

        return count;
    }

    // Bytes per row with the filter byte before it; of every pass where interlaced (PNG, third edition, 8.1).
    private static List<int> RowLengths(byte[] header)
    {
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));
        var bitsPerPixel = header[8] * header[9] switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        int Length(int pixels) => 1 + (int)(((long)pixels * bitsPerPixel + 7) / 8);
        if (header[12] == 0) return Enumerable.Repeat(Length(width), height).ToList();
        var lengths = new List<int>();
        for (var pass = 0; pass < 7; pass++)
        {
            var columns = (width - InterlaceStartX[pass] + InterlaceStepX[pass] - 1) / InterlaceStepX[pass];
            var rows = (height - InterlaceStartY[pass] + InterlaceStepY[pass] - 1) / InterlaceStepY[pass];
            if (columns > 0 && rows > 0) lengths.AddRange(Enumerable.Repeat(Length(columns), rows));
        }

        return lengths;
    }

    private static int FillMissing(List<int> rowLengths, byte[] pixels, int inflated, int colourType)
    {
        const int palette = 3;
        var (rowsRead, offset) = (0, 0);
        foreach (var length in rowLengths)
        {
            if (offset + length <= inflated && pixels[offset] <= 4) rowsRead++;
            else
            {
                // The first palette colour, for want of knowing which is white.
                pixels.AsSpan(offset, length).Fill(colourType == palette ? (byte)0 : (byte)255);
                pixels[offset] = 0;
            }

            offset += length;
        }

        return rowsRead;
    }

    private static byte[] Deflate(byte[] pixels)
    {
        using var compressed = new MemoryStream();
        using (var deflater = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true)) deflater.Write(pixels);
        return compressed.ToArray();
    }

    private static void WriteChunk(Stream target, ReadOnlySpan<byte> type, ReadOnlySpan<byte> body)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        target.Write(number);
        byte[] content = [.. type, .. body];
        target.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.Of(content));
        target.Write(number);
    }
}
