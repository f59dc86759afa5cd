using System.Text.Json;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests;

/// <summary>A folder of crash and fuzz cases, bombs, loops and odd encodings, and good files beside it.</summary>
public sealed class HostileInputTests(ITestOutputHelper output) : IDisposable
{
    private const int GoodFiles = 3;

    private readonly ScratchFolder _scratch = new();
    private readonly ScratchFolder _good = new();

    public void Dispose()
    {
        _scratch.Dispose();
        _good.Dispose();
    }

    [Fact]
    public async Task Ingest_HostileFolder_HostSurvivesAccountsForEveryInputAndGoodFilesAreAsWithoutIt()
    {
        var hostile = SharedFiles.In("hostile");
        if (hostile.Count == 0)
        {
            output.WriteLine(SharedFiles.Skipped);
            return;
        }

        foreach (var file in hostile) _scratch.Put(file, Path.GetFileName(file));
        PutGoodFiles(_scratch);
        PutGoodFiles(_good);
        var alone = await ArchiveProcess.RunAsync("ingest", _good.Inputs, "--data", _good.Data, "--json");
        var run = await ArchiveProcess.RunAsync("ingest", _scratch.Inputs, "--data", _scratch.Data, "--json", "--page-timeout", "20");

        Assert.Equal(3, run.Code);
        Assert.Equal(GoodPdfs(alone), GoodPdfs(run));
        var report = run.Json();
        var pages = report.GetProperty("files").EnumerateArray().SelectMany(file => file.GetProperty("pages").EnumerateArray()).ToList();
        var accounted = pages.Select(page => page.GetProperty("source").GetString())
            .Concat(Paths(report, "rejected")).Concat(Paths(report, "duplicates")).Select(Path.GetFileName).ToHashSet();
        Assert.Empty(hostile.Select(Path.GetFileName).Except(accounted));
        Assert.All(report.GetProperty("rejected").EnumerateArray(), rejected => Assert.NotEmpty(rejected.GetProperty("reason").GetString()!));
        Assert.All(pages, page => Assert.True(page.GetProperty("outcome").GetString() == "done" || page.GetProperty("reason").GetString() is { Length: > 0 }));
        Assert.Equal(0, (await ArchiveProcess.RunAsync("verify", "--data", _scratch.Data, "--deep")).Code);
        output.WriteLine(report.GetProperty("counts").ToString());
    }

    private static void PutGoodFiles(ScratchFolder folder)
    {
        foreach (var (sample, number) in SamplePages.Smallest(GoodFiles).Select((sample, number) => (sample, number)))
            folder.Put(sample, $"PMR-2019-0001{number}/1{Path.GetExtension(sample)}");
    }

    /// <summary>Case and digest of each file that has a case: the hostile ones have none.</summary>
    private static List<string> GoodPdfs(ArchiveResult run)
    {
        var pdfs = run.Json().GetProperty("files").EnumerateArray().Where(file => file.GetProperty("case").ValueKind == JsonValueKind.String)
            .Select(file => $"{file.GetProperty("case")} {file.GetProperty("pdf").GetProperty("sha256")}").Order(StringComparer.Ordinal).ToList();
        Assert.Equal(GoodFiles, pdfs.Count);
        return pdfs;
    }

    private static IEnumerable<string?> Paths(JsonElement report, string list) =>
        report.GetProperty(list).EnumerateArray().Select(entry => entry.GetProperty("path").GetString());
}
