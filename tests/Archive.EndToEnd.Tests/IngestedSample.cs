namespace Archive.EndToEnd.Tests;

/// <summary>A few sample pages and two bad inputs, ingested once for the tests that look at the result.</summary>
public sealed class IngestedSample : IAsyncLifetime
{
    internal const int GoodPages = 3;

    private readonly ScratchFolder _scratch = new();

    internal ArchiveResult Ingest { get; private set; } = null!;

    internal string Data => _scratch.Data;

    internal string Inputs => _scratch.Inputs;

    internal string Scratch(string name) => Path.Combine(_scratch.Path, name);

    public async Task InitializeAsync()
    {
        var samples = SamplePages.Smallest(GoodPages);
        for (var page = 0; page < GoodPages; page++) _scratch.Put(samples[page], $"PMR-2019-00017/{page}{Path.GetExtension(samples[page])}");
        _scratch.Put(samples[0], $"PMR-2019-00017/again{Path.GetExtension(samples[0])}");
        await File.WriteAllTextAsync(Path.Combine(Inputs, "PMR-2019-00017", "notes.jpg"), "this is no picture");
        File.SetLastWriteTimeUtc(Path.Combine(Inputs, "PMR-2019-00017", "notes.jpg"), DateTime.UtcNow.AddMinutes(-5));
        Ingest = await IngestAgainAsync();
    }

    internal Task<ArchiveResult> IngestAgainAsync() => ArchiveProcess.RunAsync("ingest", Inputs, "--data", Data, "--json");

    internal Task<ArchiveResult> RunAsync(params string[] arguments) => ArchiveProcess.RunAsync([.. arguments, "--data", Data]);

    public Task DisposeAsync()
    {
        _scratch.Dispose();
        return Task.CompletedTask;
    }
}
