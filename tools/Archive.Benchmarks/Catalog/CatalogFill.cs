using Dapper;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Archive.Benchmarks.Catalog;

/// <summary>
/// Fills an empty catalog with synthetic pages by SQL of its own, in seconds: fifty pages to a file, a thousand files to a batch, the first half of
/// all pages finished with a result of common length, the others waiting. Rows are as the catalogs write them.
/// </summary>
internal static class CatalogFill
{
    internal const int PagesPerFile = 50;
    private const int FilesPerBatch = 1000;

    // {0}: blob of 32 bytes of a number n; {1}: the numbers 1 to @Count as n; {2}: time now.
    private const string Batches =
        """
        insert into batch (name, source_key, state, pages_total, pages_finished, created_at)
        select 'batch ' || n, {0}, case when n * @PerBatch * @PerFile <= @Half then 'Complete' else 'Processing' end, @PerBatch * @PerFile,
               case when n * @PerBatch * @PerFile <= @Half then @PerBatch * @PerFile else 0 end, {2} from {1}
        """;

    private const string Files =
        """
        insert into file (batch_id, ordinal, name, case_number, page_count, received_at)
        select (n - 1) / @PerBatch + 1, (n - 1) % @PerBatch, 'Personal file ' || n, 'PMR-2019-' || substr('0000' || n, -5), @PerFile, {2} from {1}
        """;

    private const string Sources =
        """
        insert into source (batch_id, ordinal, path, disposition, digest, bytes, format, file_id, entered_at)
        select (n - 1) / @PerBatch + 1, (n - 1) % @PerBatch, '/scans/' || n || '.tif', 'Received', {0}, 5000000, 'Tiff', n, {2} from {1}
        """;

    private const string Pages =
        """
        insert into page (batch_id, file_id, file_ordinal, number, source_id, page_index, state, attempts, outcome, problem, finished_at, result{3})
        select (n - 1) / (@PerBatch * @PerFile) + 1, (n - 1) / @PerFile + 1, ((n - 1) / @PerFile) % @PerBatch, (n - 1) % @PerFile + 1, (n - 1) / @PerFile + 1,
               (n - 1) % @PerFile, case when n <= @Half then 'Finished' else 'Received' end, case when n <= @Half then 1 else 0 end,
               case when n <= @Half then 'Done' end, case when n <= @Half then 'None' end, case when n <= @Half then {2} end,
               case when n <= @Half then @Result end{4} from {1}
        """;

    internal static async Task FillAsync(SqliteConnection connection, int pages)
    {
        const string Numbers = "(with recursive numbers (n) as (select 1 union all select n + 1 from numbers where n < @Count) select n from numbers)";
        await using var transaction = connection.BeginTransaction();
        foreach (var (sql, parameters) in Steps(pages, ["randomblob(32)", Numbers, "'2026-01-01T00:00:00.0000000Z'", "", ""]))
            await connection.ExecuteAsync(sql, parameters, transaction, commandTimeout: 3600);
        await transaction.CommitAsync();
        await connection.ExecuteAsync("analyze main");
    }

    internal static async Task FillAsync(NpgsqlConnection connection, int pages)
    {
        string[] words = ["sha256(n::text::bytea)", "generate_series(1, @Count) n", "now() - interval '1 day'", ", received_at", ", now() - interval '1 day'"];
        foreach (var (sql, parameters) in Steps(pages, words))
        {
            var own = sql.Replace("pages_finished, created_at)", "pages_finished, created_at, creation)", StringComparison.Ordinal)
                .Replace("substr('0000' || n, -5)", "right('0000' || n, 5)", StringComparison.Ordinal);
            if (own != sql && sql.StartsWith("insert into batch", StringComparison.Ordinal)) own = own.Replace(words[2] + " from", words[2] + ", gen_random_uuid() from", StringComparison.Ordinal);
            await connection.ExecuteAsync(own, parameters, commandTimeout: 3600);
        }

        await connection.ExecuteAsync("update file set pages_finished = page_count where id * 50 <= @Half", new { Half = pages / 2 }, commandTimeout: 3600);
        await connection.ExecuteAsync("vacuum analyze", commandTimeout: 3600);
    }

    private static IEnumerable<(string Sql, object Parameters)> Steps(int pages, string[] words)
    {
        var files = pages / PagesPerFile;
        foreach (var (sql, count) in new[] { (Batches, (files + FilesPerBatch - 1) / FilesPerBatch), (Files, files), (Sources, files), (Pages, files * PagesPerFile) })
            yield return (string.Format(null, sql, [.. words]), new { Count = count, PerFile = PagesPerFile, PerBatch = FilesPerBatch, Half = pages / 2, Result });
    }

    private static string Result { get; } =
        $$"""{"outcome":"Done","problem":"None","width":2480,"height":3508,"dpi":300,"stages":[{{string.Join(',', Enumerable.Repeat("""{"stage":"deskew","outcome":"Done","cpuMilliseconds":12.5}""", 8))}}]}""";
}
