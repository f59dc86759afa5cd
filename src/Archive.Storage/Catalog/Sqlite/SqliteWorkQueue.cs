using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Rows;
using Archive.Storage.Sqlite;
using Dapper;

namespace Archive.Storage.Catalog.Sqlite;

/// <summary>
/// The work of an archive that one process has to itself: what is in whose hands is known in memory, since it ends with the process. Safe for use from
/// many tasks.
/// </summary>
public sealed class SqliteWorkQueue : IWorkQueue
{
    /// <summary>All pages finished, at least one to show, and not at its end.</summary>
    private const string IsUnfinished =
        """
        page_count > 0 and (assembled_at is null or (@CanIndex and indexed_at is null))
          and not exists (select 1 from page where page.file_id = file.id and state <> 'Finished')
          and exists (select 1 from page where page.file_id = file.id and outcome <> 'Rejected')
        """;

    private static readonly TimeSpan Recent = TimeSpan.FromMinutes(5);

    private readonly SqliteCatalog _catalog;
    private readonly SqliteDatabase _database;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Dictionary<string, Known> _nodes = [];
    private readonly Dictionary<long, string> _pages = [];
    private readonly Dictionary<string, string> _files = [];
    private readonly Dictionary<string, DateTimeOffset> _notBefore = [];
    private readonly Dictionary<long, int> _priorities = [];
    private readonly Dictionary<string, string> _duties = [];

    internal SqliteWorkQueue(SqliteCatalog catalog, SqliteDatabase database, TimeProvider time) => (_catalog, _database, _time) = (catalog, database, time);

    /// <summary>Whoever holds something here lives as long as the queue does.</summary>
    public TimeSpan LeaseTime { get; } = TimeSpan.FromSeconds(30);

    public Task AnnounceAsync(NodeAnnouncement node, CancellationToken cancellation) => LockedAsync(
        () =>
        {
            if (_nodes.TryGetValue(node.Id, out var known)) (known.Node, known.SeenAt) = (node, Now);
            else _nodes[node.Id] = new(node, Now);
            return Task.FromResult(0);
        },
        cancellation);

    public Task LeaveAsync(string nodeId, CancellationToken cancellation) => LockedAsync(
        async () =>
        {
            foreach (var page in HeldBy(_pages, nodeId)) await _catalog.InterruptPageAsync(page, cancellation);
            foreach (var page in HeldBy(_pages, nodeId)) _pages.Remove(page);
            foreach (var file in HeldBy(_files, nodeId)) _files.Remove(file);
            foreach (var duty in HeldBy(_duties, nodeId)) _duties.Remove(duty);
            return _nodes.Remove(nodeId);
        },
        cancellation);

    public Task<PageRecord?> LeasePageAsync(string nodeId, CancellationToken cancellation) => LockedAsync(
        async () =>
        {
            if (!_nodes.ContainsKey(nodeId)) return null;
            await SettleAsync(cancellation);
            foreach (var batch in await WaitingBatchesAsync(cancellation))
            {
                if (await _catalog.ClaimPageAsync(batch, cancellation) is not { } page) continue;
                _pages[page.Id] = nodeId;
                return page;
            }

            return null;
        },
        cancellation);

    public Task ReturnPageAsync(string nodeId, long pageId, CancellationToken cancellation) => LockedAsync(
        async () =>
        {
            if (_pages.GetValueOrDefault(pageId) != nodeId) return 0;
            _pages.Remove(pageId);
            return await _database.WriteAsync(
                connection => connection.Execute("update page set state = 'Received', attempts = attempts - 1 where id = @Id and state = 'InWork'", new { Id = pageId }), cancellation);
        },
        cancellation);

    public Task<FileRecord?> LeaseFileAsync(string nodeId, bool canIndex, CancellationToken cancellation) => LockedAsync(
        async () =>
        {
            if (!_nodes.ContainsKey(nodeId)) return null;
            var now = Now;
            var rows = await _database.ReadAsync(
                connection => connection.Query<FileRow>(
                    FileRow.Select + $"where batch_id in (select id from batch where state = 'Processing') and {IsUnfinished} order by id", new { CanIndex = canIndex }).AsList(), cancellation);
            var next = rows.Select(row => row.ToRecord())
                .Where(file => !_files.ContainsKey(file.Id) && !(_notBefore.TryGetValue(file.Id, out var moment) && now < moment))
                .OrderByDescending(file => _priorities.GetValueOrDefault(file.BatchId)).FirstOrDefault();
            if (next is not null) _files[next.Id] = nodeId;
            return next;
        },
        cancellation);

    public Task ReturnFileAsync(string nodeId, string fileId, TimeSpan notBefore, CancellationToken cancellation) => LockedAsync(
        () =>
        {
            if (_files.GetValueOrDefault(fileId) != nodeId) return Task.FromResult(false);
            if (notBefore > TimeSpan.Zero) _notBefore[fileId] = Now + notBefore;
            else _notBefore.Remove(fileId);
            return Task.FromResult(_files.Remove(fileId));
        },
        cancellation);

    /// <summary>Nobody here falls silent: what a process had in hand when it ended is put back when the catalog is next opened for work.</summary>
    public Task<int> ReclaimAsync(CancellationToken cancellation) => Task.FromResult(0);

