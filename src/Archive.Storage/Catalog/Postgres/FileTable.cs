using System.Data.Common;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Rows;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>Personal files.</summary>
internal static class FileTable
{
    internal static async Task<FileRecord> EnsureAsync(
        PostgresSession session, long batchId, int ordinal, string name, CaseNumber? caseNumber, DateTimeOffset now)
    {
        // Looked for first: an insert that gives way to the row that is there would use up a public id all the same.
        await SourceTable.LockIntakeAsync(session, batchId);
        if (await AtAsync(session, batchId, ordinal) is { } there) return there;
        await session.ExecuteAsync(
            "insert into file (batch_id, ordinal, name, case_number, received_at) values (@BatchId, @Ordinal, @Name, @Case, @At)",
            new { BatchId = batchId, Ordinal = ordinal, Name = PostgresText.Of(name), Case = caseNumber?.ToString(), At = now.UtcDateTime });
        return (await AtAsync(session, batchId, ordinal))!;
    }

    private static async Task<FileRecord?> AtAsync(PostgresSession session, long batchId, int ordinal) =>
        (await session.FirstAsync<FileRow>(FileRow.AtPlace, new { BatchId = batchId, Ordinal = ordinal }))?.ToRecord();

    internal static async Task<FileRecord?> GetAsync(PostgresSession session, string fileId) => FileId.TryParse(fileId, out var id)
        ? (await session.FirstAsync<FileRow>(FileRow.ById, new { Id = id }))?.ToRecord()
        : null;

    internal static async Task<IReadOnlyDictionary<string, FileRecord>> GetAllAsync(PostgresSession session, IEnumerable<string> fileIds) =>
        (await session.ListAsync<FileRow>(FileRow.ByIds("= any(@Ids)"), new { Ids = FileId.Numbers(fileIds) })).Select(row => row.ToRecord()).ToDictionary(file => file.Id);

    internal static async Task<IReadOnlyList<FileRecord>> ListAsync(PostgresSession session, FileListing listing)
    {
        var (sql, parameters) = FileRow.Of(listing, among: "= any({0})");
        return await session.ListLongAsync(sql, parameters, Read);
    }

    /// <summary>The columns in the order of <see cref="FileRow.Select"/>.</summary>
    private static FileRecord Read(DbDataReader row) => new(
        FileId.Format(row.GetInt64(0)), row.GetInt64(1), row.GetInt32(2), row.GetString(3),
        row.IsDBNull(4) ? null : CaseNumber.Parse(row.GetString(4)),
        row.IsDBNull(5) ? null : new StoredObject(Sha256Digest.FromBytes(row.GetFieldValue<byte[]>(5)), row.GetInt64(6)),
        row.GetFieldValue<DateTime>(7), ReadTime(row, 8), ReadTime(row, 9), row.GetInt32(10))
    {
        Access = new(row.IsDBNull(11) ? null : row.GetString(11), row.GetBoolean(12)),
    };

    private static DateTimeOffset? ReadTime(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetFieldValue<DateTime>(column);

    /// <summary>Setting the same PDF again keeps its time.</summary>
    internal static async Task SetAssembledAsync(PostgresSession session, string fileId, StoredObject pdf, DateTimeOffset now) => Expect(fileId, await session.ExecuteAsync(
        """
        update file set assembled_at = case when pdf_digest = @Digest then coalesce(assembled_at, @At) else @At end, pdf_digest = @Digest, pdf_bytes = @Bytes
        where id = @Id
        """,
        new { Id = FileId.Parse(fileId), Digest = Blob.Of(pdf.Digest), pdf.Bytes, At = now.UtcDateTime }));

    internal static async Task<bool> SetIndexedAsync(PostgresSession session, FileRecord read, DateTimeOffset now)
    {
        var changed = await session.ExecuteAsync(
            "update file set indexed_at = @At where id = @Id and unit is not distinct from @Unit and restricted = @Restricted and case_number is not distinct from @Case",
            new { Id = FileId.Parse(read.Id), At = now.UtcDateTime, read.Access.Unit, read.Access.Restricted, Case = read.Case?.ToString() });
        if (changed == 0) Expect(read.Id, await GetAsync(session, read.Id) is null ? 0 : 1);
        return changed > 0;
    }

    /// <summary>The index is to learn it too: the file no longer counts as indexed.</summary>
    internal static async Task<bool> SetAccessAsync(PostgresSession session, AccessChange change)
    {
        // Told again, or what it is already: there is nothing for the index to learn.
        if (await session.ScalarAsync<long>(AccessChange.IsMade("is not distinct from"), change) > 0) return true;
        if (await session.ExecuteAsync(AccessChange.Make("is not distinct from"), change) == 0) return false;
        await ReindexAsync(session, FileId.Format(change.Id));
        return true;
    }

    internal static async Task ReopenAsync(PostgresSession session, string fileId)
    {
        var batch = await session.ScalarAsync<long>(
            "update file set pdf_digest = null, pdf_bytes = null, assembled_at = null, not_before = null where id = @Id returning batch_id",
            new { Id = FileId.Parse(fileId) });
        Expect(fileId, batch == 0 ? 0 : 1);
        await BatchTable.ReopenAsync(session, batch);
    }

    internal static async Task ReindexAsync(PostgresSession session, string fileId)
    {
        var batch = await session.ScalarAsync<long>(
            "update file set indexed_at = null, not_before = null where id = @Id and indexed_at is not null returning batch_id", new { Id = FileId.Parse(fileId) });
        if (batch != 0) await BatchTable.ReopenAsync(session, batch);
    }

    /// <summary>A page counts as finished no longer, and what was made of the file with it not either.</summary>
    internal static Task ReopenPageAsync(PostgresSession session, long id, bool wasRejected) => session.ExecuteAsync(
        """
        update file set pages_finished = pages_finished - 1, pages_rejected = pages_rejected - @Rejected,
            pdf_digest = null, pdf_bytes = null, assembled_at = null, indexed_at = null, not_before = null
        where id = @Id
        """,
        new { Id = id, Rejected = wasRejected ? 1 : 0 });

    /// <summary>Counts new pages. What was assembled and indexed without them no longer holds the file.</summary>
    internal static Task AddPagesAsync(PostgresSession session, long batchId, long id, int count) => session.ExecuteAsync(
        """
        update file set page_count = page_count + @Count, pdf_digest = null, pdf_bytes = null, assembled_at = null, indexed_at = null where id = @Id;
        update batch set pages_total = pages_total + @Count where id = @BatchId
        """,
        new { Id = id, BatchId = batchId, Count = count });

    private static void Expect(string fileId, int changed)
    {
        if (changed == 0) throw new InvalidOperationException($"There is no file {fileId}.");
    }
}
