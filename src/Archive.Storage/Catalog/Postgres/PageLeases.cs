using Archive.Domain;
using Archive.Storage.Catalog.Rows;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>
/// Who has which page in work. Every attempt has a lease of its own: what is told about an attempt (it failed, it is put back) is told by that
/// lease, so that neither a stale node nor a call repeated after a lost answer can touch a later attempt.
/// </summary>
internal static class PageLeases
{
    /// <summary>The lease that is taken, ending as a table named page, for the page to be read in the same query.</summary>
    private const string Take =
        """
        , next as materialized (select waiting.id from open cross join lateral (select id from page where batch_id = open.id and state = 'Received'
            order by file_ordinal, number limit 1 for update skip locked) waiting limit 1),
        page as (
            update page set state = 'InWork', node_id = @Node, lease = @Lease, attempts = attempts + 1 from next where page.id = next.id
            returning page.*)
        """ + "\n" + PageRow.Select;

    /// <summary>
    /// The next page for a node whose own lease is alive. Pages in work are few and open batches too, so that a lease costs the same at any
    /// number of pages; batches are tried in their order until one has a page that nobody else is just taking.
    /// </summary>
    internal static async Task<PageRecord?> LeaseAsync(PostgresSession session, string nodeId, Guid lease) => (await session.FirstAsync<PageRow>(
        $"""
        with in_work as (select batch_id, count(*) as pages from page where state = 'InWork' group by batch_id),
        open as materialized (
            select batch.id from batch left join in_work on in_work.batch_id = batch.id
            where batch.state <> 'Complete' and exists (select from node where node.id = @Node and {NodeTable.IsAlive})
            order by batch.priority desc, coalesce(in_work.pages, 0), batch.id)
        """ + Take,
        new { Node = nodeId, Lease = lease }))?.ToRecord();

    /// <summary>The next page of one batch.</summary>
    internal static async Task<PageRecord?> ClaimAsync(PostgresSession session, long batchId, string? nodeId, Guid lease) =>
        (await session.FirstAsync<PageRow>("with open as (select @Batch as id)" + Take, new { Batch = batchId, Node = nodeId, Lease = lease }))?.ToRecord();

    /// <summary>The page of this lease where it was taken, although the answer was lost.</summary>
    internal static async Task<PageRecord?> FindAsync(PostgresSession session, string? nodeId, Guid lease) => (await session.FirstAsync<PageRow>(
        PageRow.Select + "where page.state = 'InWork' and page.node_id is not distinct from @Node and page.lease = @Lease",
        new { Node = nodeId, Lease = lease }))?.ToRecord();

    /// <summary>The lease by which a node has the page in work; null where it has not.</summary>
    internal static Task<Guid?> OfAsync(PostgresSession session, string? nodeId, long pageId) => session.ScalarAsync<Guid?>(
        "select lease from page where id = @Id and state = 'InWork' and node_id is not distinct from @Node", new { Id = pageId, Node = nodeId });

    /// <summary>Ends an attempt as failed; nothing where it is over.</summary>
    internal static Task FailAsync(PostgresSession session, long pageId, Guid lease, PageProblem problem) => session.ExecuteAsync(
        """
        update page set state = 'Received', node_id = null, lease = null, failures = failures + 1, last_problem = @Problem
        where id = @Id and lease = @Lease and state = 'InWork'
        """,
        new { Id = pageId, Lease = lease, Problem = problem.ToString() });

    /// <summary>Ends an attempt of which nothing can be said; nothing where it is over.</summary>
    internal static Task InterruptAsync(PostgresSession session, long pageId, Guid lease) => session.ExecuteAsync(
        "update page set state = 'Received', node_id = null, lease = null where id = @Id and lease = @Lease and state = 'InWork'",
        new { Id = pageId, Lease = lease });

    /// <summary>Ends an attempt as if it had not been begun; nothing where it is over.</summary>
    internal static Task ReturnAsync(PostgresSession session, long pageId, Guid lease) => session.ExecuteAsync(
        "update page set state = 'Received', node_id = null, lease = null, attempts = attempts - 1 where id = @Id and lease = @Lease and state = 'InWork'",
        new { Id = pageId, Lease = lease });

    /// <summary>As <see cref="ReturnAsync"/> for leases of a node that never learned whether it got them.</summary>
    internal static Task ReturnUnsureAsync(PostgresSession session, string? nodeId, Guid[] leases) => session.ExecuteAsync(
        """
        update page set state = 'Received', node_id = null, lease = null, attempts = attempts - 1
        where state = 'InWork' and node_id is not distinct from @Node and lease = any(@Leases)
        """,
        new { Node = nodeId, Leases = leases });

    /// <summary>Takes back what a node holds; attempts stay counted.</summary>
    internal static Task<int> ReleaseAsync(PostgresSession session, string? nodeId) => session.ExecuteAsync(
        "update page set state = 'Received', node_id = null, lease = null where state = 'InWork' and node_id is not distinct from @Node",
        new { Node = nodeId });

    /// <summary>Takes back what silent nodes hold; attempts stay counted.</summary>
    internal static Task<int> ReclaimAsync(PostgresSession session) => session.ExecuteAsync(
        $"""
        update page set state = 'Received', node_id = null, lease = null where id in (
            select page.id from page
            where page.state = 'InWork' and page.node_id is not null and not exists (select from node where node.id = page.node_id and {NodeTable.IsAlive})
            for update skip locked)
        """);
}
