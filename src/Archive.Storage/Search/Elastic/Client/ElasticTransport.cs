using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Archive.Storage.Search.Elastic.Client;

/// <summary>One request: the path with its parameters (escaped), and a body of JSON or, for bulk, of lines of JSON.</summary>
internal sealed record ElasticRequest(HttpMethod Method, string Path, ReadOnlyMemory<byte> Body = default, bool IsLines = false);

/// <summary>An answer that came whole and from an Elasticsearch: status below 500, not 401, 403 or 429. An empty body has no value.</summary>
internal sealed record ElasticAnswer(int Status, JsonElement Body);

/// <summary>
/// Sends requests once each and sorts what comes back: answers, failures that may pass (no connection, no answer in time, too busy, nonsense), and
/// refusals. Speaks release 8 to later servers too, by its media type.
/// </summary>
internal sealed class ElasticTransport : IDisposable
{
    private const string Json = "application/vnd.elasticsearch+json;compatible-with=8";
    private const string Lines = "application/vnd.elasticsearch+x-ndjson;compatible-with=8";
    private const string Product = "X-elastic-product";

    private readonly ElasticOptions _options;
    private readonly TimeProvider _time;
    private readonly HttpClient _http;
    private readonly AuthenticationHeaderValue? _authorization;
    private int _node;

    internal ElasticTransport(ElasticOptions options, TimeProvider time, HttpMessageHandler? handler)
    {
        (_options, _time, _authorization) = (options, time, Authorization(options));
        // The time-out is ours, by the given clock.
        _http = new HttpClient(handler ?? Connections(options), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <exception cref="ElasticTransientException">It failed in a way that may pass.</exception>
    /// <exception cref="Domain.StoreUnavailableException">The server does not take the credentials.</exception>
    internal async Task<ElasticAnswer> SendAsync(ElasticRequest request, CancellationToken cancellation)
    {
        using var timeout = new CancellationTokenSource(_options.RequestTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            using var message = Message(request);
            using var response = await _http.SendAsync(message, either.Token);
            return Judge(request, response, await response.Content.ReadAsByteArrayAsync(either.Token));
        }
        catch (OperationCanceledException error) when (!cancellation.IsCancellationRequested)
        {
            throw Failed($"it gave no answer within {_options.RequestTimeout.TotalSeconds:0} s", error);
        }
        catch (Exception error) when (error is HttpRequestException or IOException and not Domain.StoreUnavailableException)
        {
            throw Failed($"the connection failed ({(error.InnerException ?? error).Message})", error);
        }
    }

    public void Dispose() => _http.Dispose();

    /// <summary>The next try goes to the next server.</summary>
    private ElasticTransientException Failed(string problem, Exception? inner = null, TimeSpan? retryAfter = null)
    {
        Interlocked.Increment(ref _node);
        return new(problem + ".", retryAfter, inner);
    }

    private HttpRequestMessage Message(ElasticRequest request)
    {
        var node = _options.Nodes[(int)((uint)Volatile.Read(ref _node) % _options.Nodes.Count)];
        var message = new HttpRequestMessage(request.Method, new Uri(node.AbsoluteUri.TrimEnd('/') + request.Path));
        message.Headers.Accept.Add(MediaTypeWithQualityHeaderValue.Parse(Json));
        message.Headers.Authorization = _authorization;
        if (request.Body.IsEmpty) return message;
        message.Content = new ReadOnlyMemoryContent(request.Body);
        message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(request.IsLines ? Lines : Json);
        return message;
    }

    private ElasticAnswer Judge(ElasticRequest request, HttpResponseMessage response, byte[] body)
    {
        var status = (int)response.StatusCode;
        if (status is 401 or 403) throw new Domain.StoreUnavailableException("search index", $"it refuses the credentials or what they may do ({status}); check the API key or the user, and its rights on {_options.IndexName}*.");
        if (status is 408 or 429 or >= 500) throw Failed(status == 429 ? "it is too busy (429)" : $"it answers {status}", retryAfter: response.Headers.RetryAfter?.Delta);
        if (status is < 200 or (>= 300 and < 400)) throw Failed($"it answers {status}, as no Elasticsearch does");
        if (!response.Headers.TryGetValues(Product, out var product) || !product.Contains("Elasticsearch")) throw Failed("what answers there is no Elasticsearch");
        return new ElasticAnswer(status, request.Method == HttpMethod.Head || body.Length == 0 ? default : Parse(body));
    }

    private JsonElement Parse(byte[] body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw Failed("its answer cannot be read", error);
        }
    }

    private static AuthenticationHeaderValue? Authorization(ElasticOptions options)
    {
        if (options.ApiKey is { } key) return new("ApiKey", key);
        return options.User is { } user ? new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{options.Password}"))) : null;
    }

    private static SocketsHttpHandler Connections(ElasticOptions options)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = System.Net.DecompressionMethods.GZip,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            // Names that come to mean another address are noticed.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
        };
        if (options.CaFingerprint is { } fingerprint) handler.SslOptions.RemoteCertificateValidationCallback = ServerTrust.By(fingerprint);
        return handler;
    }
}
