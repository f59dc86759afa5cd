using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Rows;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>The account of what came into a batch. A path has one entry; a master once received is never entered anew.</summary>
internal static class SourceTable
{
    // A path that was rejected and can be read now (permissions mended, disk no longer full) takes the place of its rejection.
    private const string Upsert =
        """
        insert into source (batch_id, ordinal, path, disposition, digest, bytes, format, file_id, reason, duplicate_of, entered_at)
        values (@BatchId, @Ordinal, @Path, @Disposition, @Digest, @Bytes, @Format, @FileId, @Reason, @DuplicateOf, now())
        on conflict (batch_id, md5(path)) do update set
            ordinal = excluded.ordinal, disposition = excluded.disposition, digest = excluded.digest, bytes = excluded.bytes, format = excluded.format,
            file_id = excluded.file_id, reason = excluded.reason, duplicate_of = excluded.duplicate_of, entered_at = excluded.entered_at
        returning id
        """;

    /// <summary>Two intakes of one batch (one repeated while the other was only thought dead) enter by turns; unique indexes vouch for the rest.</summary>
    internal static Task LockIntakeAsync(PostgresSession session, long batchId) => session.LockAsync($"intake {batchId}");

    internal static async Task<SourceRecord> AddAsync(PostgresSession session, long batchId, string fileId, ReceivedSource source)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(source.PageCount, 1);
        await LockIntakeAsync(session, batchId);
        if (await FindAsync(session, batchId, source.Path) is { Disposition: not SourceDisposition.Rejected } entered) return entered;
        var file = await session.FirstAsync<(long Id, int Ordinal, int Pages)>(
            "select id, ordinal, page_count from file where id = @Id and batch_id = @BatchId for update", new { Id = FileId.Parse(fileId), BatchId = batchId });
        if (file.Id == 0) throw new InvalidOperationException($"There is no file {fileId} in batch {batchId}.");
        var same = new { Digest = Blob.Of(source.Master.Digest), BatchId = batchId };
        var before = await session.FirstAsync<ReceivedBefore>(SourceRow.SameBytes, same) ?? (source.IsOnce ? await session.FirstAsync<ReceivedBefore>(SourceRow.SameBytesElsewhere, same) : null);
        var record = ReceivedBefore.RecordOf(before, batchId, fileId, source);
        var sourceId = await session.ScalarAsync<long>(Upsert, new EnteredSourceRow(record, source.Master.Bytes, source.Format));
        if (before is null) await AddPagesAsync(session, batchId, file, sourceId, source.PageCount);
        return record;
    }

    internal static async Task<SourceRecord> RejectAsync(
        PostgresSession session, long batchId, int ordinal, string path, Sha256Digest? digest, string reason)
    {
        await LockIntakeAsync(session, batchId);
        if (await FindAsync(session, batchId, path) is { Disposition: not SourceDisposition.Rejected } entered) return entered;
        var record = new SourceRecord(batchId, ordinal, path, SourceDisposition.Rejected, digest, null, PostgresText.Of(reason), null);
        await session.ScalarAsync<long>(Upsert, new EnteredSourceRow(record, null, null));
        return record;
    }

    internal static async Task<IReadOnlyList<SourceRecord>> ListAsync(PostgresSession session, long batchId) =>
        (await session.ListAsync<SourceRow>(SourceRow.OfBatch, new { BatchId = batchId })).ConvertAll(row => row.ToRecord());

    private static async Task<SourceRecord?> FindAsync(PostgresSession session, long batchId, string path) =>
        (await session.FirstAsync<SourceRow>(
            SourceRow.Select + "where batch_id = @BatchId and md5(path) = md5(@Path) and path = @Path", new { BatchId = batchId, Path = path }))?.ToRecord();

    private static async Task AddPagesAsync(PostgresSession session, long batchId, (long Id, int Ordinal, int Pages) file, long sourceId, int count)
    {
        await session.ExecuteAsync(
            """
            insert into page (batch_id, file_id, file_ordinal, number, source_id, page_index, state, received_at)
            select @BatchId, @FileId, @FileOrdinal, @Before + i + 1, @SourceId, i, 'Received', now() from generate_series(0, @Count - 1) i
            """,
            new { BatchId = batchId, FileId = file.Id, FileOrdinal = file.Ordinal, Before = file.Pages, SourceId = sourceId, Count = count });
        await FileTable.AddPagesAsync(session, batchId, file.Id, count);
    }
}
