using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Archive.Storage.Search.Elastic.Client;

/// <summary>
/// The calls of Elasticsearch's REST API that the search index needs (elastic.co/docs/api/doc/elasticsearch). All but those named Once
/// are tried again while a failure may pass; after that they end in a <see cref="Domain.StoreUnavailableException"/>.
/// </summary>
internal sealed class ElasticClient(ElasticOptions options, TimeProvider time, HttpMessageHandler? handler = null) : IDisposable
{
    private const string KeepAlive = "2m";

    // A query takes up to three levels of JSON for each of its own.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 256 };

    private readonly ElasticTransport _transport = new(options, time, handler);

    internal ElasticRetry Retry { get; } = new(options, time);

    /// <summary>The version of a composable template, or null where there is none.</summary>
    internal async Task<int?> GetTemplateVersionAsync(string name, CancellationToken cancellation)
    {
        var list = await ReadAsync(new(HttpMethod.Get, $"/_index_template/{Escape(name)}"), ElasticJson.Default.TemplateList, new([]), cancellation);
        var entry = list.Templates?.FirstOrDefault(template => template.Name == name);
        return entry is null ? null : entry.Template?.Version ?? 0;
    }

    internal Task PutTemplateAsync(string name, JsonObject template, CancellationToken cancellation) =>
        CallAsync(new(HttpMethod.Put, $"/_index_template/{Escape(name)}", Bytes(template)), cancellation);

    internal Task DeleteTemplateAsync(string name, CancellationToken cancellation) =>
        CallAsync(new(HttpMethod.Delete, $"/_index_template/{Escape(name)}"), cancellation, 404);

    /// <summary>All indices that fit a pattern with a star, with aliases and notes.</summary>
    internal async Task<IReadOnlyDictionary<string, IndexState>> GetIndicesAsync(string pattern, CancellationToken cancellation) =>
        await ReadAsync(new(HttpMethod.Get, $"/{pattern}"), ElasticJson.Default.DictionaryStringIndexState, [], cancellation);

    /// <returns>False where there is an index of that name already.</returns>
    internal async Task<bool> CreateIndexAsync(string index, string alias, CancellationToken cancellation)
    {
        var body = new JsonObject { ["aliases"] = new JsonObject { [alias] = new JsonObject { ["is_write_index"] = true } } };
        try
        {
            await CallAsync(new(HttpMethod.Put, $"/{Escape(index)}", Bytes(body)), cancellation);
            return true;
        }
        catch (ElasticException error) when (error.Has("resource_already_exists_exception"))
        {
            return false;
        }
    }

    internal Task DeleteIndexAsync(string index, CancellationToken cancellation) => CallAsync(new(HttpMethod.Delete, $"/{Escape(index)}"), cancellation, 404);

    internal Task PutNotesAsync(string index, IndexNotes notes, CancellationToken cancellation)
    {
        var meta = new JsonObject { ["schema"] = notes.Schema, ["whole"] = notes.Whole };
        if (notes.Reached is not null) meta["reached"] = notes.Reached;
        var body = new JsonObject { ["_meta"] = meta };
        return CallAsync(new(HttpMethod.Put, $"/{Escape(index)}/_mapping", Bytes(body)), cancellation);
    }

    internal async Task<bool> AliasExistsAsync(string alias, CancellationToken cancellation) =>
        (await CallAsync(new(HttpMethod.Head, $"/_alias/{Escape(alias)}"), cancellation, 404)).Status == 200;

    /// <summary>All actions at once or none.</summary>
    internal Task UpdateAliasesAsync(JsonArray actions, CancellationToken cancellation) =>
        CallAsync(new(HttpMethod.Post, "/_aliases", Bytes(new JsonObject { ["actions"] = actions })), cancellation);

    internal Task RefreshAsync(string target, CancellationToken cancellation) => CallAsync(new(HttpMethod.Post, $"/{Escape(target)}/_refresh"), cancellation);

    /// <summary>One bulk request, not tried again.</summary>
    /// <param name="refresh">true, wait_for or false.</param>
    /// <exception cref="ElasticTransientException">It failed in a way that may pass.</exception>
    internal async Task<BulkAnswer> BulkOnceAsync(ReadOnlyMemory<byte> lines, string refresh, CancellationToken cancellation)
    {
        var request = new ElasticRequest(HttpMethod.Post, $"/_bulk?refresh={refresh}", lines, IsLines: true);
        return Read((await OnceAsync(request, cancellation)).Body, ElasticJson.Default.BulkAnswer);
    }

