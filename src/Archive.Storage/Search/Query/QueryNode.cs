namespace Archive.Storage.Search.Query;

/// <summary>A query as understood. Nodes are compared by identity: the same word twice is two leaves.</summary>
internal abstract class QueryNode
{
    /// <summary>All leaves that a page is to have, left to right; those behind a minus are not among them.</summary>
    internal abstract IEnumerable<QueryLeaf> WantedLeaves();
}

/// <summary>Words that stand one after the other; one word is the usual case.</summary>
/// <param name="terms">Folded, at least one.</param>
/// <param name="prefix">The last of the words may go on.</param>
/// <param name="quoted">Written as a phrase: taken as it stands, without its inflections.</param>
internal sealed class QueryLeaf(IReadOnlyList<string> terms, bool prefix, bool quoted) : QueryNode
{
    internal IReadOnlyList<string> Terms { get; } = terms;

    internal bool Prefix { get; } = prefix;

    internal bool Quoted { get; } = quoted;

    internal override IEnumerable<QueryLeaf> WantedLeaves() => [this];
}

/// <summary>All of <see cref="Wanted"/> (at least one) and none of <see cref="Unwanted"/>.</summary>
internal sealed class QueryAll(IReadOnlyList<QueryNode> wanted, IReadOnlyList<QueryNode> unwanted) : QueryNode
{
    internal IReadOnlyList<QueryNode> Wanted { get; } = wanted;

    internal IReadOnlyList<QueryNode> Unwanted { get; } = unwanted;

    internal override IEnumerable<QueryLeaf> WantedLeaves() => Wanted.SelectMany(node => node.WantedLeaves());
}

/// <summary>At least one of the branches.</summary>
internal sealed class QueryAny(IReadOnlyList<QueryNode> branches) : QueryNode
{
    internal IReadOnlyList<QueryNode> Branches { get; } = branches;

    internal override IEnumerable<QueryLeaf> WantedLeaves() => Branches.SelectMany(node => node.WantedLeaves());
}
