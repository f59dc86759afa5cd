using System.Text.Json;
using Archive.Benchmarks.Contenders;
using Archive.Benchmarks.Report;

namespace Archive.Benchmarks;

/// <summary>Runs the contenders in turn over the same pages, several rounds, so that a change of the machine's speed meets all of them.</summary>
public sealed class Bench(BenchArguments arguments)
{
    private static readonly JsonSerializerOptions JsonOptions = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public IReadOnlyList<ContenderReport> Run(TextWriter progress)
    {
        var pages = Samples.Read(arguments.Samples);
        List<IContender> contenders = [new ArchiveContender(arguments.Archive, arguments.Workers)];
        if (arguments.Peers) contenders.AddRange([new TesseractContender(), new OcrmypdfContender()]);
        var runs = contenders.ToDictionary(contender => contender, _ => new List<RunResult>());
        for (var round = 1; round <= arguments.Rounds; round++)
        {
            foreach (var contender in contenders)
            {
                progress.WriteLine($"round {round} of {arguments.Rounds}: {contender.Name}, {pages.Count} pages");
                runs[contender].Add(RunOnce(contender, pages));
            }
        }

        var reports = contenders.Select(contender => ContenderReport.Of(contender.Name, runs[contender], pages)).ToList();
        if (arguments.Json is { } path) File.WriteAllText(path, JsonSerializer.Serialize(reports, JsonOptions) + "\n");
        return reports;
    }

    private static RunResult RunOnce(IContender contender, IReadOnlyList<SamplePage> pages)
    {
        var folder = Directory.CreateTempSubdirectory("archive-bench-").FullName;
        try
        {
            return contender.Run(pages, folder);
        }
        finally
        {
            // Masters are stored read-only; their folders are not.
            Directory.Delete(folder, recursive: true);
        }
    }
}
