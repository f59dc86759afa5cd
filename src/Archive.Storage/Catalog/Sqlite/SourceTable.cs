using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Rows;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Catalog.Sqlite;

/// <summary>The account of what came into a batch. A path has one entry; a master once received is never entered anew.</summary>
internal static class SourceTable
{
    // A path that was rejected and can be read now (permissions mended, disk no longer full) takes the place of its rejection.
    private const string Upsert =
        """
        insert into source (batch_id, ordinal, path, disposition, digest, bytes, format, file_id, reason, duplicate_of, entered_at)
        values (@BatchId, @Ordinal, @Path, @Disposition, @Digest, @Bytes, @Format, @FileId, @Reason, @DuplicateOf, @At)
        on conflict (batch_id, path) do update set
            ordinal = excluded.ordinal, disposition = excluded.disposition, digest = excluded.digest, bytes = excluded.bytes, format = excluded.format,
            file_id = excluded.file_id, reason = excluded.reason, duplicate_of = excluded.duplicate_of, entered_at = excluded.entered_at
        returning id
        """;

    internal static SourceRecord Add(SqliteConnection connection, long batchId, string fileId, ReceivedSource source, DateTimeOffset now)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(source.PageCount, 1);
        if (Find(connection, batchId, source.Path) is { Disposition: not SourceDisposition.Rejected } entered) return entered;
        var file = connection.QueryFirstOrDefault<(long Id, int Ordinal)>(
            "select id, ordinal from file where id = @Id and batch_id = @BatchId", new { Id = FileId.Parse(fileId), BatchId = batchId });
        if (file.Id == 0) throw new InvalidOperationException($"There is no file {fileId} in batch {batchId}.");
        var same = new { Digest = Blob.Of(source.Master.Digest), BatchId = batchId };
        var before = connection.QueryFirstOrDefault<ReceivedBefore>(SourceRow.SameBytes, same) ?? (source.IsOnce ? connection.QueryFirstOrDefault<ReceivedBefore>(SourceRow.SameBytesElsewhere, same) : null);
        var record = ReceivedBefore.RecordOf(before, batchId, fileId, source);
        var sourceId = Enter(connection, record, source.Master.Bytes, source.Format, now);
        if (before is null) AddPages(connection, batchId, file, sourceId, source.PageCount);
        return record;
    }

    internal static SourceRecord Reject(
        SqliteConnection connection, long batchId, int ordinal, string path, Sha256Digest? digest, string reason, DateTimeOffset now)
    {
        if (Find(connection, batchId, path) is { Disposition: not SourceDisposition.Rejected } entered) return entered;
        var record = new SourceRecord(batchId, ordinal, path, SourceDisposition.Rejected, digest, null, reason, null);
        Enter(connection, record, null, null, now);
        return record;
    }

    internal static IReadOnlyList<SourceRecord> List(SqliteConnection connection, long batchId) => connection
        .Query<SourceRow>(SourceRow.OfBatch, new { BatchId = batchId })
        .Select(row => row.ToRecord()).ToList();

    private static SourceRecord? Find(SqliteConnection connection, long batchId, string path) => connection
        .QueryFirstOrDefault<SourceRow>(SourceRow.Select + "where batch_id = @BatchId and path = @Path", new { BatchId = batchId, Path = path })?.ToRecord();

    private static long Enter(SqliteConnection connection, SourceRecord record, long? bytes, MasterFormat? format, DateTimeOffset now) =>
        connection.ExecuteScalar<long>(Upsert, new EnteredSourceRow(record, bytes, format, CatalogTime.ToText(now)));

    private static void AddPages(SqliteConnection connection, long batchId, (long Id, int Ordinal) file, long sourceId, int count)
    {
        connection.Execute(
            """
            with recursive counter (i) as (select 0 union all select i + 1 from counter where i + 1 < @Count)
            insert into page (batch_id, file_id, file_ordinal, number, source_id, page_index, state)
            select @BatchId, @FileId, @FileOrdinal, (select page_count from file where id = @FileId) + i + 1, @SourceId, i, 'Received' from counter
            """,
            new { Count = count, BatchId = batchId, FileId = file.Id, FileOrdinal = file.Ordinal, SourceId = sourceId });
        FileTable.AddPages(connection, file.Id, count);
    }
}
