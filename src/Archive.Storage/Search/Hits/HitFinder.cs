using Archive.Storage.Search.Query;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Search.Hits;

/// <summary>A place where a leaf of the query stands on a page.</summary>
internal sealed record Hit(QueryLeaf Leaf, IReadOnlyList<PageToken> Tokens);

/// <summary>
/// Finds the words that made a page match. Of each leaf only the best occurrences count: where the exact word stands on the page, its
/// near misses there are other words.
/// </summary>
internal sealed class HitFinder(ExpandedQuery query, MatchLevel worst, PageTokens page)
{
    internal IReadOnlyList<Hit> Find() => Find(query.Root) ?? [];

    /// <summary>Null where the node does not match the page.</summary>
    private List<Hit>? Find(QueryNode node) => node switch
    {
        QueryLeaf leaf => FindLeaf(leaf),
        QueryAny any => FindAny(any),
        QueryAll all => FindAll(all),
        _ => throw new InvalidOperationException($"A query has no nodes of type {node.GetType().Name}."),
    };

    private List<Hit>? FindAny(QueryAny any)
    {
        var found = any.Branches.Select(Find).OfType<List<Hit>>().ToList();
        return found.Count == 0 ? null : found.SelectMany(hits => hits).ToList();
    }

    private List<Hit>? FindAll(QueryAll all)
    {
        var hits = new List<Hit>();
        foreach (var wanted in all.Wanted)
        {
            if (Find(wanted) is not { } found) return null;
            hits.AddRange(found);
        }
        return all.Unwanted.Any(unwanted => Find(unwanted) is not null) ? null : hits;
    }

    private List<Hit>? FindLeaf(QueryLeaf leaf)
    {
        for (var level = MatchLevel.Exact; level <= worst; level++)
        {
            var rows = query.RowsAt(leaf, level);
            if (rows.Count == 0) continue;
            var hits = Occurrences(leaf, rows, page.Words).Concat(Occurrences(leaf, rows, page.Pieces)).ToList();
            if (hits.Count > 0) return hits;
        }
        return null;
    }

    private static IEnumerable<Hit> Occurrences(QueryLeaf leaf, IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<PageToken> tokens)
    {
        var byFirst = rows.ToLookup(row => row[0], StringComparer.Ordinal);
        for (var at = 0; at + leaf.Terms.Count <= tokens.Count; at++)
        {
            // A prefix of one term cannot be looked up by its first token.
            var candidates = leaf is { Prefix: true, Terms.Count: 1 } ? rows : byFirst[tokens[at].Text];
            if (candidates.Any(row => StandsAt(row, leaf.Prefix, tokens, at))) yield return new Hit(leaf, tokens.Skip(at).Take(leaf.Terms.Count).ToList());
        }
    }

    private static bool StandsAt(IReadOnlyList<string> row, bool prefix, IReadOnlyList<PageToken> tokens, int at)
    {
        for (var i = 0; i < row.Count; i++)
        {
            var text = tokens[at + i].Text;
            if (!(prefix && i == row.Count - 1 ? text.StartsWith(row[i], StringComparison.Ordinal) : text == row[i])) return false;
        }
        return true;
    }
}
