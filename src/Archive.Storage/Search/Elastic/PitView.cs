using System.Text.Json;
using System.Text.Json.Nodes;
using Archive.Domain;
using Archive.Storage.Search.Elastic.Client;

namespace Archive.Storage.Search.Elastic;

/// <summary>A walk through one state of the index, portion by portion, each beginning after the last hit of the one before.</summary>
internal sealed class PitView : IAsyncDisposable
{
    private readonly ElasticClient _client;
    private string _id;
    private IReadOnlyList<JsonElement>? _after;

    private PitView(ElasticClient client, string id) => (_client, _id) = (client, id);

    internal static async Task<PitView> OpenAsync(ElasticClient client, string alias, CancellationToken cancellation)
    {
        try
        {
            return new(client, await client.OpenPitAsync(alias, cancellation));
        }
        catch (ElasticException error) when (error.IsMissingIndex)
        {
            throw PresentPages.Missing(alias);
        }
    }

    /// <summary>The next portion.</summary>
    /// <param name="request">Size, query and sort; the sort's order must be the same each time.</param>
    /// <exception cref="ElasticException">With <see cref="ElasticException.IsLostView"/>: the server has lost the view.</exception>
    internal async Task<SearchAnswer> NextAsync(JsonObject request, CancellationToken cancellation)
    {
        request["pit"] = ElasticClient.PitClause(_id);
        request["sort"]!.AsArray().Add(new JsonObject { ["_shard_doc"] = "asc" });
        if (_after is not null) request["search_after"] = new JsonArray([.. _after.Select(value => JsonNode.Parse(value.GetRawText()))]);
        var answer = await _client.SearchPitAsync(request, cancellation);
        _id = answer.PitId ?? _id;
        _after = answer.Hits!.Hits!.LastOrDefault()?.Sort ?? _after;
        return answer;
    }

    /// <summary>Frees what the server holds for the view; a server that is away frees it by itself.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _client.ClosePitOnceAsync(_id, CancellationToken.None);
        }
        catch (Exception error) when (error is ElasticException or ElasticTransientException or StoreUnavailableException)
        {
            // It runs out after two minutes.
        }
    }
}
