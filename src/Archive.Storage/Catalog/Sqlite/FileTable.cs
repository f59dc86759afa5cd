using System.Text.Json;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Rows;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Catalog.Sqlite;

/// <summary>Personal files.</summary>
internal static class FileTable
{
    internal static FileRecord Ensure(SqliteConnection connection, long batchId, int ordinal, string name, CaseNumber? caseNumber, DateTimeOffset now)
    {
        // Looked for first: an insert that gives way to the row that is there would use up a public id all the same.
        if (At(connection, batchId, ordinal) is { } there) return there;
        connection.Execute(
            "insert into file (batch_id, ordinal, name, case_number, received_at) values (@BatchId, @Ordinal, @Name, @Case, @At)",
            new { BatchId = batchId, Ordinal = ordinal, Name = name, Case = caseNumber?.ToString(), At = CatalogTime.ToText(now) });
        return At(connection, batchId, ordinal)!;
    }

    private static FileRecord? At(SqliteConnection connection, long batchId, int ordinal) => connection
        .QueryFirstOrDefault<FileRow>(FileRow.AtPlace, new { BatchId = batchId, Ordinal = ordinal })?.ToRecord();

    internal static FileRecord? Get(SqliteConnection connection, string fileId) => FileId.TryParse(fileId, out var id)
        ? connection.QueryFirstOrDefault<FileRow>(FileRow.ById, new { Id = id })?.ToRecord()
        : null;

    internal static IReadOnlyDictionary<string, FileRecord> GetAll(SqliteConnection connection, IEnumerable<string> fileIds) =>
        connection.Query<FileRow>(FileRow.ByIds("in (select value from json_each(@Ids))"), new { Ids = JsonSerializer.Serialize(FileId.Numbers(fileIds)) })
            .Select(row => row.ToRecord()).ToDictionary(file => file.Id);

    internal static IReadOnlyList<FileRecord> List(SqliteConnection connection, FileListing listing)
    {
        var (sql, parameters) = FileRow.Of(listing, among: "in {0}");
        return connection.Query<FileRow>(sql, parameters).Select(row => row.ToRecord()).ToList();
    }

    /// <summary>Setting the same PDF again keeps its time.</summary>
    internal static void SetAssembled(SqliteConnection connection, string fileId, StoredObject pdf, DateTimeOffset now) => ExpectFile(fileId, connection.Execute(
        """
        update file set assembled_at = case when pdf_digest = @Digest then ifnull(assembled_at, @At) else @At end, pdf_digest = @Digest, pdf_bytes = @Bytes
        where id = @Id
        """,
        new { Id = FileId.Parse(fileId), Digest = Blob.Of(pdf.Digest), pdf.Bytes, At = CatalogTime.ToText(now) }));

    internal static bool SetIndexed(SqliteConnection connection, FileRecord read, DateTimeOffset now)
    {
        var changed = connection.Execute(
            "update file set indexed_at = @At where id = @Id and unit is @Unit and restricted = @Restricted and case_number is @Case",
            new { Id = FileId.Parse(read.Id), At = CatalogTime.ToText(now), read.Access.Unit, read.Access.Restricted, Case = read.Case?.ToString() });
        if (changed == 0) ExpectFile(read.Id, Get(connection, read.Id) is null ? 0 : 1);
        return changed > 0;
    }

    /// <summary>The index is to learn it too: the file no longer counts as indexed.</summary>
    internal static bool SetAccess(SqliteConnection connection, AccessChange change)
    {
        // Told again, or what it is already: there is nothing for the index to learn.
        if (connection.ExecuteScalar<long>(AccessChange.IsMade("is"), change) > 0) return true;
        if (connection.Execute(AccessChange.Make("is"), change) == 0) return false;
        Reindex(connection, change.Id);
        return true;
    }

    internal static void Reopen(SqliteConnection connection, long id)
    {
        ExpectFile(FileId.Format(id), connection.Execute("update file set pdf_digest = null, pdf_bytes = null, assembled_at = null where id = @Id", new { Id = id }));
        ReopenBatch(connection, id);
    }

    internal static void Reindex(SqliteConnection connection, long id)
    {
        if (connection.Execute("update file set indexed_at = null where id = @Id and indexed_at is not null", new { Id = id }) > 0) ReopenBatch(connection, id);
    }

    private static void ReopenBatch(SqliteConnection connection, long fileId) => connection.Execute(
        "update batch set state = 'Processing', completed_at = null where state = 'Complete' and id = (select batch_id from file where id = @Id)", new { Id = fileId });

    /// <summary>Counts new pages. What was assembled and indexed without them no longer holds the file.</summary>
    internal static void AddPages(SqliteConnection connection, long id, int count)
    {
        var added = new { Id = id, Count = count };
        connection.Execute("update batch set pages_total = pages_total + @Count where id = (select batch_id from file where id = @Id)", added);
        connection.Execute(
            """
            update file set page_count = page_count + @Count, pdf_digest = null, pdf_bytes = null, assembled_at = null, indexed_at = null
            where id = @Id
            """,
            added);
    }

    private static void ExpectFile(string fileId, int changed)
    {
        if (changed == 0) throw new InvalidOperationException($"There is no file {fileId}.");
    }
}
