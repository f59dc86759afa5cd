using System.Buffers.Binary;

namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>
/// One row of pixels in words of 32, the leftmost pixel in the highest bit, with a white word before it and after it: the coding
/// procedures see white beyond the edges (ITU-T T.88, 6.2.5.2), and need not ask where the edges are.
/// </summary>
internal sealed class PixelRow(int width)
{
    public const int WordBits = 32;

    /// <summary>Words that hold pixels of the row.</summary>
    public readonly int WordCount = (width + WordBits - 1) / WordBits;

    private readonly uint[] _words = new uint[(width + WordBits - 1) / WordBits + 2];

    /// <summary>
    /// A word's pixels; below them in the low bits the given number of those to the right of it, above them as many of those to the left as there is room for.
    /// </summary>
    public ulong Window(int index, int right) =>
        ((ulong)_words[index] << 32 | _words[index + 1]) << right | (ulong)_words[index + 2] >> (WordBits - right);

    /// <summary>Takes over a packed row; bits behind the width are padding and may hold anything.</summary>
    public void Load(ReadOnlySpan<byte> row)
    {
        var words = _words.AsSpan(1, WordCount);
        var whole = row.Length / 4;
        for (var i = 0; i < whole; i++) words[i] = BinaryPrimitives.ReadUInt32BigEndian(row[(4 * i)..]);
        if (whole < WordCount) words[whole] = LoadPart(row[(4 * whole)..]);
        if (width % WordBits != 0) words[^1] &= ~(uint.MaxValue >> width % WordBits);
    }

    public bool SamePixels(PixelRow other) => _words.AsSpan().SequenceEqual(other._words);

    private static uint LoadPart(ReadOnlySpan<byte> bytes)
    {
        var word = 0u;
        for (var i = 0; i < bytes.Length; i++) word |= (uint)bytes[i] << (24 - 8 * i);
        return word;
    }
}
