using Archive.Storage.Search.Query;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>Looks up in the vocabulary what each wanted word may stand for.</summary>
internal static class QueryExpansion
{
    // A phrase of several words is varied in all of them at once; nearest rows first, and no more than the database takes with ease.
    private const int MostRows = 64;

    internal static ExpandedQuery Expand(SqliteConnection connection, QueryNode root) =>
        new(root, root.WantedLeaves().ToDictionary(leaf => leaf, leaf => VariantsOf(connection, leaf)));

    private static LeafVariants VariantsOf(SqliteConnection connection, QueryLeaf leaf)
    {
        if (leaf.Prefix) return LeafVariants.None;
        var nearMisses = leaf.Terms.Select(term => Vocabulary.NearMisses(connection, term)).ToList();
        if (leaf.Terms.Count > 1) return new LeafVariants([], Combine(leaf.Terms, nearMisses));
        IReadOnlyList<string> inflections = leaf.Quoted ? [] : Vocabulary.Inflections(connection, leaf.Terms[0]);
        return new LeafVariants(AsRows(inflections), AsRows(nearMisses[0].Except(inflections)));
    }

    private static List<IReadOnlyList<string>> AsRows(IEnumerable<string> terms) => terms.Select(IReadOnlyList<string> (term) => [term]).ToList();

    /// <summary>The phrase with one word replaced, then with two, and so on.</summary>
    private static List<IReadOnlyList<string>> Combine(IReadOnlyList<string> terms, List<IReadOnlyList<string>> nearMisses)
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

    private static IEnumerable<(IReadOnlyList<string> Row, int Next)> ReplaceOneMore(IReadOnlyList<string> row, int from, List<IReadOnlyList<string>> nearMisses)
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
