using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests;

/// <summary>A file system that fills up in the middle of a batch, and room made afterwards.</summary>
public sealed class DiskFullTests(ITestOutputHelper output) : IDisposable
{
    private const long Ample = 200_000_000;

    private readonly ScratchFolder _scratch = new();
    private SmallDisk? _disk;

    public void Dispose()
    {
        _disk?.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public async Task Ingest_NoSpaceLeft_ExitsWith4AndResumesWhenThereIs()
    {
        var samples = PutSamples(3);
        // Room for the empty catalog and index and a little more, but not for the masters.
        if (!TryMount(700_000 + samples.Sum(sample => new FileInfo(sample).Length) / 2)) return;

        // As where somebody else fills the disk from one moment to the next.
        var full = await ArchiveProcess.RunAsync("ingest", _scratch.Inputs, "--data", _scratch.Data, "--keep-free", "0");
        Assert.Equal(4, full.Code);
        Assert.Contains("space", full.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", full.Error, StringComparison.Ordinal);

        _disk!.Resize(Ample);
        var resumed = await ArchiveProcess.RunAsync("ingest", _scratch.Inputs, "--data", _scratch.Data, "--keep-free", "0", "--json");
        Assert.Equal(3, resumed.Json().GetProperty("counts").GetProperty("received").GetInt32());
        Assert.Equal(0, (await ArchiveProcess.RunAsync("verify", "--data", _scratch.Data)).Code);
    }

    [Fact]
    public async Task Ingest_DiskNearlyFull_WaitsSaysSoAndGoesOnByItself()
    {
        PutSamples(1);
        if (!TryMount(40_000_000)) return;
        using var ingest = ArchiveProcess.Start("ingest", _scratch.Inputs, "--data", _scratch.Data, "--keep-free", "60", "--json");
        Assert.Contains("nearly full", await ingest.SaysAsync("PartWaits"), StringComparison.Ordinal);
        Assert.True(await ingest.StillRunsAfterAsync(TimeSpan.FromSeconds(1)));
        Assert.Empty(Directory.GetFiles(Path.Combine(_scratch.Data, "objects"), "*", SearchOption.AllDirectories));

        _disk!.Resize(Ample);
        var done = await ingest.EndAsync();

        Assert.Contains("PartGoesOn", done.Error, StringComparison.Ordinal);
        Assert.Equal(1, done.Json().GetProperty("counts").GetProperty("received").GetInt32());
    }

    [Fact]
    public async Task Ingest_NoPlaceForTheLinkToThePdf_NamesTheObjectInstead()
    {
        PutSamples(1);
        Directory.CreateDirectory(_scratch.Data);
        var links = Path.Combine(_scratch.Data, "pdf");
        // A disk that has no room for one more name.
        using var disk = SmallDisk.TryMount(links, 1_000_000, files: 1);
        if (disk is null)
        {
            output.WriteLine(SmallDisk.Skipped);
            return;
        }

        var run = await ArchiveProcess.RunAsync("ingest", _scratch.Inputs, "--data", _scratch.Data, "--json");

        var pdf = run.Json().GetProperty("files")[0].GetProperty("pdf");
        Assert.EndsWith(pdf.GetProperty("sha256").GetString()!, pdf.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.True(File.Exists(pdf.GetProperty("path").GetString()));
    }

    [Theory]
    [InlineData(0.2)]
    [InlineData(0.6)]
    [InlineData(0.95)]
    public async Task Backup_NoSpaceLeft_ExitsWith4AndTheNextOneIsWhole(double share)
    {
        PutSamples(1);
        var ingested = await ArchiveProcess.RunAsync("ingest", _scratch.Inputs, "--data", _scratch.Data, "--json");
        using var disk = SmallDisk.TryMount(Path.Combine(_scratch.Path, "backup"), Ample);
        if (disk is null)
        {
            output.WriteLine(SmallDisk.Skipped);
            return;
        }

        Assert.Equal(0, (await ArchiveProcess.RunAsync("backup", disk.Path, "--data", _scratch.Data)).Code);
        var needed = Ample - disk.FreeBytes;
        foreach (var made in Directory.GetDirectories(disk.Path)) Directory.Delete(made, recursive: true);
        disk.Resize((long)(needed * share));

        var full = await ArchiveProcess.RunAsync("backup", disk.Path, "--data", _scratch.Data);
        disk.Resize(Ample);
        var whole = await ArchiveProcess.RunAsync("backup", disk.Path, "--data", _scratch.Data);

        output.WriteLine(full.Error);
        Assert.Equal(4, full.Code);
        Assert.Matches("(?i)space|full", full.Error);
        Assert.DoesNotContain("   at ", full.Error, StringComparison.Ordinal);
        Assert.Equal(0, whole.Code);
        var restored = Path.Combine(_scratch.Path, "restored");
        Assert.Equal(0, (await ArchiveProcess.RunAsync("restore", disk.Path, "--data", restored)).Code);
        var files = await ArchiveProcess.RunAsync("files", "--data", restored, "--json");
        Assert.Equal(Servers.Digests(ingested), Servers.Digests(files));
    }

    private IReadOnlyList<string> PutSamples(int count)
    {
        var samples = SamplePages.Smallest(count);
        for (var page = 0; page < count; page++) _scratch.Put(samples[page], $"a/{page}{Path.GetExtension(samples[page])}");
        return samples;
    }

    private bool TryMount(long bytes)
    {
        _disk = SmallDisk.TryMount(_scratch.Data, bytes);
        if (_disk is null) output.WriteLine(SmallDisk.Skipped);
        return _disk is not null;
    }
}
