namespace Archive.Pipeline.Tests.Receive;

/// <summary>A folder of a test's own, removed at its end.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("archive-receive-").FullName;

    /// <summary>Writes a file, making its folders; returns its path.</summary>
    public string Write(string name, byte[] content)
    {
        var path = System.IO.Path.Combine(Path, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
        return path;
    }

    public string Jpeg(string name) => Write(name, SmallImages.Jpeg);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>The least bytes that a header parser takes for an image.</summary>
internal static class SmallImages
{
    /// <summary>8 × 8 grey: SOI, SOF0, SOS, no data, EOI.</summary>
    public static byte[] Jpeg { get; } =
        [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0xFF, 0xD9];

    /// <summary>A TIFF of this many 8 × 8 pages that share one strip.</summary>
    public static byte[] Tiff(int pages)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write("II*\0"u8);
        writer.Write(16);
        writer.Write(new byte[8]);
        for (var page = 1; page <= pages; page++)
        {
            (int Tag, int Value)[] fields = [(256, 8), (257, 8), (258, 1), (259, 1), (262, 1), (273, 8), (279, 8)];
            writer.Write((short)fields.Length);
            foreach (var (tag, value) in fields)
            {
                writer.Write((short)tag);
                writer.Write((short)4);
                writer.Write(1);
                writer.Write(value);
            }

            writer.Write(page == pages ? 0 : (int)stream.Position + 4);
        }

        return stream.ToArray();
    }
}