    public Task<int> CompleteBatchesAsync(CancellationToken cancellation) => _database.WriteAsync(
        connection => connection.Execute(
            $"""
            update batch set state = 'Complete', completed_at = @At
            where state = 'Processing' and pages_finished = pages_total and not exists (select 1 from file where file.batch_id = batch.id and {IsUnfinished})
            """,
            new { At = CatalogTime.ToText(Now), CanIndex = true }),
        cancellation);

    public Task SetPriorityAsync(long batchId, int priority, CancellationToken cancellation) => LockedAsync(() => Task.FromResult(_priorities[batchId] = priority), cancellation);

    public Task<IReadOnlyList<NodeRecord>> ListNodesAsync(CancellationToken cancellation) => LockedAsync<IReadOnlyList<NodeRecord>>(
        async () =>
        {
            await SettleAsync(cancellation);
            return [.. _nodes.Values.Select(known => new NodeRecord(
                known.Node, known.StartedAt, known.SeenAt, Alive: true, _pages.Values.Count(holder => holder == known.Node.Id), known.Finished, known.Lately(Now - Recent)))];
        },
        cancellation);

    public Task<bool> TakeDutyAsync(string name, string holder, CancellationToken cancellation) =>
        LockedAsync(() => Task.FromResult(_duties.TryAdd(name, holder) || _duties[name] == holder), cancellation);

    public Task LeaveDutyAsync(string name, string holder, CancellationToken cancellation) =>
        LockedAsync(() => Task.FromResult(_duties.GetValueOrDefault(name) == holder && _duties.Remove(name)), cancellation);

    public async Task<QueueStatus> GetStatusAsync(CancellationToken cancellation)
    {
        var lately = (await ListNodesAsync(cancellation)).Sum(node => node.PagesLastMinutes);
        var needing = (await _catalog.CountProblemsAsync(cancellation)).NeedingOperator.Values.Sum();
        var (waiting, oldest) = await _database.ReadAsync(
            connection => connection.QueryFirst<(long, string?)>(
                "select count(*), (select received_at from file where id = (select min(file_id) from page where state = 'Received')) from page where state = 'Received'"), cancellation);
        var (unfinished, open) = await _database.ReadAsync(
            connection => connection.QueryFirst<(int, int)>(
                $"""
                select (select count(*) from file where batch_id in (select id from batch where state = 'Processing') and {IsUnfinished}),
                       (select count(*) from batch where state <> 'Complete')
                """,
                new { CanIndex = true }),
            cancellation);
        return new(waiting, _pages.Count, oldest is null ? null : RowTime.Read(oldest), unfinished, open, needing, lately);
    }

    /// <summary>Batches of higher priority first, among equals the one with the fewest pages in work.</summary>
    private async Task<IEnumerable<long>> WaitingBatchesAsync(CancellationToken cancellation)
    {
        var batches = await _database.ReadAsync(
            connection => connection.Query<(long Id, int InWork)>(
                """
                select id, (select count(*) from page where batch_id = batch.id and state = 'InWork') from batch
                where state <> 'Complete' and exists (select 1 from page where batch_id = batch.id and state = 'Received')
                """).AsList(),
            cancellation);
        return batches.OrderByDescending(batch => _priorities.GetValueOrDefault(batch.Id)).ThenBy(batch => batch.InWork).ThenBy(batch => batch.Id).Select(batch => batch.Id);
    }

    /// <summary>Pages that are no longer in work were finished, or put back, through the catalog.</summary>
    private async Task SettleAsync(CancellationToken cancellation)
    {
        if (_pages.Count == 0) return;
        var states = await _database.ReadAsync(
            connection => connection.Query<(long Id, string State)>("select id, state from page where id in @Ids and state <> 'InWork'", new { Ids = _pages.Keys.ToArray() }).AsList(), cancellation);
        foreach (var (id, state) in states)
        {
            if (_pages.Remove(id, out var node) && state == "Finished" && _nodes.TryGetValue(node, out var known)) known.Finish(Now, Now - Recent);
        }
    }

    private static List<TKey> HeldBy<TKey>(Dictionary<TKey, string> held, string node)
        where TKey : notnull => [.. held.Where(one => one.Value == node).Select(one => one.Key)];

    private async Task<T> LockedAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            return await work();
        }
        finally
        {
            _gate.Release();
        }
    }

    private DateTimeOffset Now => _time.GetUtcNow();

    /// <summary>A node that works here.</summary>
    private sealed class Known(NodeAnnouncement node, DateTimeOffset now)
    {
        private readonly Queue<DateTimeOffset> _lately = new();

        internal NodeAnnouncement Node { get; set; } = node;

        internal DateTimeOffset StartedAt { get; } = now;

        internal DateTimeOffset SeenAt { get; set; } = now;

        internal long Finished { get; private set; }

        internal void Finish(DateTimeOffset at, DateTimeOffset since)
        {
            Finished++;
            _lately.Enqueue(at);
            _ = Lately(since);
        }

        internal int Lately(DateTimeOffset since)
        {
            while (_lately.TryPeek(out var first) && first < since) _lately.Dequeue();
            return _lately.Count;
        }
    }
}
