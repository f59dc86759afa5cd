namespace Archive.Storage.Search.Text;

/// <summary>
/// How many single mistakes (a character wrong, missing, too many, or two neighbours swapped) lie between two words: Damerau-Levenshtein
/// distance in its optimal string alignment form.
/// </summary>
public static class EditDistance
{
    /// <summary>The distance, or null where it is above <paramref name="limit"/>; gives up as soon as that is certain.</summary>
    public static int? Within(ReadOnlySpan<char> left, ReadOnlySpan<char> right, int limit)
    {
        if (Math.Abs(left.Length - right.Length) > limit) return null;
        Span<int> twoAbove = stackalloc int[right.Length + 1];
        Span<int> above = stackalloc int[right.Length + 1];
        Span<int> row = stackalloc int[right.Length + 1];
        for (var column = 0; column <= right.Length; column++) above[column] = column;
        for (var line = 1; line <= left.Length; line++)
        {
            if (FillRow(left, right, line, twoAbove, above, row) > limit) return null;
            var free = twoAbove;
            twoAbove = above;
            above = row;
            row = free;
        }
        return above[right.Length] <= limit ? above[right.Length] : null;
    }

    private static int FillRow(
        ReadOnlySpan<char> left, ReadOnlySpan<char> right, int line, ReadOnlySpan<int> twoAbove, ReadOnlySpan<int> above, Span<int> row)
    {
        row[0] = line;
        var least = line;
        for (var column = 1; column <= right.Length; column++)
        {
            var cost = left[line - 1] == right[column - 1] ? 0 : 1;
            var best = Math.Min(Math.Min(above[column] + 1, row[column - 1] + 1), above[column - 1] + cost);
            if (line > 1 && column > 1 && left[line - 1] == right[column - 2] && left[line - 2] == right[column - 1])
            {
                best = Math.Min(best, twoAbove[column - 2] + 1);
            }
            row[column] = best;
            least = Math.Min(least, best);
        }
        return least;
    }
}
