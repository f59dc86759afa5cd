using System.IO.Compression;
using Archive.Domain;

namespace Archive.Storage.Search.Text;

/// <summary>
/// A page's words and boxes as one compact blob: 7-bit encoded numbers, boxes as steps from the one before, Brotli over all
/// (RFC 7932); about 2 kB for a typed page.
/// </summary>
internal static class WordBlob
{
    // Higher ones take several times as long and give some tenths of a kilobyte.
    private const int Quality = 1;
    private const int WindowBits = 16;

    internal static byte[] Write(IReadOnlyList<PageWord> words)
    {
        var plain = new MemoryStream();
        using (var writer = new BinaryWriter(plain))
        {
            writer.Write7BitEncodedInt(words.Count);
            var before = new PixelRect();
            foreach (var word in words)
            {
                writer.Write(word.Text);
                writer.Write(word.EndsLine);
                writer.Write7BitEncodedInt(ZigZag(word.Box.X - before.X));
                writer.Write7BitEncodedInt(ZigZag(word.Box.Y - before.Y));
                writer.Write7BitEncodedInt(word.Box.Width);
                writer.Write7BitEncodedInt(word.Box.Height);
                before = word.Box;
            }
        }
        return Compress(plain.ToArray());
    }

    internal static IReadOnlyList<PageWord> Read(byte[] blob)
    {
        // Whole at once: read number by number, the decoder is called for every byte.
        var plain = new MemoryStream(blob.Length * 4);
        using (var packed = new BrotliStream(new MemoryStream(blob), CompressionMode.Decompress)) packed.CopyTo(plain);
        plain.Position = 0;
        using var reader = new BinaryReader(plain);
        var words = new PageWord[reader.Read7BitEncodedInt()];
        var before = new PixelRect();
        for (var i = 0; i < words.Length; i++)
        {
            var text = reader.ReadString();
            var endsLine = reader.ReadBoolean();
            var (x, y) = (before.X + UnZigZag(reader.Read7BitEncodedInt()), before.Y + UnZigZag(reader.Read7BitEncodedInt()));
            before = new PixelRect(x, y, reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt());
            words[i] = new PageWord(text, before, endsLine);
        }
        return words;
    }

    private static byte[] Compress(byte[] plain)
    {
        var target = new byte[BrotliEncoder.GetMaxCompressedLength(plain.Length)];
        return BrotliEncoder.TryCompress(plain, target, out var written, Quality, WindowBits)
            ? target[..written]
            : throw new InvalidOperationException("The page's words do not fit the room reckoned for them.");
    }

    /// <summary>Small numbers of either sign become small numbers without one.</summary>
    private static int ZigZag(int value) => (value << 1) ^ (value >> 31);

    private static int UnZigZag(int value) => (int)((uint)value >> 1) ^ -(value & 1);
}
