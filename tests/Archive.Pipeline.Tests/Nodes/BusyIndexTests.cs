using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Search.Elastic;
using Archive.Testing;

namespace Archive.Pipeline.Tests.Nodes;

/// <summary>A node whose Elasticsearch is too busy: for all of a request, or for single entries of it.</summary>
public sealed class BusyIndexTests(NodesFixture fixture) : IClassFixture<NodesFixture>, IAsyncLifetime
{
    private static readonly ElasticOptions Options = new()
    {
        Nodes = [new Uri("http://index.test:9200")],
        IndexName = "pages",
        Refresh = ElasticRefresh.Immediate,
        RetryFor = TimeSpan.FromMilliseconds(200),
    };

    private readonly SimulatedElastic _server = new();
    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.CreateAsync(fixture.Server);

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _server.Dispose();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_IndexAnswers429_FilesAreStoredNotFailedAndIndexedByItselfLater(bool singleEntries)
    {
        await using var index = await ElasticSearchIndex.OpenAsync(Options, TimeProvider.System, _server, default);
        var busy = true;
        if (singleEntries) _server.TurnAway = id => Volatile.Read(ref busy) && id.EndsWith("-2", StringComparison.Ordinal) ? 429 : null;
        else _server.Instead = request => Volatile.Read(ref busy) && request.Target.Contains("_bulk", StringComparison.Ordinal) ? SimulatedElastic.Answer(429, """{"error":{"type":"es_rejected_execution_exception"}}""") : null;
        foreach (var (file, page) in from file in new[] { 1, 2 } from page in new[] { 1, 2 } select (file, page)) _cluster.Scan($"PMR-2019-0001{file}/{page}.png", $"TEXT:{file} {page};");
        await _cluster.IngestAsync(wait: false);
        var node = await _cluster.StartAsync("one", index: index);

        await TestCluster.UntilAsync(async () => (await FilesAsync()).All(file => file.AssembledAt is not null), "the files are stored");
        await TestCluster.UntilAsync(() => Task.FromResult(node.Node.Health.Problem?.Contains("search index") == true), "the node says what it waits for");
        Assert.All(await FilesAsync(), file => Assert.Null(file.IndexedAt));
        Volatile.Write(ref busy, false);

        await TestCluster.UntilAsync(async () => (await FilesAsync()).All(file => file.IndexedAt is not null), "the files are indexed");
        await TestCluster.UntilAsync(() => Task.FromResult(node.Node.Health.Problem is null), "the node is well again");
        Assert.Equal(4, _server.Documents("pages-000001").Count);
        Assert.All(await _cluster.PagesAsync(), page => Assert.Equal((PageState.Finished, 1, 0), (page.State, page.Attempts, page.Failures)));
        Assert.Empty(node.Unforeseen);
    }

    private async Task<IReadOnlyList<FileRecord>> FilesAsync() => await _cluster.Catalog.ListFilesAsync(null, default);
}
