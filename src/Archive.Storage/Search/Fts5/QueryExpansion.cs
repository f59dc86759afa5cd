using Archive.Storage.Search.Query;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>Looks up in the vocabulary what each wanted word may stand for.</summary>
internal static class QueryExpansion
{
    /// <summary>The query with what it takes to match up to this level; near misses cost most to look up.</summary>
    internal static ExpandedQuery Expand(SqliteConnection connection, QueryNode root, MatchLevel upTo) =>
        new(root, root.WantedLeaves().ToDictionary(leaf => leaf, leaf => VariantsOf(connection, leaf, upTo)));

    private static LeafVariants VariantsOf(SqliteConnection connection, QueryLeaf leaf, MatchLevel upTo)
    {
        if (leaf.Prefix || upTo == MatchLevel.Exact) return LeafVariants.None;
        IReadOnlyList<string> inflections = leaf.Quoted || leaf.Terms.Count > 1 ? [] : Vocabulary.Inflections(connection, leaf.Terms[0]);
        if (upTo == MatchLevel.Inflected) return new LeafVariants(PhraseVariants.AsRows(inflections), []);
        var nearMisses = leaf.Terms.Select(term => Vocabulary.NearMisses(connection, term)).ToList();
        return leaf.Terms.Count > 1
            ? new LeafVariants([], PhraseVariants.Combine(leaf.Terms, nearMisses))
            : new LeafVariants(PhraseVariants.AsRows(inflections), PhraseVariants.AsRows(nearMisses[0].Except(inflections)));
    }
}