    /// <summary>A search of an alias; all of it or nothing: an answer that lacks a shard's part is a failure that may pass.</summary>
    /// <param name="preference">Searches of equal preference see the same copy of the index, so that scores and order stay.</param>
    internal Task<SearchAnswer> SearchAsync(string target, JsonObject body, string preference, CancellationToken cancellation) =>
        SearchAsync(new ElasticRequest(HttpMethod.Post, $"/{Escape(target)}/_search?allow_partial_search_results=false&preference={Escape(preference)}", Bytes(body)), cancellation);

    /// <summary>A search of the point in time that the body names.</summary>
    internal Task<SearchAnswer> SearchPitAsync(JsonObject body, CancellationToken cancellation) =>
        SearchAsync(new ElasticRequest(HttpMethod.Post, "/_search?allow_partial_search_results=false", Bytes(body)), cancellation);

    /// <summary>A view of the index that stays as it is now, for two minutes after each use.</summary>
    internal Task<string> OpenPitAsync(string target, CancellationToken cancellation) => Retry.RunAsync(
        async tried =>
        {
            var answer = await OnceAsync(new(HttpMethod.Post, $"/{Escape(target)}/_pit?keep_alive={KeepAlive}"), tried);
            return Read(answer.Body, ElasticJson.Default.PitAnswer).Id ?? throw Nonsense();
        },
        cancellation);

    /// <summary>Frees a point in time; not tried again, since the server frees it by itself too.</summary>
    internal Task ClosePitOnceAsync(string id, CancellationToken cancellation) =>
        OnceAsync(new(HttpMethod.Delete, "/_pit", Bytes(new JsonObject { ["id"] = id })), cancellation, 404);

    /// <summary>What a search's body says of a point in time.</summary>
    internal static JsonObject PitClause(string id) => new() { ["id"] = id, ["keep_alive"] = KeepAlive };

    public void Dispose() => _transport.Dispose();

    private Task<SearchAnswer> SearchAsync(ElasticRequest request, CancellationToken cancellation) => Retry.RunAsync(
        async tried =>
        {
            var answer = Read((await OnceAsync(request, tried)).Body, ElasticJson.Default.SearchAnswer);
            if (answer.TimedOut || answer.Shards is not { Failed: 0 }) throw new ElasticTransientException("only a part of it answers.");
            return answer.Hits is { Hits: not null } ? answer : throw Nonsense();
        },
        cancellation);

    /// <param name="none">What stands for an answer of 404.</param>
    private Task<T> ReadAsync<T>(ElasticRequest request, JsonTypeInfo<T> type, T none, CancellationToken cancellation)
        where T : class => Retry.RunAsync(
        async tried =>
        {
            var answer = await OnceAsync(request, tried, 404);
            return answer.Status == 404 ? none : Read(answer.Body, type);
        },
        cancellation);

    private Task<ElasticAnswer> CallAsync(ElasticRequest request, CancellationToken cancellation, int alsoFine = 200) =>
        Retry.RunAsync(tried => OnceAsync(request, tried, alsoFine), cancellation);

    /// <exception cref="ElasticException">The server refuses the request.</exception>
    private async Task<ElasticAnswer> OnceAsync(ElasticRequest request, CancellationToken cancellation, int alsoFine = 200)
    {
        var answer = await _transport.SendAsync(request, cancellation);
        if (answer.Status >= 300 && answer.Status != alsoFine) throw Refusal(answer);
        return request.Method == HttpMethod.Head || answer.Body.ValueKind == JsonValueKind.Object ? answer : throw Nonsense();
    }

    /// <summary>The error is an object, or for some calls only words.</summary>
    private static ElasticException Refusal(ElasticAnswer answer)
    {
        if (answer.Body.ValueKind != JsonValueKind.Object || !answer.Body.TryGetProperty("error", out var error)) return new(answer.Status, "unknown", "", []);
        if (error.ValueKind != JsonValueKind.Object) return new(answer.Status, "unknown", error.ToString(), []);
        var cause = Read(error, ElasticJson.Default.ErrorCause);
        return new(answer.Status, cause.Type ?? "unknown", cause.Reason ?? "", cause.RootCause?.Select(root => root.Type ?? "").ToList() ?? []);
    }

    private static T Read<T>(JsonElement body, JsonTypeInfo<T> type)
        where T : class
    {
        try
        {
            return (body.ValueKind == JsonValueKind.Undefined ? null : body.Deserialize(type)) ?? throw Nonsense();
        }
        catch (JsonException error)
        {
            throw Nonsense(error);
        }
    }

    private static ElasticTransientException Nonsense(Exception? inner = null) => new("its answer cannot be read.", inner: inner);

    private static byte[] Bytes(JsonNode body) => JsonSerializer.SerializeToUtf8Bytes(body, Plain);

    private static string Escape(string segment) => Uri.EscapeDataString(segment);
}
