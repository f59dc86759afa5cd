using Archive.Domain;
using Archive.Testing;
using Npgsql;

namespace Archive.Pipeline.Tests.Nodes;

/// <summary>
/// A node whose line to the database goes dead, without any connection being closed, for longer than its leases last. tools/chaos network does the
/// same to a node in a network namespace of its own.
/// </summary>
public sealed class NetworkCutTests(NodesFixture fixture) : IClassFixture<NodesFixture>, IAsyncLifetime
{
    private const int Pages = 6;

    private TestCluster _cluster = null!;
    private CutLine _line = null!;

    public async Task InitializeAsync()
    {
        _cluster = await TestCluster.CreateAsync(fixture.Server);
        _line = new(fixture.Server.Port);
    }

    public async Task DisposeAsync()
    {
        _line.Mend();
        await _cluster.DisposeAsync();
        await _line.DisposeAsync();
    }

    [Fact]
    public async Task Run_LineDeadBeyondTheLease_OthersTakeOverAndTheNodeCatchesUp()
    {
        foreach (var page in Enumerable.Range(1, Pages)) _cluster.Scan($"PMR-2019-00017/{page}.png", $"FAULT:slow;TEXT:page {page};");
        await _cluster.IngestAsync(wait: false);
        var far = await _cluster.StartAsync("far", database: Far());
        await TestCluster.UntilAsync(async () => (await _cluster.PagesAsync()).Any(page => page.State == PageState.InWork), "the far node has a page in hand");

        _line.Cut();
        var near = await _cluster.StartAsync("near");
        await UntilCompleteAsync();

        Assert.DoesNotContain(await _cluster.Catalog.ListNodesAsync(default), node => node is { Alive: true, Node.Id: "far" });
        await TestCluster.UntilAsync(() => Task.FromResult(far.Node.Health.Problem?.Contains("catalog") == true), "the far node says that the catalog is away");
        var before = await _cluster.PagesAsync();
        _line.Mend();
        await TestCluster.UntilAsync(async () => far.Node.Health.Problem is null && (await _cluster.Catalog.ListNodesAsync(default)).Any(node => node is { Alive: true, Node.Id: "far" }), "the far node is back");
        await near.DrainAsync();
        // The far node works on as before.
        _cluster.Scan("PMR-2019-00018/1.png", "TEXT:later;");
        var later = await _cluster.IngestAsync();

        Assert.Equal(BatchState.Complete, later.Batch.State);
        var pages = (await _cluster.PagesAsync()).Where(page => before.Any(earlier => earlier.Id == page.Id)).ToList();
        Assert.Equal(before.Select(page => (page.Id, page.State, page.Attempts, page.Image)), pages.Select(page => (page.Id, page.State, page.Attempts, page.Image)));
        Assert.Equal(Enumerable.Range(1, Pages), pages.Select(page => page.Number));
        // Only what the far node had in hand was begun twice.
        Assert.InRange(pages.Sum(page => page.Attempts), Pages + 1, Pages + 2);
        Assert.All(pages, page => Assert.Equal((PageState.Finished, 0), (page.State, page.Failures)));
        Assert.Empty(far.Unforeseen);
    }

    /// <summary>Through the line, and with a shorter patience than the usual half a minute.</summary>
    private string Far() => new NpgsqlConnectionStringBuilder(_cluster.Database) { Port = _line.Port, Timeout = 1, CommandTimeout = 2, CancellationTimeout = 500 }.ConnectionString;

    private Task UntilCompleteAsync() => TestCluster.UntilAsync(
        async () => (await _cluster.Catalog.ListBatchesAsync(default)).All(batch => batch.State == BatchState.Complete), "the batch is complete");
}
