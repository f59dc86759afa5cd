using System.Diagnostics;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests;

/// <summary>A file system that fills up in the middle of a batch, and room made afterwards.</summary>
public sealed class DiskFullTests(ITestOutputHelper output) : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose()
    {
        if (Directory.Exists(_scratch.Data)) Run("umount", "--lazy", _scratch.Data);
        _scratch.Dispose();
    }

    [Fact]
    public async Task Ingest_NoSpaceLeft_ExitsWith4AndResumesWhenThereIs()
    {
        var samples = SamplePages.Smallest(3);
        for (var page = 0; page < samples.Count; page++) _scratch.Put(samples[page], $"a/{page}{Path.GetExtension(samples[page])}");
        Directory.CreateDirectory(_scratch.Data);
        // Room for the empty catalog and index and a little more, but not for the masters.
        var room = 700_000 + samples.Sum(sample => new FileInfo(sample).Length) / 2;
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={room}", "tmpfs", _scratch.Data))
        {
            output.WriteLine("skipped: no right to mount a small file system");
            return;
        }

        var full = await ArchiveProcess.RunAsync("ingest", _scratch.Inputs, "--data", _scratch.Data);
        Assert.Equal(4, full.Code);
        Assert.Contains("space", full.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", full.Error, StringComparison.Ordinal);

        Assert.True(Run("mount", "-o", "remount,size=200m", _scratch.Data));
        var resumed = await ArchiveProcess.RunAsync("ingest", _scratch.Inputs, "--data", _scratch.Data, "--json");
        Assert.Equal(3, resumed.Json().GetProperty("counts").GetProperty("received").GetInt32());
        Assert.Equal(0, (await ArchiveProcess.RunAsync("verify", "--data", _scratch.Data)).Code);
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
