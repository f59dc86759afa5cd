using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Rows;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>Pages and their results. Who has one in work is the matter of <see cref="PageLeases"/>.</summary>
internal static class PageTable
{
    internal static async Task<IReadOnlyList<PageRecord>> ListAsync(PostgresSession session, string fileId) => FileId.TryParse(fileId, out var id)
        ? (await session.ListAsync<PageRow>(PageRow.OfFile, new { Id = id })).ConvertAll(row => row.ToRecord())
        : [];

    internal static async Task<PageRecord?> FindAsync(PostgresSession session, string fileId, int number) => FileId.TryParse(fileId, out var id)
        ? (await session.FirstAsync<PageRow>(PageRow.AtPlace, new { Id = id, Number = number }))?.ToRecord()
        : null;

    /// <exception cref="InvalidOperationException">There is no such page.</exception>
    internal static async Task<PageRecord> GetAsync(PostgresSession session, long id) =>
        (await session.FirstAsync<PageRow>(PageRow.ById, new { Id = id }))?.ToRecord() ?? throw new InvalidOperationException($"There is no page {id}.");

    /// <summary>
    /// A page is finished once, by whoever is first; it counts for the node where that node held it. Rows are locked in the order page, file,
    /// batch, node, as everywhere.
    /// </summary>
    internal static async Task FinishAsync(PostgresSession session, FinishedPage page, string? nodeId)
    {
        var finished = await session.FirstAsync<Place>(
            $"""
            update page set state = 'Finished', finished_at = clock_timestamp(), lease = null,
                node_id = case when state = 'InWork' and node_id = @NodeId then node_id end, {FinishedPageRow.Set}
            where id = @Id and state <> 'Finished'
            returning batch_id as BatchId, file_id as FileId, node_id as NodeId
            """,
            new FinishedPageRow(page, nodeId: nodeId));
        if (finished is null) await GetAsync(session, page.PageId);
        else await CountAsync(session, finished, page.Result.Outcome);
    }

    private static Task CountAsync(PostgresSession session, Place finished, PageOutcome outcome) => session.ExecuteAsync(
        """
        update file set pages_finished = pages_finished + 1, pages_rejected = pages_rejected + @Rejected where id = @FileId;
        update batch set pages_finished = pages_finished + 1 where id = @BatchId;
        update node set pages_finished = pages_finished + 1 where id = @NodeId
        """,
        new { finished.BatchId, finished.FileId, finished.NodeId, Rejected = outcome == PageOutcome.Rejected ? 1 : 0 });

    internal static async Task ReopenAsync(PostgresSession session, long pageId)
    {
        var reopened = await session.FirstAsync<Place>(
            """
            update page set state = 'Received', attempts = 0, failures = 0, outcome = null, node_id = null, received_at = now()
            from (select id, outcome from page where id = @Id and state = 'Finished' for update) was where page.id = was.id
            returning page.batch_id as BatchId, page.file_id as FileId, was.outcome as Outcome
            """,
            new { Id = pageId });
        if (reopened is null) return;
        await FileTable.ReopenPageAsync(session, reopened.FileId, reopened.Outcome == nameof(PageOutcome.Rejected));
        await BatchTable.ReopenPageAsync(session, reopened.BatchId);
        await BatchTable.ReopenAsync(session, reopened.BatchId);
    }

    internal static async Task<PageRecord?> FindTwinAsync(PostgresSession session, Sha256Digest master, int pageIndex, Sha256Digest recipe, int? turn) =>
        (await session.FirstAsync<PageRow>(PageRow.Twin, new { Master = Blob.Of(master), PageIndex = pageIndex, Recipe = Blob.Of(recipe), Turn = turn }))?.ToRecord();

    private sealed class Place
    {
        public long BatchId { get; init; }

        public long FileId { get; init; }

        public string? NodeId { get; init; }

        public string? Outcome { get; init; }
    }
}
