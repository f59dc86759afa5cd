using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Rows;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Catalog.Sqlite;

/// <summary>Pages: their queue and their results.</summary>
internal static class PageTable
{
    internal static IReadOnlyList<PageRecord> List(SqliteConnection connection, string fileId) => FileId.TryParse(fileId, out var id)
        ? connection.Query<PageRow>(PageRow.OfFile, new { Id = id }).Select(row => row.ToRecord()).ToList()
        : [];

    internal static PageRecord? Find(SqliteConnection connection, string fileId, int number) => FileId.TryParse(fileId, out var id)
        ? connection.QueryFirstOrDefault<PageRow>(PageRow.AtPlace, new { Id = id, Number = number })?.ToRecord()
        : null;

    internal static PageRecord? Claim(SqliteConnection connection, long batchId)
    {
        var id = connection.ExecuteScalar<long?>(
            """
            update page set state = 'InWork', attempts = attempts + 1
            where id = (select id from page where batch_id = @BatchId and state = 'Received' order by file_ordinal, number limit 1)
            returning id
            """,
            new { BatchId = batchId });
        return id is { } claimed ? Get(connection, claimed) : null;
    }

    internal static int ReleaseAbandoned(SqliteConnection connection) => connection.Execute("update page set state = 'Received' where state = 'InWork'");

    /// <summary>Only a page in work can fail, so that a failure told twice counts once.</summary>
    internal static PageRecord Fail(SqliteConnection connection, long pageId, PageProblem problem)
    {
        connection.Execute(
            "update page set state = 'Received', failures = failures + 1, last_problem = @Problem where id = @Id and state = 'InWork'",
            new { Id = pageId, Problem = problem.ToString() });
        return Get(connection, pageId) ?? throw NoPage(pageId);
    }

    internal static PageRecord Interrupt(SqliteConnection connection, long pageId)
    {
        connection.Execute("update page set state = 'Received' where id = @Id and state = 'InWork'", new { Id = pageId });
        return Get(connection, pageId) ?? throw NoPage(pageId);
    }

    internal static void Reopen(SqliteConnection connection, long pageId)
    {
        var file = connection.QueryFirstOrDefault<long?>(
            "update page set state = 'Received', attempts = 0, failures = 0 where id = @Id and state = 'Finished' returning file_id", new { Id = pageId });
        if (file is not { } fileId) return;
        connection.Execute("update batch set pages_finished = pages_finished - 1 where id = (select batch_id from page where id = @Id)", new { Id = pageId });
        connection.Execute("update file set indexed_at = null where id = @Id", new { Id = fileId });
        FileTable.Reopen(connection, fileId);
    }

    internal static void Finish(SqliteConnection connection, FinishedPage page, DateTimeOffset now)
    {
        var changed = connection.Execute(
            $"update page set state = 'Finished', finished_at = @FinishedAt, {FinishedPageRow.Set} where id = @Id and state <> 'Finished'",
            new FinishedPageRow(page, CatalogTime.ToText(now)));
        if (changed > 0) connection.Execute("update batch set pages_finished = pages_finished + 1 where id = (select batch_id from page where id = @PageId)", new { page.PageId });
        else if (Get(connection, page.PageId) is null) throw NoPage(page.PageId);
    }

    internal static PageRecord? FindTwin(SqliteConnection connection, Sha256Digest master, int pageIndex, Sha256Digest recipe, int? turn) => connection
        .QueryFirstOrDefault<PageRow>(PageRow.Twin, new { Master = Blob.Of(master), PageIndex = pageIndex, Recipe = Blob.Of(recipe), Turn = turn })
        ?.ToRecord();

    private static PageRecord? Get(SqliteConnection connection, long id) =>
        connection.QueryFirstOrDefault<PageRow>(PageRow.ById, new { Id = id })?.ToRecord();

    private static InvalidOperationException NoPage(long id) => new($"There is no page {id}.");
}
