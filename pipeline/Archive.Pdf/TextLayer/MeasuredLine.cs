using Archive.Domain;

namespace Archive.Pdf.TextLayer;

/// <summary>A word in user space units: where it stands on its line, and how far its ink reaches above (up) and below (down) the baseline.</summary>
internal sealed class MeasuredWord(IReadOnlyList<int> scalars, double left, double right, double up, double down)
{
    public IReadOnlyList<int> Scalars { get; } = scalars;

    public double Left { get; set; } = left;

    public double Right { get; set; } = right;

    public double Up { get; } = up;

    public double Down { get; } = down;

    public double Width => Right - Left;
}

/// <summary>A line in user space units (y upwards from the bottom of the page).</summary>
internal sealed class MeasuredLine
{
    /// <summary>How much taller than the usual word a word may be and still count for its line's height; taller ones are strokes and noise.</summary>
    private const double TallestOverMedian = 1.8;

    private const double SmallestExtent = 0.5;

    private MeasuredLine(double baseline, IReadOnlyList<MeasuredWord> words)
    {
        (Baseline, Words) = (baseline, words);
        var reaches = words.Select(word => Math.Max(word.Up, SmallestExtent)).Order().ToArray();
        Reach = reaches.Last(reach => reach <= TallestOverMedian * reaches[reaches.Length / 2]);
    }

    public double Baseline { get; }

    public IReadOnlyList<MeasuredWord> Words { get; }

    /// <summary>Height of the line's tallest ordinary word over the baseline.</summary>
    public double Reach { get; }

    /// <summary>Brings a line from pixels to user space; null where nothing of it is text on the page.</summary>
    public static MeasuredLine? Of(TextLine line, RecognizedText text, PageGeometry page)
    {
        var (scaleX, scaleY) = (page.Width / text.Width, page.Height / text.Height);
        var frame = line.Words.Aggregate(default(PixelRect), (union, word) => union.Union(word.Box));
        if (frame.IsEmpty) return null;
        var baseline = LevelBaseline(line, frame);
        var words = new List<MeasuredWord>(line.Words.Count);
        foreach (var word in line.Words)
        {
            int[] scalars = [.. TextScalars.Of(word.Text)];
            var box = word.Box.Intersect(new(0, 0, text.Width, text.Height));
            if (scalars.Length == 0 || box.IsEmpty) continue;
            words.Add(new(scalars, box.X * scaleX, box.Right * scaleX, (baseline - box.Y) * scaleY, (box.Bottom - baseline) * scaleY));
        }
        return words.Count == 0 ? null : new(page.Height - baseline * scaleY, words);
    }

    /// <summary>
    /// One level baseline for the line, as readers find lines by equal baselines; each word's reach is measured from it, so that a
    /// slope left over does not move the boxes. A baseline outside the ink is not believed.
    /// </summary>
    private static double LevelBaseline(TextLine line, PixelRect frame)
    {
        var middle = (line.BaselineLeft + line.BaselineRight) / 2;
        return middle > frame.Y && middle <= frame.Bottom ? middle : frame.Bottom - 0.2 * frame.Height;
    }
}
