using Archive.Storage.Search.Query;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Search.Hits;

/// <summary>A piece of a page's text around the place where most of the query stands together.</summary>
internal static class Snippet
{
    /// <summary>Length aimed at, in characters without brackets.</summary>
    internal const int Length = 160;

    // So much of it may go before the first hit: enough to see the context, not so much that a narrow list cuts the hit off.
    private const int LeadLength = 40;

    internal static string Build(IReadOnlyList<PageWord> page, HitWords hits)
    {
        if (page.Count == 0) return "";
        var (first, last) = BestCluster(page, hits);
        (first, last) = Widen(page, first, last);
        var words = Enumerable.Range(first, last - first + 1).Select(word => hits.Bracketed(word, page[word].Text));
        return (first > 0 ? "… " : "") + string.Join(' ', words) + (last < page.Count - 1 ? " …" : "");
    }

    /// <summary>The run of words within the length that holds most different leaves, then most hits; the first of equals.</summary>
    private static (int First, int Last) BestCluster(IReadOnlyList<PageWord> page, HitWords hits)
    {
        var words = hits.Words.ToList();
        var best = (First: 0, Last: 0, Leaves: 0, Hits: 0);
        for (var start = 0; start < words.Count; start++)
        {
            var leaves = new HashSet<QueryLeaf>();
            for (var end = start; end < words.Count && (end == start || TextLength(page, words[start], words[end]) <= Length); end++)
            {
                leaves.UnionWith(hits.LeavesOf(words[end]));
                var here = (First: words[start], Last: words[end], Leaves: leaves.Count, Hits: end - start + 1);
                if ((here.Leaves, here.Hits).CompareTo((best.Leaves, best.Hits)) > 0) best = here;
            }
        }
        return (best.First, best.Last);
    }

    /// <summary>Adds the words before up to the lead, the words after up to the length, and near the page's end again words before.</summary>
    private static (int First, int Last) Widen(IReadOnlyList<PageWord> page, int first, int last)
    {
        var room = Length - TextLength(page, first, last);
        var lead = Math.Min(LeadLength, room);
        room -= lead;
        (first, lead) = Grow(page, first, -1, lead);
        (last, room) = Grow(page, last, 1, room + lead);
        (first, _) = Grow(page, first, -1, room);
        return (first, last);
    }

    private static (int Word, int Room) Grow(IReadOnlyList<PageWord> page, int word, int step, int room)
    {
        for (var next = word + step; next >= 0 && next < page.Count && page[next].Text.Length < room; next += step)
        {
            room -= page[next].Text.Length + 1;
            word = next;
        }
        return (word, room);
    }

    private static int TextLength(IReadOnlyList<PageWord> page, int first, int last)
    {
        var length = last - first;
        for (var word = first; word <= last; word++) length += page[word].Text.Length;
        return length;
    }
}
