using System.Text.Json.Nodes;
using Archive.Domain.Ports;
using Archive.Storage.Search.Query;

namespace Archive.Storage.Search.Elastic;

/// <summary>
/// A query in the server's query language. Which pages match is said once, with near misses and all; what matches better gets a constant on top that
/// no sum of word scores reaches, so that pages as written stand above those that need inflections, and these above those that need near misses.
/// All words are folded letters and digits; nothing typed reaches a query parser of the server.
/// </summary>
internal static class ElasticQuery
{
    // BM25 gives a word at most idf * 2.2 (k1 + 1), and idf is at most ln(2^31) on the largest possible shard: 48.
    private const float MostPerTerm = 64;

    private const float PieceBoost = 0.5f;
    private const float InflectedBoost = 0.5f;
    private const float NearMissBoost = 0.1f;

    // Words that a phrase's unfinished last word may be, beyond the three letters that are looked up as such.
    private const int MostContinuations = 1000;

    // The server takes 30 levels (indices.query.bool.max_nested_depth), of which this program's own clauses take up to seven.
    private const int DeepestTree = 20;

    /// <summary>The query, narrowed by a clause that takes no part in ranking.</summary>
    /// <param name="filter">What the caller may see at all; null for everything.</param>
    /// <exception cref="SearchSyntaxException">Parentheses are nested deeper than the server takes.</exception>
    internal static JsonObject Of(QueryNode root, JsonObject? filter)
    {
        if (Depth(root) > DeepestTree) throw new SearchSyntaxException($"The search is nested too deeply; at most {DeepestTree} levels of OR and AND are taken.");
        var clauses = new JsonObject
        {
            ["must"] = new JsonArray(Node(root, MatchLevel.NearMiss, NearMisses.MostInPhrase(root))),
            ["should"] = new JsonArray(Better(root, MatchLevel.Exact), Better(root, MatchLevel.Inflected)),
        };
        if (filter is not null) clauses["filter"] = new JsonArray(filter.DeepClone());
        return Bool(clauses);
    }

    /// <summary>How well a page of this score matches, and the sum of its word scores.</summary>
    internal static (MatchLevel Level, double Weight) Rank(QueryNode root, double score)
    {
        var steps = Math.Clamp((int)(score / Step(root)), 0, 2);
        return (MatchLevel.NearMiss - steps, Math.Max(0, score - steps * Step(root)));
    }

    private static int Depth(QueryNode node) => node switch
    {
        QueryAny any => 1 + any.Branches.Max(Depth),
        QueryAll all => 1 + all.Wanted.Concat(all.Unwanted).Max(Depth),
        _ => 0,
    };

    private static float Step(QueryNode root) => MostPerTerm * root.WantedLeaves().Sum(leaf => leaf.Terms.Count);

    private static JsonObject Better(QueryNode root, MatchLevel level) => Constant(Node(root, level, mostInPhrase: 0), Step(root));

    private static JsonObject Node(QueryNode node, MatchLevel level, int mostInPhrase) => node switch
    {
        QueryLeaf leaf => new JsonObject { ["dis_max"] = new JsonObject { ["queries"] = new JsonArray([.. Leaf(leaf, level, mostInPhrase)]) } },
        QueryAny any => Bool(new JsonObject { ["should"] = Nodes(any.Branches, level, mostInPhrase), ["minimum_should_match"] = 1 }),
        // What is to be left out is taken as written.
        QueryAll all => Bool(new JsonObject { ["must"] = Nodes(all.Wanted, level, mostInPhrase), ["must_not"] = Nodes(all.Unwanted, MatchLevel.Exact, mostInPhrase) }),
        _ => throw new InvalidOperationException($"A query has no nodes of type {node.GetType().Name}."),
    };

    private static JsonArray Nodes(IEnumerable<QueryNode> nodes, MatchLevel level, int mostInPhrase) => new([.. nodes.Select(node => (JsonNode)Node(node, level, mostInPhrase))]);

    private static IEnumerable<JsonNode> Leaf(QueryLeaf leaf, MatchLevel level, int mostInPhrase)
    {
        yield return Exact(leaf, "words", 1);
        yield return Exact(leaf, "pieces", PieceBoost);
        if (level >= MatchLevel.Inflected && Inflections.StemOf(leaf) is { } stem)
        {
            yield return OnField("term", "stems", new JsonObject { ["value"] = stem, ["boost"] = InflectedBoost });
            foreach (var field in Inflections.FieldsOf(leaf))
            {
                yield return OnField("match", field, new JsonObject { ["query"] = leaf.Terms[0], ["boost"] = InflectedBoost });
            }
        }
        if (level < MatchLevel.NearMiss || !NearMisses.Has(leaf) || (leaf.Terms.Count > 1 && mostInPhrase == 0)) yield break;
        yield return NearMiss(leaf, "words", "skeletons", mostInPhrase);
        yield return NearMiss(leaf, "pieces", "piece_skeletons", mostInPhrase);
    }

    private static JsonObject Exact(QueryLeaf leaf, string field, float boost) => (leaf.Terms.Count, leaf.Prefix) switch
    {
        (1, false) => OnField("term", field, new JsonObject { ["value"] = leaf.Terms[0], ["boost"] = boost }),
        (1, true) => OnField("prefix", field, new JsonObject { ["value"] = leaf.Terms[0], ["boost"] = boost }),
        (_, false) => OnField("match_phrase", field, new JsonObject { ["query"] = string.Join(' ', leaf.Terms), ["boost"] = boost }),
        // The server adds up the weights of all continuations it finds in the index, which would lift a page over its level; a prefix counts the same on every page.
        (_, true) => Constant(OnField("match_phrase_prefix", field, new JsonObject { ["query"] = string.Join(' ', leaf.Terms), ["max_expansions"] = MostContinuations }), boost),
    };

    private static JsonObject NearMiss(QueryLeaf leaf, string words, string skeletons, int mostInPhrase) => Constant(
        leaf.Terms.Count == 1 ? NearMisses.Word(leaf.Terms[0], skeletons) : NearMisses.Phrase(leaf.Terms, words, skeletons, mostInPhrase), NearMissBoost);

    private static JsonObject Constant(JsonObject query, float boost) => new() { ["constant_score"] = new JsonObject { ["filter"] = query, ["boost"] = boost } };

    private static JsonObject Bool(JsonObject clauses) => new() { ["bool"] = clauses };

    private static JsonObject OnField(string query, string field, JsonObject body) => new() { [query] = new JsonObject { [field] = body } };
}
