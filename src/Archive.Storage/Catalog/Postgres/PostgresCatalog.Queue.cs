using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>The work of many nodes. A node that has not announced itself, or whose lease is over, is given nothing.</summary>
public sealed partial class PostgresCatalog
{
    public TimeSpan LeaseTime { get; }

    public async Task AnnounceAsync(NodeAnnouncement node, CancellationToken cancellation)
    {
        await _database.WriteAsync(session => NodeTable.AnnounceAsync(session, node, LeaseTime), cancellation);
        await _leases.PutBackAsync(cancellation);
    }

    public Task LeaveAsync(string nodeId, CancellationToken cancellation) => _database.WriteAsync(
        async session =>
        {
            await PageLeases.ReleaseAsync(session, nodeId);
            await FileLeases.ReleaseAsync(session, nodeId);
            await NodeTable.RemoveAsync(session, nodeId);
        },
        cancellation);

    public Task<PageRecord?> LeasePageAsync(string nodeId, CancellationToken cancellation) => _leases.TakeAsync(
        nodeId,
        (session, lease) => PageLeases.FindAsync(session, nodeId, lease),
        (session, lease) => PageLeases.LeaseAsync(session, nodeId, lease),
        cancellation);

    public Task ReturnPageAsync(string nodeId, long pageId, CancellationToken cancellation)
    {
        Guid? lease = null;
        return _database.WriteAsync(
            async session =>
            {
                lease ??= await PageLeases.OfAsync(session, nodeId, pageId);
                if (lease is { } held) await PageLeases.ReturnAsync(session, pageId, held);
            },
            cancellation);
    }

    public Task<FileRecord?> LeaseFileAsync(string nodeId, bool canIndex, CancellationToken cancellation) => _leases.TakeAsync(
        nodeId,
        (session, lease) => FileLeases.FindAsync(session, nodeId, lease),
        (session, lease) => FileLeases.LeaseAsync(session, nodeId, canIndex, lease),
        cancellation);

    public Task ReturnFileAsync(string nodeId, string fileId, TimeSpan notBefore, CancellationToken cancellation)
    {
        Guid? lease = null;
        return _database.WriteAsync(
            async session =>
            {
                lease ??= await FileLeases.OfAsync(session, nodeId, fileId);
                if (lease is { } held) await FileLeases.ReturnAsync(session, fileId, held, notBefore);
            },
            cancellation);
    }

    public Task<int> ReclaimAsync(CancellationToken cancellation) => _database.WriteAsync(
        async session =>
        {
            var taken = await PageLeases.ReclaimAsync(session) + await FileLeases.ReclaimAsync(session);
            await NodeTable.ForgetAsync(session);
            return taken;
        },
        cancellation);

    public Task<int> CompleteBatchesAsync(CancellationToken cancellation) =>
        _database.WriteAsync(session => BatchTable.CompleteAsync(session, Now), cancellation);

    public Task SetPriorityAsync(long batchId, int priority, CancellationToken cancellation) =>
        _database.WriteAsync(session => BatchTable.SetPriorityAsync(session, batchId, priority), cancellation);

    public Task<bool> TakeDutyAsync(string name, string holder, CancellationToken cancellation) =>
        _database.RunAsync(session => DutyTable.TakeAsync(session, name, holder, LeaseTime), cancellation);

    public Task LeaveDutyAsync(string name, string holder, CancellationToken cancellation) =>
        _database.WriteAsync(session => DutyTable.LeaveAsync(session, name, holder), cancellation);

    public Task<IReadOnlyList<NodeRecord>> ListNodesAsync(CancellationToken cancellation) => _database.RunAsync(NodeTable.ListAsync, cancellation);

    public Task<QueueStatus> GetStatusAsync(CancellationToken cancellation) => _database.RunAsync(QueueStatusQuery.ReadAsync, cancellation);
}
