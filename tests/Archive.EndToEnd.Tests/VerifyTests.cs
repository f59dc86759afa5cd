using System.Text.Json;

namespace Archive.EndToEnd.Tests;

/// <summary>Damage that verify has to find. Each test spoils an archive of its own.</summary>
public sealed class VerifyTests : IAsyncLifetime
{
    private readonly ScratchFolder _scratch = new();

    public async Task InitializeAsync()
    {
        _scratch.Put(SamplePages.Smallest(1)[0], "a/1.jpg");
        var run = await ArchiveProcess.RunAsync("ingest", _scratch.Inputs, "--data", _scratch.Data);
        Assert.True(run.Code is 0 or 3, run.Error);
    }

    public Task DisposeAsync()
    {
        _scratch.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task Verify_Sound_ThenSpoiltOneByOne_FindsEach()
    {
        Assert.Empty(await FindingsAsync(expectedCode: 0));

        var stray = Path.Combine(_scratch.Data, "objects", "derivatives", "ab", "cd");
        Directory.CreateDirectory(stray);
        await File.WriteAllTextAsync(Path.Combine(stray, "abcd" + new string('0', 60)), "stray");
        Assert.Equal(["orphanedObject"], await FindingsAsync(expectedCode: 3));

        var master = Directory.EnumerateFiles(Path.Combine(_scratch.Data, "objects", "masters"), "*", SearchOption.AllDirectories).Single();
        new FileInfo(master).IsReadOnly = false;
        var bytes = await File.ReadAllBytesAsync(master);
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(master, bytes);
        Assert.Equal(["changedObject", "orphanedObject"], await FindingsAsync(expectedCode: 5));

        File.Delete(master);
        Assert.Equal(["missingObject", "orphanedObject"], await FindingsAsync(expectedCode: 5));
    }

    [Fact]
    public async Task Verify_IndexLost_IsMadeAnewFirst()
    {
        foreach (var file in Directory.GetFiles(_scratch.Data, "search.db*")) File.Delete(file);

        var run = (await ArchiveProcess.RunAsync("verify", "--data", _scratch.Data, "--json")).Json();

        Assert.True(run.GetProperty("sound").GetBoolean());
        Assert.Equal(1, run.GetProperty("indexEntries").GetInt32());
    }

    private async Task<List<string?>> FindingsAsync(int expectedCode)
    {
        var run = await ArchiveProcess.RunAsync("verify", "--data", _scratch.Data, "--json");
        Assert.Equal(expectedCode, run.Code);
        // Of a unit that goes to the journal, and an input's path may be a person's name.
        Assert.DoesNotContain(_scratch.Inputs, run.Error, StringComparison.Ordinal);
        if (expectedCode == 5)
        {
            Assert.Matches("alarm: (CHANGED|MISSING): [0-9a-f]{64}\\s", run.Error);
            Assert.Contains(_scratch.Inputs, run.Out, StringComparison.Ordinal);
        }

        return [.. run.Json().GetProperty("findings").EnumerateArray().Select(finding => finding.GetProperty("kind").GetString()).Order()];
    }
}
