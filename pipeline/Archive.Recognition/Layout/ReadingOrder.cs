using Archive.Domain;
using Archive.Recognition.Reading;

namespace Archive.Recognition.Layout;

/// <summary>
/// Puts lines into the order people read them. Prose in columns is read column by column; everything else row by row, so that the label
/// and the value of a form row and the cells of a table row stay together.
/// </summary>
public static class ReadingOrder
{
    /// <summary>Lines that share this much of the lower one's height stand in one row.</summary>
    private const double SameRow = 0.5;

    /// <summary>A gap of this many line heights between rows divides blocks.</summary>
    private const double BlockGap = 1.2;

    public static RecognizedText Arrange(IReadOnlyList<EngineLine> lines, int width, int height, Dpi dpi)
    {
        var blocks = new List<TextBlock>();
        foreach (var region in ColumnFinder.Divide(lines)) blocks.AddRange(Blocks(Rows(region)));
        return new(width, height, dpi, blocks);
    }

    /// <summary>Merges lines that stand side by side into rows, top to bottom.</summary>
    private static List<TextLine> Rows(IEnumerable<EngineLine> lines)
    {
        var rows = new List<List<EngineLine>>();
        foreach (var line in lines.OrderBy(line => line.Box.Y + line.Box.Height / 2.0))
        {
            var row = rows.LastOrDefault(row => row.All(other => ShareRow(other.Box, line.Box)));
            if (row is null) rows.Add([line]);
            else row.Add(line);
        }

        return [.. rows.Select(ToTextLine).OrderBy(line => line.Box.Y + line.Box.Height / 2.0)];
    }

    private static bool ShareRow(PixelRect one, PixelRect other)
    {
        var shared = Math.Min(one.Bottom, other.Bottom) - Math.Max(one.Y, other.Y);
        var apart = one.Right <= other.X + other.Height / 2 || other.Right <= one.X + one.Height / 2;
        return apart && shared >= SameRow * Math.Min(one.Height, other.Height);
    }

    private static TextLine ToTextLine(List<EngineLine> row)
    {
        row.Sort((one, other) => one.Box.X.CompareTo(other.Box.X));
        var box = row.Aggregate(default(PixelRect), (all, line) => all.Union(line.Box));
        var (first, last) = (row[0].Words[0].Baseline, row[^1].Words[^1].Baseline);
        var language = row.SelectMany(line => line.Words).GroupBy(word => word.Language).MaxBy(group => group.Sum(word => word.Text.Length))!.Key;
        var words = row.SelectMany(line => line.Words).Select(word => new TextWord(word.Text, word.Box, word.Confidence));
        return new(box, Baseline(first, box.X, box), Baseline(last, box.Right, box), language, [.. words]);
    }

    /// <summary>Height of an engine's baseline at x, kept within the line's box.</summary>
    private static double Baseline((int X1, int Y1, int X2, int Y2) baseline, int x, PixelRect box)
    {
        var (x1, y1, x2, y2) = baseline;
        var y = x2 == x1 ? y1 : y1 + (double)(y2 - y1) * (x - x1) / (x2 - x1);
        return Math.Clamp(y, box.Y, box.Bottom);
    }

    private static IEnumerable<TextBlock> Blocks(List<TextLine> rows)
    {
        var block = new List<TextLine>();
        foreach (var row in rows)
        {
            if (block.Count > 0 && row.Box.Y - block[^1].Box.Bottom > BlockGap * Math.Min(row.Box.Height, block[^1].Box.Height))
            {
                yield return ToBlock(block);
                block = [];
            }

            block.Add(row);
        }

        if (block.Count > 0) yield return ToBlock(block);
    }

    private static TextBlock ToBlock(List<TextLine> lines) =>
        new(lines.Aggregate(default(PixelRect), (all, line) => all.Union(line.Box)), [.. lines]);
}
