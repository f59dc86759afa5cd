using Archive.Domain;
using Archive.Recognition.Reading;

namespace Archive.Recognition.Layout;

/// <summary>
/// Tells columns of prose, which are read one after the other, from the columns of forms and tables, which are read across.
/// </summary>
internal static class ColumnFinder
{
    /// <summary>A column of prose has at least this many lines…</summary>
    private const int FewestLines = 4;

    /// <summary>…of at least this many words on average…</summary>
    private const double FewestWords = 4;

    /// <summary>…most of which reach this share of its width.</summary>
    private const double FullLine = 0.75;

    /// <summary>Regions in reading order, each to be read row by row.</summary>
    public static IEnumerable<IReadOnlyList<EngineLine>> Divide(IReadOnlyList<EngineLine> lines)
    {
        var prose = lines.GroupBy(line => line.Block).Select(group => new Column([.. group])).Where(column => column.IsProse).ToList();
        var group = SideBySide(prose);
        if (group.Count < 2)
        {
            yield return lines;
            yield break;
        }

        var area = group.Aggregate(default(PixelRect), (all, column) => all.Union(column.Box));
        var inside = group.SelectMany(column => column.Lines).ToHashSet();
        var (above, below) = (new List<EngineLine>(), new List<EngineLine>());
        foreach (var line in lines.Where(line => !inside.Contains(line)))
            (line.Box.Y + line.Box.Height / 2 < area.Y + area.Height / 2 ? above : below).Add(line);
        yield return above;
        foreach (var column in group) yield return column.Lines;
        yield return below;
    }

    /// <summary>The largest set of prose columns that stand beside each other, left to right.</summary>
    private static List<Column> SideBySide(List<Column> columns)
    {
        var best = new List<Column>();
        foreach (var column in columns)
        {
            var group = columns.Where(other => other == column || other.StandsBeside(column)).OrderBy(other => other.Box.X).ToList();
            if (group.Count > best.Count) best = group;
        }

        return best;
    }

    private sealed record Column(IReadOnlyList<EngineLine> Lines)
    {
        public PixelRect Box { get; } = Lines.Aggregate(default(PixelRect), (all, line) => all.Union(line.Box));

        public bool IsProse =>
            Lines.Count >= FewestLines
            && Lines.Average(line => line.Words.Count) >= FewestWords
            && Lines.Count(line => line.Box.Width >= FullLine * Box.Width) * 2 > Lines.Count;

        public bool StandsBeside(Column other)
        {
            var shared = Math.Min(Box.Bottom, other.Box.Bottom) - Math.Max(Box.Y, other.Box.Y);
            var apart = Box.Right <= other.Box.X || other.Box.Right <= Box.X;
            return apart && shared >= 0.5 * Math.Min(Box.Height, other.Box.Height);
        }
    }
}
