using Archive.Domain.Ports;
using Archive.Storage.Catalog.Rows;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>The nodes and their heartbeats, by the server's clock alone.</summary>
internal static class NodeTable
{
    /// <summary>Whether a node's lease holds; each is measured by the lease time that the node itself announced.</summary>
    internal const string IsAlive = "node.seen_at + node.lease_time > clock_timestamp()";

    internal static Task AnnounceAsync(PostgresSession session, NodeAnnouncement node, TimeSpan leaseTime) => session.ExecuteAsync(
        """
        insert into node (id, machine, version, workers, draining, problem, free_bytes, least_free_bytes, lease_time, started_at, seen_at)
        values (@Id, @Machine, @Version, @Workers, @Draining, @Problem, @FreeBytes, @LeastFreeBytes, make_interval(secs => @Lease), clock_timestamp(), clock_timestamp())
        on conflict (id) do update set machine = excluded.machine, version = excluded.version, workers = excluded.workers, draining = excluded.draining,
            problem = excluded.problem, free_bytes = excluded.free_bytes, least_free_bytes = excluded.least_free_bytes, lease_time = excluded.lease_time, seen_at = clock_timestamp()
        """,
        new { node.Id, node.Machine, node.Version, node.Workers, node.Draining, Problem = PostgresText.Of(node.Problem), node.FreeBytes, node.LeastFreeBytes, Lease = leaseTime.TotalSeconds });

    internal static Task RemoveAsync(PostgresSession session, string nodeId) => session.ExecuteAsync("delete from node where id = @Id", new { Id = nodeId });

    /// <summary>Forgets nodes that are on nobody's list any more.</summary>
    internal static Task ForgetAsync(PostgresSession session) => session.ExecuteAsync("delete from node where seen_at < now() - interval '1 day'");

    internal static async Task<IReadOnlyList<NodeRecord>> ListAsync(PostgresSession session) => (await session.ListAsync<Row>(
        $"""
        select id as Id, machine as Machine, version as Version, workers as Workers, draining as Draining, problem as Problem, free_bytes as FreeBytes, least_free_bytes as LeastFreeBytes,
               started_at as StartedAt, seen_at as SeenAt, {IsAlive} as Alive,
               (select count(*) from page where page.state = 'InWork' and page.node_id = node.id) as PagesInWork,
               pages_finished as PagesFinished, coalesce(lately.pages, 0) as PagesLastMinutes
        from node left join (
            select node_id, count(*) as pages from page
            where state = 'Finished' and finished_at > now() - interval '5 minutes' and node_id is not null group by node_id) lately on lately.node_id = node.id
        where seen_at > now() - interval '1 day'
        order by {IsAlive} desc, machine, id
        """)).ConvertAll(row => row.ToRecord());

    private sealed class Row
    {
        public string Id { get; init; } = "";

        public string Machine { get; init; } = "";

        public string Version { get; init; } = "";

        public int Workers { get; init; }

        public bool Draining { get; init; }

        public string? Problem { get; init; }

        public long? FreeBytes { get; init; }

        public long? LeastFreeBytes { get; init; }

        public object? StartedAt { get; init; }

        public object? SeenAt { get; init; }

        public bool Alive { get; init; }

        public int PagesInWork { get; init; }

        public long PagesFinished { get; init; }

        public int PagesLastMinutes { get; init; }

        internal NodeRecord ToRecord() => new(
            new(Id, Machine, Version, Workers, Draining, Problem, FreeBytes, LeastFreeBytes), RowTime.Read(StartedAt), RowTime.Read(SeenAt), Alive, PagesInWork, PagesFinished, PagesLastMinutes);
    }
}
