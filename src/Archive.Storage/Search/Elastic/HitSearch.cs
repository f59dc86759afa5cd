using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Search.Elastic.Client;
using Archive.Storage.Search.Hits;
using Archive.Storage.Search.Query;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Search.Elastic;

/// <summary>Runs a query and makes hits of what comes back. Equal scores go by file and page.</summary>
internal sealed class HitSearch(ElasticClient client, string alias, QueryNode root, JsonObject? filter)
{
    // The server's index.max_result_window; past it, only a walk through a point in time leads on.
    private const int DeepestWindow = 10_000;

    // Hits with their layouts per answer: some 5 kB each.
    private const int MostWithLayout = 1000;

    private const int MostWalks = 3;

    internal async Task<SearchResult> RunAsync(int offset, int limit, CancellationToken cancellation)
    {
        if (limit == 0) offset = 0;
        if (limit > MostWithLayout || (long)offset + limit > DeepestWindow) return await WalkAgainAsync(offset, limit, cancellation);
        var request = Request(limit, withLayout: limit > 0);
        request["from"] = offset;
        // A window past the end of the result still tells the total.
        var answer = await client.SearchAsync(alias, request, Preference(), cancellation);
        return new SearchResult(Total(answer), answer.Hits!.Hits!.Select(ToHit).ToList());
    }

    /// <summary>Pages by facets.</summary>
    internal async Task<IEnumerable<FacetCount>> CountAsync(IReadOnlyList<Facet> facets, CancellationToken cancellation)
    {
        var request = new JsonObject { ["size"] = 0, ["track_total_hits"] = false, ["query"] = ElasticQuery.Of(root, filter), ["aggregations"] = FacetAggregations.Of(facets) };
        return FacetAggregations.Read((await client.SearchAsync(alias, request, Preference(), cancellation)).Aggregations ?? throw Foreign(), facets);
    }

    /// <summary>The words of the best pages.</summary>
    internal async Task<IReadOnlyList<IReadOnlyList<PageWord>>> PagesAsync(JsonObject query, int most, CancellationToken cancellation)
    {
        var request = new JsonObject { ["size"] = most, ["track_total_hits"] = false, ["query"] = query, ["_source"] = new JsonObject { ["includes"] = new JsonArray("layout") } };
        var answer = await client.SearchAsync(alias, request, Preference(), cancellation);
        return [.. answer.Hits!.Hits!.Select(hit => Words(hit.Source ?? throw Foreign()))];
    }

    /// <summary>A view that the server has lost, as when it restarts or the alias is switched, is made once more.</summary>
    private async Task<SearchResult> WalkAgainAsync(int offset, int limit, CancellationToken cancellation)
    {
        for (var walk = 1; ; walk++)
        {
            try
            {
                return await WalkAsync(offset, limit, cancellation);
            }
            catch (ElasticException error) when (error.IsLostView)
            {
                if (walk == MostWalks) throw new StoreUnavailableException("search index", "it loses its view of the index again and again.", error);
            }
        }
    }

    private async Task<SearchResult> WalkAsync(int offset, int limit, CancellationToken cancellation)
    {
        await using var view = await PitView.OpenAsync(client, alias, cancellation);
        var hits = new List<SearchHit>();
        var total = 0;
        for (var passed = 0; hits.Count < limit;)
        {
            // Up to the window only the order counts.
            var skip = Math.Min(DeepestWindow, offset - passed);
            var wanted = skip > 0 ? skip : Math.Min(MostWithLayout, limit - hits.Count);
            var answer = await view.NextAsync(Request(wanted, withLayout: skip <= 0), cancellation);
            total = Total(answer);
            if (skip > 0) passed += answer.Hits!.Hits!.Count;
            else hits.AddRange(answer.Hits!.Hits!.Select(ToHit));
            if (answer.Hits!.Hits!.Count < wanted) break;
        }
        return new SearchResult(total, hits);
    }

    private JsonObject Request(int size, bool withLayout)
    {
        var request = new JsonObject
        {
            ["size"] = size,
            ["track_total_hits"] = true,
            ["query"] = ElasticQuery.Of(root, filter),
            ["sort"] = new JsonArray(new JsonObject { ["_score"] = new JsonObject { ["order"] = "desc" } }, new JsonObject { ["file"] = "asc" }, new JsonObject { ["page"] = "asc" }),
            ["_source"] = withLayout ? new JsonObject { ["includes"] = new JsonArray("file", "case", "page", "layout") } : false,
        };
        if (withLayout && HighlightedWords.Clause(root) is { } highlight) request["highlight"] = highlight;
        return request;
    }

    private static int Total(SearchAnswer answer) => (int)Math.Min(int.MaxValue, answer.Hits!.Total?.Value ?? throw Foreign());

    private SearchHit ToHit(FoundHit hit)
    {
        if (hit is not { Score: { } score, Source: { ValueKind: JsonValueKind.Object } source }) throw Foreign();
        var words = Words(source);
        var tokens = PageTokens.Of(words);
        var (level, weight) = ElasticQuery.Rank(root, score);
        var query = PageExpansion.Of(root, tokens, HighlightedWords.Read(hit.Highlight, tokens));
        var marks = new HitWords(new HitFinder(query, level, tokens).Find());
        var number = source.TryGetProperty("case", out var value) && CaseNumber.TryParse(value.GetString(), out var parsed) ? parsed : (CaseNumber?)null;
        return new SearchHit(
            source.GetProperty("file").GetString()!, number, source.GetProperty("page").GetInt32(), Score(level, weight), Snippet.Build(words, marks), marks.Boxes(words));
    }

    private static IReadOnlyList<PageWord> Words(JsonElement source) =>
        source.TryGetProperty("layout", out var layout) && layout.TryGetBytesFromBase64(out var blob) ? WordBlob.Read(blob) : throw Foreign();

    /// <summary>2 to 3 for pages that match as written, 1 to 2 by inflections, 0 to 1 by near misses.</summary>
    private static double Score(MatchLevel level, double weight) => MatchLevel.NearMiss - level + weight / (1 + weight);

    /// <summary>Equal queries go to the same copy of the index, whose scores differ in the last digits from another's.</summary>
    private string Preference() => "q" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', root.WantedLeaves().SelectMany(leaf => leaf.Terms)))))[..16];

    private static StoreUnavailableException Foreign() => new("search index", "its hits are not this program's; another program writes to the index.");
}
