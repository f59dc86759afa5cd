using System.Text.Json.Nodes;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Search.Elastic;

/// <summary>
/// Near misses, looked for among skeletons. The server's edit distance counts as ours does (a character wrong, missing, too many, or two neighbours
/// swapped), so <see cref="SkeletonForms.IsNear"/> finds the same words on a page.
/// </summary>
internal static class NearMisses
{
    // In phrases the server writes near misses out as clauses, nearest first; 48 is what FTS5 takes.
    private const int MostInPhrase = 48;

    /// <summary>A word by itself; every near miss there is, as one set of pages.</summary>
    internal static JsonObject Word(string term, string skeletons)
    {
        var distance = NearMissRule.For(term)!.Value.Distance;
        if (distance == 0) return new JsonObject { ["terms"] = new JsonObject { [skeletons] = new JsonArray([.. SkeletonForms.All(term).Select(form => (JsonNode)form)]) } };
        var fuzzy = Fuzzy(term, distance);
        fuzzy["rewrite"] = "constant_score";
        return new JsonObject { ["fuzzy"] = new JsonObject { [skeletons] = fuzzy } };
    }

    /// <summary>Words one after the other. Those too short for near misses stand as written; their field has the same positions.</summary>
    internal static JsonObject Phrase(IReadOnlyList<string> terms, string words, string skeletons) => new()
    {
        ["span_near"] = new JsonObject
        {
            ["clauses"] = new JsonArray([.. terms.Select(term => (JsonNode)Span(term, words, skeletons))]),
            ["slop"] = 0,
            ["in_order"] = true,
        },
    };

    private static JsonObject Span(string term, string words, string skeletons) => NearMissRule.For(term) switch
    {
        null => new JsonObject { ["span_field_masking"] = new JsonObject { ["query"] = SpanTerm(words, term), ["field"] = skeletons } },
        { Distance: 0 } => new JsonObject
        {
            ["span_or"] = new JsonObject { ["clauses"] = new JsonArray([.. SkeletonForms.All(term).Select(form => (JsonNode)SpanTerm(skeletons, form))]) },
        },
        { Distance: var distance } => new JsonObject
        {
            ["span_multi"] = new JsonObject { ["match"] = new JsonObject { ["fuzzy"] = new JsonObject { [skeletons] = Fuzzy(term, distance) } } },
        },
    };

    private static JsonObject SpanTerm(string field, string value) =>
        new() { ["span_term"] = new JsonObject { [field] = new JsonObject { ["value"] = value } } };

    private static JsonObject Fuzzy(string term, int distance) => new()
    {
        ["value"] = OcrSkeleton.Of(term),
        ["fuzziness"] = distance,
        ["prefix_length"] = 0,
        ["max_expansions"] = MostInPhrase,
        ["transpositions"] = true,
    };
}
