using System.Diagnostics;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Postgres;
using Archive.Storage.Catalog.Sqlite;
using Archive.Testing;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Archive.Benchmarks.Catalog;

/// <summary>How long the catalogs take for what is done all the time, at scale: the next page, its end, and the list of files.</summary>
public static class CatalogBench
{
    private const int Leases = 1000;
    private const int Lists = 400;
    private const int WholeLists = 40;
    private const int FilesOnScreen = 200;

    /// <param name="pages">Synthetic pages, 100 and up; half of them finished.</param>
    public static async Task RunAsync(int pages, TextWriter output, TextWriter progress)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pages, 100);
        output.WriteLine($"{pages:N0} pages in {pages / CatalogFill.PagesPerFile:N0} files; milliseconds, p50 / p99");
        output.WriteLine($"{"",-12}{"next page",18}{"finish page",18}{"next 200 files",18}{"all files",18}");
        await SqliteAsync(pages, output, progress);
        await PostgresAsync(pages, output, progress);
    }

    private static async Task SqliteAsync(int pages, TextWriter output, TextWriter progress)
    {
        var folder = Directory.CreateTempSubdirectory("archive-bench-");
        try
        {
            var path = Path.Combine(folder.FullName, "catalog.db");
            await using var catalog = await SqliteCatalog.OpenAsync(path, TimeProvider.System);
            progress.WriteLine("Filling SQLite ...");
            await using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
            {
                await connection.OpenAsync();
                await CatalogFill.FillAsync(connection, pages);
            }

            var open = (await catalog.ListBatchesAsync(default))[0].Id;
            await MeasureAsync("SQLite", catalog, () => catalog.ClaimPageAsync(open, default), output);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task PostgresAsync(int pages, TextWriter output, TextWriter progress)
    {
        await using var server = await PostgresServer.StartAsync();
        var database = await server.CreateDatabaseAsync();
        await using var catalog = await PostgresCatalog.OpenAsync(database, "bench", TimeSpan.FromHours(1), TimeProvider.System, default);
        progress.WriteLine("Filling PostgreSQL ...");
        await using (var connection = new NpgsqlConnection(database + ";Pooling=false"))
        {
            await connection.OpenAsync();
            await CatalogFill.FillAsync(connection, pages);
        }

        await catalog.AnnounceAsync(new("bench", "bench", "0", 1, false, null), default);
        await MeasureAsync("PostgreSQL", catalog, () => catalog.LeasePageAsync("bench", default), output);
    }

    private static async Task MeasureAsync(string name, ICatalog catalog, Func<Task<PageRecord?>> next, TextWriter output)
    {
        List<double> leases = [], ends = [], lists = [], wholeLists = [];
        for (var i = -20; i < Leases; i++)
        {
            var page = await TimeAsync(next, leases) ?? throw new InvalidOperationException("No page waits.");
            var result = new FinishedPage(page.Id, new PageResult { Outcome = PageOutcome.Done }, null, null, null, page.Master);
            await TimeAsync(
                async () =>
                {
                    await catalog.FinishPageAsync(result, default);
                    return true;
                },
                ends);
        }

        string? after = null;
        for (var i = -20; i < Lists; i++)
        {
            var files = await TimeAsync(() => catalog.ListFilesAsync(new FileListing(null, null, after, FilesOnScreen), default), lists);
            after = files.Count < FilesOnScreen ? null : files[^1].Id;
        }

        for (var i = -3; i < WholeLists; i++) await TimeAsync(() => catalog.ListFilesAsync(null, default), wholeLists);
        output.WriteLine($"{name,-12}{Describe(leases.Skip(20)),18}{Describe(ends.Skip(20)),18}{Describe(lists.Skip(20)),18}{Describe(wholeLists.Skip(3)),18}");
    }

    private static async Task<T> TimeAsync<T>(Func<Task<T>> call, List<double> milliseconds)
    {
        var begun = Stopwatch.GetTimestamp();
        var result = await call();
        milliseconds.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
        return result;
    }

    private static string Describe(IEnumerable<double> times)
    {
        var sorted = times.Order().ToList();
        return $"{sorted[sorted.Count / 2]:F1} / {sorted[(int)Math.Ceiling(sorted.Count * 0.99) - 1]:F1}";
    }
}
