namespace Archive.EndToEnd.Tests;

/// <summary>Settings as real processes find them in their environment.</summary>
public sealed class SettingsTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Ingest_MisspeltSetting_IsRefusedBeforeAnythingIsDone()
    {
        _scratch.Put(SamplePages.Smallest(1)[0], "1.jpg");

        var run = await ArchiveProcess.RunInAsync(environment => environment["ARCHIVE_WORKER_PAGETIMEOUT"] = "90s", "ingest", _scratch.Inputs, "--data", _scratch.Data);

        Assert.Equal(2, run.Code);
        Assert.Contains("ARCHIVE_WORKER_PAGE_TIMEOUT", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_scratch.Data));
    }

    /// <summary>A disk that never has so much room: the node waits as the environment says, and the command line wins over it.</summary>
    [Fact]
    public async Task Ingest_LeastFreeSpaceFromTheEnvironment_HoldsAndTheCommandLineWins()
    {
        _scratch.Put(SamplePages.Smallest(1)[0], "1.jpg");
        static void NeverRoom(IDictionary<string, string?> environment) => environment["ARCHIVE_NODE_LEAST_FREE_BYTES"] = "900TB";
        string[] command = ["ingest", _scratch.Inputs, "--data", _scratch.Data];

        using (var waiting = ArchiveProcess.StartIn(NeverRoom, command))
        {
            await waiting.SaysAsync("PartWaits");
            waiting.Kill();
        }

        var run = await ArchiveProcess.RunInAsync(NeverRoom, [.. command, "--keep-free", "1"]);
        Assert.True(run.Code is 0 or 3, run.Error);
    }
}
