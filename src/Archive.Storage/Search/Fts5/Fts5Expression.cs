using Archive.Storage.Search.Query;

namespace Archive.Storage.Search.Fts5;

/// <summary>
/// A query in the language of FTS5 (sqlite.org/fts5.html, 3 "Full-text Query Syntax"). Terms are folded letters and digits and always
/// stand in quotation marks, so nothing typed reaches the database's own parser.
/// </summary>
internal static class Fts5Expression
{
    /// <summary>The expression that matches pages at this level or better.</summary>
    internal static string Of(ExpandedQuery query, MatchLevel level) => Of(query, query.Root, level);

    private static string Of(ExpandedQuery query, QueryNode node, MatchLevel level) => node switch
    {
        QueryLeaf leaf => Joined(query.RowsUpTo(leaf, level).Select(row => Phrase(row, leaf.Prefix)), " OR "),
        QueryAny any => Joined(any.Branches.Select(branch => Of(query, branch, level)), " OR "),
        QueryAll { Unwanted.Count: 0 } all => Joined(all.Wanted.Select(wanted => Of(query, wanted, level)), " AND "),
        QueryAll all => "(" + Joined(all.Wanted.Select(wanted => Of(query, wanted, level)), " AND ")
            + " NOT " + Joined(all.Unwanted.Select(unwanted => Of(query, unwanted, level)), " OR ") + ")",
        _ => throw new InvalidOperationException($"A query has no nodes of type {node.GetType().Name}."),
    };

    private static string Joined(IEnumerable<string> parts, string with)
    {
        var all = parts.ToList();
        return all.Count == 1 ? all[0] : "(" + string.Join(with, all) + ")";
    }

    private static string Phrase(IReadOnlyList<string> terms, bool prefix) => "\"" + string.Join(' ', terms) + (prefix ? "\" *" : "\"");
}
