using Archive.Domain;
using Archive.Storage.Catalog.Rows;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>Who brings which whole file to its end.</summary>
internal static class FileLeases
{
    /// <summary>All pages finished, and at least one to show; the conditions of the partial indexes.</summary>
    private const string IsWhole = "file.page_count > 0 and file.pages_finished = file.page_count and file.pages_rejected < file.page_count";

    private const string IsUnassembled = $"{IsWhole} and file.assembled_at is null";

    /// <summary>Whole files that are not at their end.</summary>
    internal const string IsUnfinished = $"{IsWhole} and (file.assembled_at is null or file.indexed_at is null)";

    /// <summary>The next file for a node whose own lease is alive.</summary>
    internal static async Task<FileRecord?> LeaseAsync(PostgresSession session, string nodeId, bool canIndex, Guid lease) => (await session.FirstAsync<FileRow>(
        $"""
        with next as materialized (
            select file.id from file join batch on batch.id = file.batch_id
            where {(canIndex ? IsUnfinished : IsUnassembled)} and file.node_id is null and (file.not_before is null or file.not_before <= clock_timestamp())
              and batch.state <> 'Receiving' and exists (select from node where node.id = @Node and {NodeTable.IsAlive})
            order by batch.priority desc, file.id limit 1 for update of file skip locked),
        file as (update file set node_id = @Node, lease = @Lease from next where file.id = next.id returning file.*)
        """ + "\n" + FileRow.Select,
        new { Node = nodeId, Lease = lease }))?.ToRecord();

    /// <summary>The file of this lease where it was taken, although the answer was lost.</summary>
    internal static async Task<FileRecord?> FindAsync(PostgresSession session, string nodeId, Guid lease) =>
        (await session.FirstAsync<FileRow>(FileRow.Select + "where node_id = @Node and lease = @Lease", new { Node = nodeId, Lease = lease }))?.ToRecord();

    /// <summary>The lease by which a node has the file; null where it has not.</summary>
    internal static Task<Guid?> OfAsync(PostgresSession session, string nodeId, string fileId) => session.ScalarAsync<Guid?>(
        "select lease from file where id = @Id and node_id = @Node", new { Id = FileId.Parse(fileId), Node = nodeId });

    /// <summary>Ends a lease; nothing where it is over.</summary>
    internal static Task ReturnAsync(PostgresSession session, string fileId, Guid lease, TimeSpan notBefore) => session.ExecuteAsync(
        """
        update file set node_id = null, lease = null,
            not_before = case when @Seconds > 0 then clock_timestamp() + make_interval(secs => @Seconds) end
        where id = @Id and lease = @Lease
        """,
        new { Id = FileId.Parse(fileId), Lease = lease, Seconds = notBefore.TotalSeconds });

    /// <summary>Takes back leases of a node that never learned whether it got them.</summary>
    internal static Task ReturnUnsureAsync(PostgresSession session, string? nodeId, Guid[] leases) => session.ExecuteAsync(
        "update file set node_id = null, lease = null where node_id = @Node and lease = any(@Leases)", new { Node = nodeId, Leases = leases });

    internal static Task<int> ReleaseAsync(PostgresSession session, string nodeId) => session.ExecuteAsync(
        "update file set node_id = null, lease = null where node_id = @Node", new { Node = nodeId });

    internal static Task<int> ReclaimAsync(PostgresSession session) => session.ExecuteAsync(
        $"""
        update file set node_id = null, lease = null where id in (
            select file.id from file
            where file.node_id is not null and not exists (select from node where node.id = file.node_id and {NodeTable.IsAlive})
            for update skip locked)
        """);
}
