using System.Numerics;

namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>How a shape lies on a pattern: the pattern's top left corner in the shape's coordinates, and the pixels in which the two differ there.</summary>
internal readonly record struct Alignment(int Dx, int Dy, int Difference)
{
    private static readonly (int X, int Y)[] Neighbours = [(1, 0), (-1, 0), (0, 1), (0, -1)];

    /// <summary>
    /// The best place of a pattern under a shape: centre on centre, then by single steps as long as they make the difference smaller.
    /// Null where it stays above the limit.
    /// </summary>
    public static Alignment? Find(Shape shape, Shape pattern, int limit)
    {
        if (Math.Abs(shape.Ink - pattern.Ink) > limit) return null;
        var (dx, dy) = ((int)Math.Round(shape.CentreX - pattern.CentreX), (int)Math.Round(shape.CentreY - pattern.CentreY));
        // A pixel off, a difference of twice the limit can still become small enough.
        var best = new Alignment(dx, dy, Measure(shape, pattern, dx, dy, 2 * limit));
        if (best.Difference > 2 * limit) return null;
        while (best.Difference > 0 && Improve(shape, pattern, best) is { } better) best = better;
        return best.Difference <= limit ? best : null;
    }

    private static Alignment? Improve(Shape shape, Shape pattern, Alignment from)
    {
        var best = from;
        foreach (var (x, y) in Neighbours)
        {
            var difference = Measure(shape, pattern, from.Dx + x, from.Dy + y, best.Difference);
            if (difference < best.Difference) best = new(from.Dx + x, from.Dy + y, difference);
        }
        return best == from ? null : best;
    }

    /// <summary>The pixels in which the two differ, or any number above the limit.</summary>
    private static int Measure(Shape shape, Shape pattern, int dx, int dy, int limit)
    {
        var (left, right) = (Math.Min(0, dx), Math.Max(shape.Width, pattern.Width + dx));
        var (top, bottom) = (Math.Min(0, dy), Math.Max(shape.Height, pattern.Height + dy));
        var difference = 0;
        for (var y = top; y < bottom && difference <= limit; y++)
            for (var x = left; x < right; x += 64) difference += BitOperations.PopCount(shape.Window(x, y) ^ pattern.Window(x - dx, y - dy));
        return difference;
    }
}
