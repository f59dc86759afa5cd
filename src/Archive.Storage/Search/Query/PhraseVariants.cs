namespace Archive.Storage.Search.Query;

/// <summary>The rows that a phrase becomes when its words are replaced by their near misses.</summary>
internal static class PhraseVariants
{
    // A phrase of several words is varied in all of them at once; nearest rows first, and no more than an index takes with ease.
    private const int MostRows = 64;

    /// <summary>The phrase with one word replaced, then with two, and so on.</summary>
    internal static List<IReadOnlyList<string>> Combine(IReadOnlyList<string> terms, IReadOnlyList<IReadOnlyList<string>> nearMisses)
    {
        var rows = new List<IReadOnlyList<string>>();
        var generation = new List<(IReadOnlyList<string> Row, int Next)> { (terms, 0) };
        while (generation.Count > 0 && rows.Count < MostRows)
        {
            generation = generation.SelectMany(begun => ReplaceOneMore(begun.Row, begun.Next, nearMisses)).Take(MostRows - rows.Count).ToList();
            rows.AddRange(generation.Select(made => made.Row));
        }
        return rows;
    }

    /// <summary>Single words as rows of one term.</summary>
    internal static List<IReadOnlyList<string>> AsRows(IEnumerable<string> terms) => terms.Select(IReadOnlyList<string> (term) => [term]).ToList();

    private static IEnumerable<(IReadOnlyList<string> Row, int Next)> ReplaceOneMore(
        IReadOnlyList<string> row, int from, IReadOnlyList<IReadOnlyList<string>> nearMisses)
    {
        for (var at = from; at < row.Count; at++)
        {
            foreach (var nearMiss in nearMisses[at])
            {
                var varied = row.ToArray();
                varied[at] = nearMiss;
                yield return (varied, at + 1);
            }
        }
    }
}
