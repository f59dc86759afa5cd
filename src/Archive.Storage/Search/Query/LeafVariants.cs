namespace Archive.Storage.Search.Query;

/// <summary>How near a match is to what was asked for; a better one always ranks above a worse one.</summary>
internal enum MatchLevel
{
    Exact,
    Inflected,
    NearMiss,
}

/// <summary>What a leaf may stand for at each level besides what is written: rows of terms of the leaf's own length.</summary>
internal sealed record LeafVariants(IReadOnlyList<IReadOnlyList<string>> Inflected, IReadOnlyList<IReadOnlyList<string>> NearMisses)
{
    internal static LeafVariants None { get; } = new([], []);
}

/// <summary>A query with the variants of its wanted leaves. What is to be left out is taken as written.</summary>
internal sealed record ExpandedQuery(QueryNode Root, IReadOnlyDictionary<QueryLeaf, LeafVariants> Variants)
{
    /// <summary>The rows of terms that match the leaf at exactly this level.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> RowsAt(QueryLeaf leaf, MatchLevel level) => level switch
    {
        MatchLevel.Exact => [leaf.Terms],
        MatchLevel.Inflected => Variants.GetValueOrDefault(leaf, LeafVariants.None).Inflected,
        _ => Variants.GetValueOrDefault(leaf, LeafVariants.None).NearMisses,
    };

    /// <summary>The rows of terms that match the leaf at this level or a better one.</summary>
    internal IEnumerable<IReadOnlyList<string>> RowsUpTo(QueryLeaf leaf, MatchLevel level) =>
        Enumerable.Range(0, (int)level + 1).SelectMany(at => RowsAt(leaf, (MatchLevel)at));
}
