using System.Diagnostics;
using System.Globalization;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Archive.Pipeline.Assembly;
using Archive.Pipeline.Batches;
using Archive.Storage;
using Archive.Storage.Catalog.Sqlite;
using Archive.Storage.Objects.Files;
using Archive.Storage.Search.Fts5;

namespace Archive.Benchmarks.Search;

/// <summary>How long the embedded search index takes to be made anew from catalog and objects, and to answer, at scale.</summary>
public static class SearchBench
{
    private const int Queries = 400;

    private static readonly (string Kind, Func<SyntheticText, Random, string> Make)[] Mix =
    [
        ("name", (text, random) => text.Name(random.Next(SyntheticText.NameCount))),
        ("name, misspelt", (text, random) => SyntheticText.Misreading(text.Name(random.Next(SyntheticText.NameCount)), random)),
        ("case number", (_, random) => SyntheticText.CaseOf(random.Next(200_000))),
        ("rare word", (text, random) => text.Form(random.Next(2), random.Next(3_000, 40_000), random)),
        ("two words", (text, random) => text.Form(0, random.Next(50, 5_000), random) + " " + text.Form(0, random.Next(50, 5_000), random)),
        ("common word", (text, random) => text.Form(random.Next(2), random.Next(40), random)),
        ("three common words", (text, random) => text.Form(0, random.Next(40), random) + " " + text.Form(0, random.Next(40), random) + " " + text.Form(0, random.Next(40), random)),
        ("phrase", (text, random) => "\"" + text.Form(0, random.Next(100), random) + " " + text.Form(0, random.Next(100), random) + "\""),
        ("prefix", (text, random) => text.Stem(random.Next(2), random.Next(2_000))[..4] + "*"),
        ("either, and not", (text, random) => text.Name(random.Next(SyntheticText.NameCount)) + " OR " + text.Name(random.Next(SyntheticText.NameCount)) + " -" + text.Form(0, random.Next(40), random)),
    ];

    /// <param name="pages">1,000 and up.</param>
    /// <param name="folder">Where the corpus is kept between runs.</param>
    /// <param name="keepIndex">Ask the index that is there, where it is whole.</param>
    public static async Task RunAsync(int pages, string folder, bool keepIndex, TextWriter output, TextWriter progress)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pages, 1000);
        var text = new SyntheticText();
        var data = Path.Combine(folder, $"search-{pages}");
        await SearchCorpus.EnsureAsync(data, pages, text, progress);
        using var place = DataFolder.Open(data);
        foreach (var file in keepIndex ? [] : Directory.GetFiles(data, "search.db*")) File.Delete(file);
        await using var catalog = await SqliteCatalog.OpenAsync(place.CatalogPath, TimeProvider.System);
        await using var index = await Fts5SearchIndex.OpenAsync(place.SearchPath, mayCreate: true, default);
        if (index.NeedsRebuild)
        {
            var stores = new ArchiveStores(catalog, FileObjectStore.Open(place.ObjectsPath), index, place.TemporaryPath, TimeProvider.System);
            await MakeAsync(stores, index, pages, place.SearchPath, output, progress);
        }

        await AskAsync(index, text, output);
    }

    private static async Task MakeAsync(ArchiveStores stores, Fts5SearchIndex index, int pages, string path, TextWriter output, TextWriter progress)
    {
        progress.WriteLine("Making the index ...");
        var begun = Stopwatch.GetTimestamp();
        var before = Environment.CpuUsage.TotalTime;
        await index.MendAsync(new FileIndexer(stores).FillAsync, default);
        var (took, cpu) = (Stopwatch.GetElapsedTime(begun), Environment.CpuUsage.TotalTime - before);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{pages:N0} pages: index made in {took.TotalMinutes:F1} min ({pages / took.TotalSeconds:F0} pages/s, {cpu.TotalMinutes:F1} CPU min), {new FileInfo(path).Length / 1e9:F2} GB"));
    }

    private static async Task AskAsync(Fts5SearchIndex index, SyntheticText text, TextWriter output)
    {
        output.WriteLine($"{"query",-22}{"p50 ms",10}{"p99 ms",10}{"hits, p50",12}");
        var random = new Random(1);
        List<double> all = [];
        foreach (var (kind, make) in Mix)
        {
            List<double> times = [];
            List<int> totals = [];
            for (var i = -5; i < Queries / Mix.Length; i++)
            {
                var query = new SearchQuery(make(text, random), Visibility.Everything);
                var begun = Stopwatch.GetTimestamp();
                totals.Add((await index.SearchAsync(query, default)).Total);
                if (i >= 0) times.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }

            totals.Sort();
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{kind,-22}{At(times, 0.5),10:F1}{At(times, 0.99),10:F1}{totals[totals.Count / 2],12:N0}"));
            all.AddRange(times);
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"all",-22}{At(all, 0.5),10:F1}{At(all, 0.99),10:F1}"));
    }

    private static double At(IEnumerable<double> times, double share)
    {
        var sorted = times.Order().ToList();
        return sorted[Math.Max(0, (int)Math.Ceiling(sorted.Count * share) - 1)];
    }
}
