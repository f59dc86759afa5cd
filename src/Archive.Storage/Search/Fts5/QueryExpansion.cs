using Archive.Storage.Search.Query;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>Looks up in the vocabulary what each wanted word may stand for.</summary>
internal static class QueryExpansion
{
    internal static ExpandedQuery Expand(SqliteConnection connection, QueryNode root) =>
        new(root, root.WantedLeaves().ToDictionary(leaf => leaf, leaf => VariantsOf(connection, leaf)));

    private static LeafVariants VariantsOf(SqliteConnection connection, QueryLeaf leaf)
    {
        if (leaf.Prefix) return LeafVariants.None;
        var nearMisses = leaf.Terms.Select(term => Vocabulary.NearMisses(connection, term)).ToList();
        if (leaf.Terms.Count > 1) return new LeafVariants([], PhraseVariants.Combine(leaf.Terms, nearMisses));
        IReadOnlyList<string> inflections = leaf.Quoted ? [] : Vocabulary.Inflections(connection, leaf.Terms[0]);
        return new LeafVariants(PhraseVariants.AsRows(inflections), PhraseVariants.AsRows(nearMisses[0].Except(inflections)));
    }
}
