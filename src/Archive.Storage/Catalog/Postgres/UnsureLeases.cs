using System.Collections.Concurrent;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>
/// Takes leases for one node, each at most once although the answer of the server may be lost. A call that is repeated finds what it took
/// before; one that ends without an answer leaves its lease to be put back by a later call, or the node, alive, would hold for ever what it
/// does not know of.
/// </summary>
internal sealed class UnsureLeases(PostgresDatabase database)
{
    private readonly ConcurrentDictionary<Guid, string?> _unsure = new();

    /// <param name="find">What this lease has taken already; null where nothing.</param>
    /// <param name="take">Takes something by this lease, in one statement.</param>
    internal async Task<T?> TakeAsync<T>(
        string? nodeId, Func<PostgresSession, Guid, Task<T?>> find, Func<PostgresSession, Guid, Task<T?>> take, CancellationToken cancellation)
        where T : class
    {
        await PutBackAsync(cancellation);
        var lease = Guid.NewGuid();
        var tries = 0;
        try
        {
            return await database.RunAsync(
                async session => (tries++ == 0 ? null : await find(session, lease)) ?? await take(session, lease), cancellation);
        }
        catch
        {
            _unsure[lease] = nodeId;
            throw;
        }
    }

    /// <summary>Puts back what calls without an answer may have taken.</summary>
    internal async Task PutBackAsync(CancellationToken cancellation)
    {
        foreach (var node in _unsure.GroupBy(unsure => unsure.Value, unsure => unsure.Key).ToList())
        {
            Guid[] leases = [.. node];
            await database.WriteAsync(
                async session =>
                {
                    await PageLeases.ReturnUnsureAsync(session, node.Key, leases);
                    await FileLeases.ReturnUnsureAsync(session, node.Key, leases);
                },
                cancellation);
            foreach (var lease in leases) _unsure.TryRemove(lease, out _);
        }
    }
}
