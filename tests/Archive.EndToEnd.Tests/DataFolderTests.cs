using Archive.Storage;

namespace Archive.EndToEnd.Tests;

public sealed class DataFolderTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Ingest_DataFolderInUse_ExitsWith4WhileLookingStillWorks()
    {
        _scratch.Put(SamplePages.Smallest(1)[0], "a/1.jpg");
        using var held = DataFolder.Open(_scratch.Data);
        await using var catalog = await held.OpenCatalogAsync(TimeProvider.System, default);
        await using var index = await held.OpenSearchAsync(default);

        var ingest = await ArchiveProcess.RunAsync("ingest", _scratch.Inputs, "--data", _scratch.Data);
        var files = await ArchiveProcess.RunAsync("files", "--data", _scratch.Data, "--json");
        var search = await ArchiveProcess.RunAsync("search", "anything", "--data", _scratch.Data, "--json");

        Assert.Equal(4, ingest.Code);
        Assert.Contains("in use", ingest.Error, StringComparison.Ordinal);
        Assert.Equal(0, files.Code);
        Assert.Equal(0, search.Json().GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task Ingest_DataFolderCannotBeMade_ExitsWith4()
    {
        _scratch.Put(SamplePages.Smallest(1)[0], "a/1.jpg");

        var ingest = await ArchiveProcess.RunAsync("ingest", _scratch.Inputs, "--data", "/proc/no/such/place");

        Assert.Equal(4, ingest.Code);
        Assert.DoesNotContain("   at ", ingest.Error, StringComparison.Ordinal);
    }
}
