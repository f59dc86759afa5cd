using System.Numerics;
using Archive.Domain;

namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>
/// A small bitmap, such as a letter's, in words of 64 pixels, the leftmost in the highest bit; white behind the width. Pixels outside
/// of it are white.
/// </summary>
internal sealed class Shape
{
    private const int WordBits = 64;

    private readonly ulong[] _words;
    private readonly int _wordsPerRow;

    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="words">The rows from the top, each of <see cref="WordsFor"/> words; taken over.</param>
    public Shape(int width, int height, ulong[] words)
    {
        (Width, Height, _words, _wordsPerRow) = (width, height, words, WordsFor(width));
        long sumX = 0, sumY = 0;
        for (var y = 0; y < height; y++)
        {
            var ink = 0;
            for (var x = 0; x < width; x += WordBits)
            {
                var here = Window(x, y);
                ink += BitOperations.PopCount(here);
                Edges += BitOperations.PopCount(here ^ Window(x - 1, y)) + BitOperations.PopCount(here ^ Window(x, y - 1));
                sumX += SumOfColumns(here, x);
            }
            Ink += ink;
            sumY += (long)ink * y;
        }
        if (Ink > 0) (CentreX, CentreY) = ((double)sumX / Ink, (double)sumY / Ink);
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>Black pixels.</summary>
    public int Ink { get; }

    /// <summary>Pixels unlike the one to their left or the one above, once for either: a measure of the outline, and so of how much there is to code.</summary>
    public int Edges { get; }

    /// <summary>Mean column of the black pixels.</summary>
    public double CentreX { get; }

    /// <summary>Mean row of the black pixels.</summary>
    public double CentreY { get; }

    public static int WordsFor(int width) => (width + WordBits - 1) / WordBits;

    /// <summary>Blackens the pixels of a row from one column up to, not including, another.</summary>
    public static void Blacken(Span<ulong> row, int from, int to)
    {
        for (var word = from / WordBits; word * WordBits < to; word++)
        {
            var (first, behind) = (Math.Max(from - word * WordBits, 0), Math.Min(to - word * WordBits, WordBits));
            row[word] |= ulong.MaxValue >> first & ulong.MaxValue << (WordBits - behind);
        }
    }

    /// <summary>64 pixels of a row from a column on, which may lie outside.</summary>
    public ulong Window(int x, int y)
    {
        if ((uint)y >= (uint)Height) return 0;
        // Two shifts, as one by 64 would be one by 0.
        return Word(x >> 6, y) << (x & 63) | Word((x >> 6) + 1, y) >> 1 >> (63 - (x & 63));
    }

    /// <summary>The same ink in another rectangle, given in this one's coordinates.</summary>
    public Shape Framed(MarkFrame frame)
    {
        var wordsPerRow = WordsFor(frame.Width);
        var words = new ulong[wordsPerRow * frame.Height];
        for (var i = 0; i < words.Length; i++) words[i] = Window(frame.Left + WordBits * (i % wordsPerRow), frame.Top + i / wordsPerRow);
        return new(frame.Width, frame.Height, words);
    }

    public BitonalImage ToImage()
    {
        var image = new BitonalImage(Width, Height, new byte[(Width + 7) / 8 * Height]);
        for (var y = 0; y < Height; y++)
            for (var column = 0; column < image.Stride; column++) image.Rows[y * image.Stride + column] = (byte)(Window(8 * column, y) >> (WordBits - 8));
        return image;
    }

    private static long SumOfColumns(ulong pixels, int start)
    {
        long sum = 0;
        for (; pixels != 0; pixels &= pixels - 1) sum += start + WordBits - 1 - BitOperations.TrailingZeroCount(pixels);
        return sum;
    }

    private ulong Word(int index, int y) => (uint)index < (uint)_wordsPerRow ? _words[y * _wordsPerRow + index] : 0;
}

/// <summary>A connected piece of ink: its shape, and where the shape's top left corner stands on the page.</summary>
internal sealed record Mark(int Left, int Top, Shape Shape);
