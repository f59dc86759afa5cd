namespace Archive.Domain;

/// <summary>
/// A store (catalog, object store or search index) is away, too slow or answers nonsense, also after trying again for a while. Nothing that was
/// acknowledged is lost; the same step can be repeated later.
/// </summary>
/// <param name="store">Which, as people call it: "catalog", "object store", "search index".</param>
/// <param name="problem">What happened, in one sentence without passwords.</param>
public sealed class StoreUnavailableException(string store, string problem, Exception? inner = null)
    : IOException($"The {store} is not available: {problem}", inner)
{
    public string Store { get; } = store;
}
