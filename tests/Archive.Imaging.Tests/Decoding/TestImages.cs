using System.IO.Compression;

namespace Archive.Imaging.Tests.Decoding;

/// <summary>Small image files that our own encoders do not write.</summary>
internal static class TestImages
{
    /// <summary>16 × 16, YCCK with Adobe's marker, no cyan, full magenta and yellow, no black: red.</summary>
    public static byte[] AdobeCmykJpeg { get; } = Convert.FromBase64String(
        "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/9sAQwEDBAQFBAUJBQUJFA0LDRQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU/8AAFAgAEAAQBAERAAIRAQMRAQQRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAICf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAWAQEBAQAAAAAAAAAAAAAAAAAABwn/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADgQBAAIRAxEEAAA/AKIXNlU1TAAAAf/Z");

    /// <summary>16 × 16 plain ink without Adobe's marker: cyan 179, magenta 171, yellow 0, black 0.</summary>
    public static byte[] PlainCmykJpeg { get; } = WithoutAdobeMarker(Convert.FromBase64String(
        "/9j/7gAOQWRvYmUAZAAAAAAC/9sAQwADAgIDAgIDAwMDBAMDBAUIBQUEBAUKBwcGCAwKDAwLCgsLDQ4SEA0OEQ4LCxAWEBETFBUVFQwPFxgWFBgSFBUU/9sAQwEDBAQFBAUJBQUJFA0LDRQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQU/8AAFAgAEAAQBAERAAIRAQMRAQQRAP/EABYAAQEBAAAAAAAAAAAAAAAAAAAICf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/xAAWAQEBAQAAAAAAAAAAAAAAAAAABwn/xAAUEQEAAAAAAAAAAAAAAAAAAAAA/9oADgQBAAIRAxEEAAA/AKIXNlUyqAAAAf/Z"));

    /// <summary>32 × 24, grey, lossless, rows from 126 at the top to 255.</summary>
    public static byte[] GrayJpeg2000 { get; } = Convert.FromBase64String(
        "AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAGAAAACAAAQcHAAAAAAAPY29scgEAAAAAABEAAAC4anAyY/9P/1EA" +
        "KQAAAAAAIAAAABgAAAAAAAAAAAAAACAAAAAYAAAAAAAAAAAAAQcBAf9SAAwAAAABAAQEBAAB/1wAEEBASEhQSEhQSEhQSEhQ/2QAJQABQ3JlYXRlZCBieSBP" +
        "cGVuSlBFRyB2ZXJzaW9uIDIuNS4w/5AACgAAAAAAOgAB/5PPpCgLPMQV36ARAAh/oPjCAAy9sx2gfAIAQI3DOaA+EsCMpCldjdmrn98v3//Z");

    /// <summary>32 × 24, colour, lossless, rows from red at the top to blue.</summary>
    public static byte[] ColourJpeg2000 { get; } = Convert.FromBase64String(
        "AAAADGpQICANCocKAAAAFGZ0eXBqcDIgAAAAAGpwMiAAAAAtanAyaAAAABZpaGRyAAAAGAAAACAAAwcHAAAAAAAPY29scgEAAAAAABAAAADuanAyY/9P/1EA" +
        "LwAAAAAAIAAAABgAAAAAAAAAAAAAACAAAAAYAAAAAAAAAAAAAwcBAQcBAQcBAf9SAAwAAAABAQQEBAAB/1wAEEBASEhQSEhQSEhQSEhQ/2QAJQABQ3JlYXRl" +
        "ZCBieSBPcGVuSlBFRyB2ZXJzaW9uIDIuNS4w/5AACgAAAAAAagAB/5PPpBgIkIrfYCgLPM4sj/8QKAPkCaA/gKA4IAhfoD4AgAG/gKH0hgAMvbMd1weh9IUA" +
        "Dj5ejz+AoPjCAECNw7Sg+MIAQeXHtICgfGFAjKQpXZ+gfIHAjI6o/3zLn//Z");

