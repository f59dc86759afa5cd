namespace Archive.Storage.Search.Elastic.Client;

/// <summary>
/// The server understood a request and refused it: a bug, or an index that is not as this program made it. The message has the kind of the error
/// alone; the server's reason may repeat what a page or a query says and is kept out of logs.
/// </summary>
public sealed class ElasticException(int status, string type, string reason, IReadOnlyList<string> causes)
    : Exception($"The search index refused a request ({status} {type}).")
{
    /// <summary>The HTTP status, 400 to 499.</summary>
    public int Status { get; } = status;

    /// <summary>Elasticsearch's name of the error, as in index_not_found_exception.</summary>
    public string Type { get; } = type;

    /// <summary>The server's words; they may hold text of pages or queries.</summary>
    public string Reason { get; } = reason;

    internal bool IsMissingIndex => Has("index_not_found_exception");

    /// <summary>Of a search of a point in time: that was closed or has run out, or its index is gone, as when the alias was switched.</summary>
    internal bool IsLostView => Has("search_context_missing_exception") || IsMissingIndex;

    internal bool Has(string cause) => Type == cause || causes.Contains(cause);
}

/// <summary>Pages that the index refused for good, by their ids; the others of the call are entered.</summary>
public sealed class ElasticBulkException(IReadOnlyList<(string Id, int Status, string Type)> refused)
    : Exception($"The search index refused {refused.Count} entries: {string.Join(", ", refused.Take(MostNamed).Select(entry => $"{entry.Id} ({entry.Status} {entry.Type})"))}{(refused.Count > MostNamed ? " …" : "")}.")
{
    private const int MostNamed = 10;

    /// <summary>Id (file and page), status and kind of error of each.</summary>
    public IReadOnlyList<(string Id, int Status, string Type)> Refused { get; } = refused;
}

/// <summary>A failure that may pass: it is worth trying again.</summary>
internal sealed class ElasticTransientException(string problem, TimeSpan? retryAfter = null, Exception? inner = null) : Exception(problem, inner)
{
    /// <summary>How long the server asks to be left alone.</summary>
    internal TimeSpan? RetryAfter { get; } = retryAfter;
}
