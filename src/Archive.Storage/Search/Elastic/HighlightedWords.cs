using System.Text.Json.Nodes;
using Archive.Storage.Search.Query;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Search.Elastic;

/// <summary>
/// What the unified highlighter serves for here: it alone knows which words the server's stemmers found. The whole text comes back with the words
/// in brackets; as texts are cut at blanks on both sides, the n-th word there is the n-th token of the page. Snippets and boxes are not its work:
/// it knows no boxes, and both back-ends are to show the same.
/// </summary>
internal static class HighlightedWords
{
    // Below the server's own limit of 1,000,000 characters, past which it would refuse the search; no page of paper is as long.
    private const int MostCharacters = 500_000;

    /// <summary>The request's clause, or null where no leaf has inflections.</summary>
    internal static JsonObject? Clause(QueryNode root)
    {
        var byField = root.WantedLeaves().SelectMany(leaf => Inflections.FieldsOf(leaf).Select(field => (Field: field, Term: leaf.Terms[0])))
            .GroupBy(pair => pair.Field, pair => pair.Term)
            .ToList();
        if (byField.Count == 0) return null;
        return new JsonObject
        {
            ["type"] = "unified",
            ["number_of_fragments"] = 0,
            ["pre_tags"] = new JsonArray("["),
            ["post_tags"] = new JsonArray("]"),
            ["max_analyzed_offset"] = MostCharacters,
            ["fields"] = new JsonArray([.. byField.Select(field => (JsonNode)new JsonObject { [field.Key] = Field(field.Key, field) })]),
        };
    }

    /// <summary>The marked words of a page, folded, each once.</summary>
    internal static IReadOnlyCollection<string> Read(IReadOnlyDictionary<string, List<string>>? highlight, PageTokens page)
    {
        var marked = new HashSet<string>(StringComparer.Ordinal);
        foreach (var text in highlight?.Values.SelectMany(texts => texts.Take(1)) ?? [])
        {
            var words = text.Split(' ');
            if (words.Length != page.Words.Count) continue;
            var inside = false;
            for (var i = 0; i < words.Length; i++)
            {
                inside |= words[i].Contains('[', StringComparison.Ordinal);
                if (inside) marked.Add(page.Words[i].Text);
                inside &= !words[i].Contains(']', StringComparison.Ordinal);
            }
        }
        return marked;
    }

    private static JsonObject Field(string field, IEnumerable<string> terms) => new()
    {
        ["highlight_query"] = new JsonObject { ["match"] = new JsonObject { [field] = new JsonObject { ["query"] = string.Join(' ', terms.Distinct()) } } },
    };
}
