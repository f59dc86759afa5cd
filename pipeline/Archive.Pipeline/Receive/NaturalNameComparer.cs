namespace Archive.Pipeline.Receive;

/// <summary>
/// Orders file names as people number them: page2 before page10, runs of digits by value, letters regardless of case, the name without its
/// extension first ("scan" before "scan 2"). Names that differ in anything never compare equal, so the order is the same on every run.
/// </summary>
public sealed class NaturalNameComparer : IComparer<string?>
{
    public static NaturalNameComparer Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        var byStem = CompareRuns(Path.GetFileNameWithoutExtension(x.AsSpan()), Path.GetFileNameWithoutExtension(y.AsSpan()));
        if (byStem != 0) return byStem;
        var byExtension = CompareRuns(Path.GetExtension(x.AsSpan()), Path.GetExtension(y.AsSpan()));
        return byExtension != 0 ? byExtension : string.CompareOrdinal(x, y);
    }

    private static int CompareRuns(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
    {
        while (!x.IsEmpty && !y.IsEmpty)
        {
            var (xLength, yLength) = (DigitsAt(x), DigitsAt(y));
            var order = xLength > 0 && yLength > 0
                ? CompareNumbers(x[..xLength], y[..yLength])
                : char.ToUpperInvariant(x[0]).CompareTo(char.ToUpperInvariant(y[0]));
            if (order != 0) return order;
            x = x[Math.Max(1, xLength)..];
            y = y[Math.Max(1, yLength)..];
        }

        return x.Length.CompareTo(y.Length);
    }

    private static int CompareNumbers(ReadOnlySpan<char> x, ReadOnlySpan<char> y)
    {
        x = x.TrimStart('0');
        y = y.TrimStart('0');
        return x.Length != y.Length ? x.Length.CompareTo(y.Length) : x.SequenceCompareTo(y);
    }

    private static int DigitsAt(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text.Length : length;
    }
}
