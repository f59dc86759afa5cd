using System.Text.Json;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests;

/// <summary>A folder of crash and fuzz cases, bombs, loops and odd encodings.</summary>
public sealed class HostileInputTests(ITestOutputHelper output) : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Ingest_HostileFolder_HostSurvivesAndAccountsForEveryInput()
    {
        var hostile = SharedFiles.In("hostile");
        if (hostile.Count == 0)
        {
            output.WriteLine(SharedFiles.Skipped);
            return;
        }

        foreach (var file in hostile) _scratch.Put(file, Path.GetFileName(file));
        var run = await ArchiveProcess.RunAsync("ingest", _scratch.Inputs, "--data", _scratch.Data, "--json", "--page-timeout", "20");

        Assert.Equal(3, run.Code);
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

    private static IEnumerable<string?> Paths(JsonElement report, string list) =>
        report.GetProperty(list).EnumerateArray().Select(entry => entry.GetProperty("path").GetString());
}
