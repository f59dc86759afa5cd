using System.Buffers;
using Archive.Domain;
using Archive.Storage.Search.Elastic.Client;

namespace Archive.Storage.Search.Elastic;

/// <summary>
/// Sends entries in requests of bounded size and looks at what became of each: done; refused because what is there is newer, which is as good; turned
/// away for now, to be sent again after a pause; or refused for good, to be told.
/// </summary>
internal sealed class BulkSender(ElasticClient client, ElasticOptions options)
{
    private const int Conflict = 409;

    /// <param name="refresh">true, wait_for or false.</param>
    /// <returns>The ids of pages that were not put in because of a higher version, there or removed not long ago.</returns>
    /// <exception cref="ElasticBulkException">Entries were refused for good; the others are in.</exception>
    /// <exception cref="StoreUnavailableException">The server is away or too busy, or the index is missing; what was entered may be a part.</exception>
    internal async Task<IReadOnlyCollection<string>> SendAsync(IReadOnlyList<BulkItem> items, string refresh, CancellationToken cancellation)
    {
        var refused = new List<(string Id, int Status, string Type)>();
        var overtaken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var portion in Portions(items)) await SendPortionAsync(portion, refresh, refused, overtaken, cancellation);
        return refused.Count == 0 ? overtaken : throw new ElasticBulkException(refused);
    }

    private IEnumerable<List<BulkItem>> Portions(IReadOnlyList<BulkItem> items)
    {
        var portion = new List<BulkItem>();
        var bytes = 0L;
        foreach (var item in items)
        {
            if (portion.Count > 0 && bytes + item.Lines.Length > options.BulkBytes)
            {
                yield return portion;
                (portion, bytes) = ([], 0);
            }
            portion.Add(item);
            bytes += item.Lines.Length;
        }
        if (portion.Count > 0) yield return portion;
    }

    private Task<bool> SendPortionAsync(
        List<BulkItem> portion, string refresh, List<(string Id, int Status, string Type)> refused, HashSet<string> overtaken, CancellationToken cancellation)
    {
        var pending = portion;
        return client.Retry.RunAsync(
            async tried =>
            {
                var answer = await client.BulkOnceAsync(Body(pending), refresh, tried);
                if (answer.Items is not { } results || results.Count != pending.Count || results.Any(result => result.Count != 1))
                {
                    throw new ElasticTransientException("its answer to a bulk request cannot be read.");
                }
                pending = pending.Where((item, i) => !IsSettled(item, results[i].Values.First(), refused, overtaken)).ToList();
                return pending.Count == 0 ? true : throw new ElasticTransientException($"it turned away {pending.Count} of {portion.Count} entries.");
            },
            cancellation);
    }

    private bool IsSettled(BulkItem item, BulkItemAnswer result, List<(string Id, int Status, string Type)> refused, HashSet<string> overtaken)
    {
        // A delete of what is not there answers 404 without an error.
        if (result is { Status: < 300, Error: null } or { Status: 404, Error: null }) return true;
        if (result.Status == Conflict)
        {
            if (!item.IsDelete) overtaken.Add(item.Id);
            return true;
        }
        if (result.Status is 429 or >= 500) return false;
        if (result.Error?.Type == "index_not_found_exception")
        {
            return item.IsOptional ? true : throw new StoreUnavailableException("search index", $"its alias {options.IndexName} is missing; the next opening makes an empty index.");
        }
        refused.Add((item.Id, result.Status, result.Error?.Type ?? "unknown"));
        return true;
    }

    private static ReadOnlyMemory<byte> Body(List<BulkItem> items)
    {
        var body = new ArrayBufferWriter<byte>(items.Sum(item => item.Lines.Length));
        foreach (var item in items) body.Write(item.Lines.Span);
        return body.WrittenMemory;
    }
}
