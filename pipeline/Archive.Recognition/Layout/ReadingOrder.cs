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
            var row = rows.LastOrDefault(row => row.All(other => ShareRow(other, line)));
            if (row is null) rows.Add([line]);
            else row.Add(line);
        }

        return [.. rows.Select(ToTextLine).OrderBy(line => line.Box.Y + line.Box.Height / 2.0)];
    }

    /// <summary>Whether two lines lie at the same height and no word of one covers a word of the other; a value may stand in a gap of its row.</summary>
    private static bool ShareRow(EngineLine one, EngineLine other)
    {
        var (box, otherBox) = (one.Box, other.Box);
        var shared = Math.Min(box.Bottom, otherBox.Bottom) - Math.Max(box.Y, otherBox.Y);
        if (shared < SameRow * Math.Min(box.Height, otherBox.Height)) return false;
        var slack = Math.Min(box.Height, otherBox.Height) / 3;
        return one.Words.All(word => other.Words.All(near => word.Box.Right <= near.Box.X + slack || near.Box.Right <= word.Box.X + slack));
    }

    private static TextLine ToTextLine(List<EngineLine> row)
    {
        var box = row.Aggregate(default(PixelRect), (all, line) => all.Union(line.Box));
        var inOrder = row.SelectMany(line => line.Words).OrderBy(word => word.Box.X).ToList();
        var (first, last) = (inOrder[0].Baseline, inOrder[^1].Baseline);
        var language = inOrder.GroupBy(word => word.Language).MaxBy(group => group.Sum(word => word.Text.Length))!.Key;
        var words = inOrder.Select(word => new TextWord(word.Text, word.Box, word.Confidence));
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
