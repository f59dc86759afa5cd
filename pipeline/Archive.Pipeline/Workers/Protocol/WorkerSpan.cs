namespace Archive.Pipeline.Workers.Protocol;

/// <summary>
/// A span that a page worker measured, on its way to the host. The worker itself exports nothing: what decodes files of strangers has no network
/// and no access keys.
/// </summary>
/// <param name="Id">Its id in the worker, 16 hexadecimal digits.</param>
/// <param name="Parent">The span it belongs into: another of the worker's, or the host's.</param>
/// <param name="Milliseconds">Wall time.</param>
/// <param name="Tags">Names and values; codes and numbers only.</param>
/// <param name="Failed">Whether it ended with an exception.</param>
public sealed record WorkerSpan(
    string Id, string Parent, string Name, DateTimeOffset Start, double Milliseconds, IReadOnlyDictionary<string, string> Tags, bool Failed);
