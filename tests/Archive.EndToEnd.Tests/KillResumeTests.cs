using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests;

/// <summary>kill -9 of host and workers at any instant, then the same command again.</summary>
public sealed class KillResumeTests(ITestOutputHelper output) : IDisposable
{
    private const int Pages = 5;
    private const int Kills = 4;
    private const int Workers = 2;

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Ingest_KilledAgainAndAgain_EndsAsIfUndisturbed()
    {
        var samples = SamplePages.Smallest(Pages);
        for (var page = 0; page < Pages; page++) _scratch.Put(samples[page], $"PMR-2019-0001{page % 2}/{page}{Path.GetExtension(samples[page])}");
        var began = DateTime.UtcNow;
        var undisturbed = await ArchiveProcess.RunAsync(Command(_scratch.Data + "-undisturbed"));
        var length = DateTime.UtcNow - began;

        var killed = await DisturbAsync(length);
        var final = await ArchiveProcess.RunAsync(Command(_scratch.Data));

        Assert.Equal(undisturbed.Code, final.Code);
        Assert.Equal(Digests(undisturbed), Digests(final));
        Assert.Equal(undisturbed.Json().GetProperty("counts").ToString(), final.Json().GetProperty("counts").ToString());
        Assert.Equal(0, (await ArchiveProcess.RunAsync("verify", "--data", _scratch.Data)).Code);
        await AssertLittleWasRedoneAsync(killed);
    }

    [Fact]
    public async Task Ingest_HostKilled_WorkersDieWithIt()
    {
        PutPages(4);
        using var process = ArchiveProcess.Start(Command(_scratch.Data));
        IReadOnlyList<int> workers;
        while ((workers = process.Workers()).Count == 0 && await process.StillRunsAfterAsync(TimeSpan.FromMilliseconds(20)))
        {
        }

        process.Kill();
        await process.EndAsync();

        Assert.NotEmpty(workers);
        foreach (var worker in workers) await GoneAsync(worker);
    }

    [Fact]
    public async Task Ingest_Interrupted_ExitsWith130AndCanBeResumed()
    {
        PutPages(8);
        using var process = ArchiveProcess.Start(Command(_scratch.Data));
        while (process.Workers().Count == 0 && await process.StillRunsAfterAsync(TimeSpan.FromMilliseconds(20)))
        {
        }

        process.Interrupt();
        var interrupted = await process.EndAsync();
        var resumed = await ArchiveProcess.RunAsync(Command(_scratch.Data));

        Assert.Equal(130, interrupted.Code);
        Assert.Contains("same command again", interrupted.Error, StringComparison.Ordinal);
        Assert.Equal(1, resumed.Json().GetProperty("batch").GetInt32());
        Assert.Equal(8, resumed.Json().GetProperty("counts").GetProperty("received").GetInt32());
    }

    /// <summary>More than one: on a busy machine the first may be done before its worker is seen.</summary>
    private void PutPages(int count)
    {
        foreach (var (page, number) in SamplePages.Smallest(count).Select((page, i) => (page, i + 1))) _scratch.Put(page, $"a/{number}.jpg");
    }

    private string[] Command(string data) => ["ingest", _scratch.Inputs, "--data", data, "--json", "--workers", $"{Workers}"];

    /// <summary>Kills the host at instants spread over the length of an undisturbed run, every third time a worker before it.</summary>
    /// <returns>Most workers that can have died: each host takes its own along.</returns>
    private async Task<int> DisturbAsync(TimeSpan length)
    {
        var random = new Random(20191);
        var (hosts, workers) = (0, 0);
        for (var kill = 0; kill < Kills; kill++)
        {
            using var process = ArchiveProcess.Start(Command(_scratch.Data));
            if (!await process.StillRunsAfterAsync(length * (0.1 + 0.5 * random.NextDouble()))) break;
            if (kill % 3 == 1)
            {
                process.KillAWorker();
                workers++;
                await process.StillRunsAfterAsync(length * 0.1);
            }

            process.Kill();
            await process.EndAsync();
            hosts++;
        }

        output.WriteLine($"undisturbed {length.TotalSeconds:0.0} s, host killed {hosts} times, a worker alone {workers} times");
        return hosts * Workers + workers;
    }

    private async Task AssertLittleWasRedoneAsync(int workersKilled)
    {
        using var folder = DataFolder.OpenForReading(_scratch.Data);
        await using var catalog = await folder.OpenCatalogAsync(TimeProvider.System, default);
        var pages = new List<PageRecord>();
        foreach (var file in await catalog.ListFilesAsync(null, default)) pages.AddRange(await catalog.ListPagesAsync(file.Id, default));
        Assert.Equal(Pages, pages.Count);
        Assert.InRange(pages.Sum(page => page.Attempts), Pages, Pages + workersKilled + pages.Sum(page => page.Failures));
    }

    private static List<string?> Digests(ArchiveResult result) =>
        [.. result.Json().GetProperty("files").EnumerateArray().Select(file => file.GetProperty("pdf").GetProperty("sha256").GetString())];

    private static async Task GoneAsync(int process)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using var look = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (Directory.Exists($"/proc/{process}") && !IsZombie(process)) await look.WaitForNextTickAsync(patience.Token);
    }

    /// <summary>Dead, but nobody has asked how it died (state Z in proc(5), /proc/PID/stat).</summary>
    private static bool IsZombie(int process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return true;
        }
    }
}