    /// <summary>A TIFF of one or more pages, fields given as (tag, type, values); the data of a page are one strip.</summary>
    public static byte[] Tiff(bool bigEndian, params (byte[] Data, (int Tag, int Type, int[] Values)[] Fields)[] pages)
    {
        var file = new List<byte>();
        void Number(int value, int size)
        {
            for (var index = 0; index < size; index++) file.Add((byte)(value >> 8 * (bigEndian ? size - 1 - index : index)));
        }

        void Patch(int at, int value)
        {
            for (var index = 0; index < 4; index++) file[at + index] = (byte)(value >> 8 * (bigEndian ? 3 - index : index));
        }

        file.AddRange(bigEndian ? "MM"u8 : "II"u8);
        Number(42, 2);
        Number(0, 4);
        var link = 4;
        foreach (var (data, fields) in pages)
        {
            var strip = file.Count;
            file.AddRange(data);
            if (file.Count % 2 == 1) file.Add(0);
            // Strips given by the test itself (by offset in the file, whose first data lie at 8) come before ours.
            var all = fields.Append((273, 4, [strip])).Append((279, 4, [data.Length])).DistinctBy(field => field.Item1).OrderBy(field => field.Item1).ToList();
            var outside = new Dictionary<int, int>();
            foreach (var (tag, type, values) in all.Where(field => field.Item3.Length * (field.Item2 == 3 ? 2 : 4) > 4))
            {
                outside[tag] = file.Count;
                foreach (var value in values) Number(value, type == 3 ? 2 : 4);
            }

            Patch(link, file.Count);
            Number(all.Count, 2);
            foreach (var (tag, type, values) in all)
            {
                Number(tag, 2);
                Number(type, 2);
                Number(type == 5 ? values.Length / 2 : values.Length, 4);
                var start = file.Count;
                if (outside.TryGetValue(tag, out var offset)) Number(offset, 4);
                else foreach (var value in values) Number(value, type == 3 ? 2 : 4);
                while (file.Count < start + 4) file.Add(0);
            }

            link = file.Count;
            Number(0, 4);
        }

        return [.. file];
    }

    /// <summary>The usual fields of a page: width, height, bits, compression none, photometric, samples.</summary>
    public static (int, int, int[])[] Fields(int width, int height, int[] bits, int photometric, params (int, int, int[])[] more) =>
        [(256, 4, [width]), (257, 4, [height]), (258, 3, bits), (259, 3, [1]), (262, 3, [photometric]), (277, 3, [bits.Length]), (278, 4, [height]), .. more];

    /// <summary>A PNG of one filter-0 row block with optional palette and transparency.</summary>
    public static byte[] Png(int width, int height, int bits, int colourType, byte[] rows, byte[]? palette = null, byte[]? transparency = null, byte[]? density = null)
    {
        using var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        Chunk(file, "IHDR"u8, [.. BigEndian(width), .. BigEndian(height), (byte)bits, (byte)colourType, 0, 0, 0]);
        if (density is not null) Chunk(file, "pHYs"u8, density);
        if (palette is not null) Chunk(file, "PLTE"u8, palette);
        if (transparency is not null) Chunk(file, "tRNS"u8, transparency);
        var rowBytes = rows.Length / height;
        using var compressed = new MemoryStream();
        using (var deflater = new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            for (var y = 0; y < height; y++)
                deflater.Write([0, .. rows[(y * rowBytes)..((y + 1) * rowBytes)]]);
        Chunk(file, "IDAT"u8, compressed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    public static byte[] BigEndian(int value) => [(byte)(value >> 24), (byte)(value >> 16), (byte)(value >> 8), (byte)value];

    private static void Chunk(Stream file, ReadOnlySpan<byte> type, byte[] body)
    {
        file.Write(BigEndian(body.Length));
        byte[] content = [.. type, .. body];
        file.Write(content);
        file.Write(BigEndian((int)Crc(content)));
    }

    private static uint Crc(byte[] data)
    {
        var value = uint.MaxValue;
        foreach (var octet in data)
        {
            value ^= octet;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB88320 ^ (value >> 1) : value >> 1;
        }

        return ~value;
    }

    // The marker is the first segment: two bytes of marker, fourteen of body.
    private static byte[] WithoutAdobeMarker(byte[] jpeg) => [.. jpeg[..2], .. jpeg[18..]];
}
