using System.Globalization;
using System.Text.Json.Nodes;
using Archive.Storage.Search.Query;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Search.Elastic;

/// <summary>
/// Near misses, looked for among skeletons. The server's edit distance counts as ours does (a character wrong, missing, too many, or two neighbours
/// swapped), so <see cref="SkeletonForms.IsNear"/> finds the same words on a page.
/// </summary>
internal static class NearMisses
{
    // Near misses of one word; 48 is what FTS5 takes.
    private const int MostOfWord = 48;

    // In phrases the server writes near misses out as clauses, nearest first. Every server takes 1,024 clauses in all (its search settings say so; more
    // with more memory), of which the 40 words of the longest query (QueryParser.MostLeaves) take 14 each for all else.
    private const int MostInPhrases = 1024 - 14 * QueryParser.MostLeaves;

    // Words and halves of words.
    private const int Fields = 2;

    internal static bool Has(QueryLeaf leaf) => !leaf.Prefix && leaf.Terms.Any(term => NearMissRule.For(term) is not null);

    /// <summary>How many near misses each word of the query's phrases may be written out as; 0 where the phrases are too long to be guessed at.</summary>
    internal static int MostInPhrase(QueryNode root)
    {
        var rules = root.WantedLeaves().Where(leaf => leaf.Terms.Count > 1 && Has(leaf)).SelectMany(leaf => leaf.Terms).Select(NearMissRule.For).ToList();
        var guessed = rules.Count(rule => rule is { Distance: > 0 });
        var left = MostInPhrases / Fields - rules.Sum(rule => rule is null ? 1 : rule is { Distance: 0 } ? 2 : 0);
        return left < guessed ? 0 : Math.Min(MostOfWord, left / Math.Max(1, guessed));
    }

    /// <summary>A word by itself; every near miss there is, as one set of pages.</summary>
    internal static JsonObject Word(string term, string skeletons)
    {
        var distance = NearMissRule.For(term)!.Value.Distance;
        if (distance == 0) return new JsonObject { ["terms"] = new JsonObject { [skeletons] = new JsonArray([.. SkeletonForms.All(term).Select(form => (JsonNode)form)]) } };
        return Fuzzy(term, distance, skeletons, MostOfWord, "constant_score");
    }

    /// <summary>A word by itself, or others within a distance of it.</summary>
    internal static JsonObject Within(string term, int distance) => Fuzzy(term, distance, "skeletons", MostOfWord, "constant_score");

    /// <summary>Words one after the other. Those too short for near misses stand as written; their field has the same positions.</summary>
    internal static JsonObject Phrase(IReadOnlyList<string> terms, string words, string skeletons, int most) => new()
    {
        ["span_near"] = new JsonObject
        {
            ["clauses"] = new JsonArray([.. terms.Select(term => (JsonNode)Span(term, words, skeletons, most))]),
            ["slop"] = 0,
            ["in_order"] = true,
        },
    };

    private static JsonObject Span(string term, string words, string skeletons, int most) => NearMissRule.For(term) switch
    {
        null => new JsonObject { ["span_field_masking"] = new JsonObject { ["query"] = SpanTerm(words, term), ["field"] = skeletons } },
        { Distance: 0 } => new JsonObject
        {
            ["span_or"] = new JsonObject { ["clauses"] = new JsonArray([.. SkeletonForms.All(term).Select(form => (JsonNode)SpanTerm(skeletons, form))]) },
        },
        { Distance: var distance } => new JsonObject
        {
            // Without a word on rewriting, a server may take any number of terms inside a filter, and then refuse them for being too many.
            ["span_multi"] = new JsonObject { ["match"] = Fuzzy(term, distance, skeletons, most, string.Create(CultureInfo.InvariantCulture, $"top_terms_{most}")) },
        },
    };

    private static JsonObject SpanTerm(string field, string value) =>
        new() { ["span_term"] = new JsonObject { [field] = new JsonObject { ["value"] = value } } };

    private static JsonObject Fuzzy(string term, int distance, string skeletons, int most, string rewrite) => new()
    {
        ["fuzzy"] = new JsonObject
        {
            [skeletons] = new JsonObject
            {
                ["value"] = OcrSkeleton.Of(term),
                ["fuzziness"] = distance,
                ["prefix_length"] = 0,
                ["max_expansions"] = most,
                ["transpositions"] = true,
                ["rewrite"] = rewrite,
            },
        },
    };
}
