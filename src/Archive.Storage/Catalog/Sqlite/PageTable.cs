using Archive.Domain;
using Archive.Domain.Ports;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Catalog.Sqlite;

/// <summary>Pages: their queue and their results.</summary>
internal static class PageTable
{
    private const string Select =
        """
        select page.id as Id, page.file_id as FileId, page.number as Number, source.digest as Master, source.format as Format,
               page.page_index as PageIndex, source.path as SourcePath, page.state as State, page.attempts as Attempts, page.failures as Failures,
               page.result as Result, page.image_encoding as ImageEncoding, page.image_width as ImageWidth, page.image_height as ImageHeight,
               page.image_digest as ImageDigest, page.alto_digest as AltoDigest, page.text_digest as TextDigest, page.recipe as Recipe
        from page join source on source.id = page.source_id
        """ + "\n";

    internal static IReadOnlyList<PageRecord> List(SqliteConnection connection, string fileId) => FileId.TryParse(fileId, out var id)
        ? connection.Query<PageRow>(Select + "where page.file_id = @Id order by page.number", new { Id = id }).Select(row => row.ToRecord()).ToList()
        : [];

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
        connection.Execute(
            "update batch set pages_finished = pages_finished + 1 where id = (select batch_id from page where id = @Id and state <> 'Finished')",
            new { Id = page.PageId });
        var changed = connection.Execute(
            """
            update page set state = 'Finished', finished_at = @At, recipe = @Recipe,
                image_encoding = @ImageEncoding, image_width = @ImageWidth, image_height = @ImageHeight, image_digest = @ImageDigest,
                alto_digest = @Alto, text_digest = @Text, outcome = @Outcome, problem = @Problem, blank = @Blank, language = @Language,
                mean_confidence = @MeanConfidence, words = @Words, width = @Width, height = @Height, dpi = @Dpi, result = @Result
            where id = @Id
            """,
            FinishParameters(page, now));
        if (changed == 0) throw NoPage(page.PageId);
    }

    /// <summary>Pages that a crash, hang or memory overrun left without text are passed over: another attempt may fare better.</summary>
    internal static PageRecord? FindTwin(SqliteConnection connection, Sha256Digest master, int pageIndex, Sha256Digest recipe) => connection
        .QueryFirstOrDefault<PageRow>(
            Select +
            """
            where source.digest = @Master and source.disposition = 'Received' and page.page_index = @PageIndex and page.recipe = @Recipe
              and page.state = 'Finished' and page.problem not in ('TimedOut', 'Crashed', 'OutOfMemory')
            order by page.id limit 1
            """,
            new { Master = Blob.Of(master), PageIndex = pageIndex, Recipe = Blob.Of(recipe) })
        ?.ToRecord();

    private static PageRecord? Get(SqliteConnection connection, long id) =>
        connection.QueryFirstOrDefault<PageRow>(Select + "where page.id = @Id", new { Id = id })?.ToRecord();

    private static object FinishParameters(FinishedPage page, DateTimeOffset now) => new
    {
        Id = page.PageId,
        At = CatalogTime.ToText(now),
        Recipe = Blob.Of(page.Recipe),
        ImageEncoding = page.Image?.Encoding.ToString(),
        ImageWidth = page.Image?.Width,
        ImageHeight = page.Image?.Height,
        ImageDigest = Blob.Of(page.Image?.Digest),
        Alto = Blob.Of(page.Alto),
        Text = Blob.Of(page.Text),
        Outcome = page.Result.Outcome.ToString(),
        Problem = page.Result.Problem.ToString(),
        page.Result.Inspection?.Blank,
        page.Result.Text?.Language,
        MeanConfidence = page.Result.Text?.MeanConfidence.Value,
        page.Result.Text?.Words,
        page.Result.Width,
        page.Result.Height,
        Dpi = page.Result.Dpi.Value,
        Result = PageResultJson.Write(page.Result),
    };

    private static InvalidOperationException NoPage(long id) => new($"There is no page {id}.");
}
