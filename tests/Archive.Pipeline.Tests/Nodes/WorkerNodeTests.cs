using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Nodes;
using Archive.Testing;
using Dapper;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Archive.Pipeline.Tests.Nodes;

public sealed class WorkerNodeTests(NodesFixture fixture) : IClassFixture<NodesFixture>, IAsyncLifetime
{
    private TestCluster _cluster = null!;

    public async Task InitializeAsync() => _cluster = await TestCluster.CreateAsync(fixture.Server);

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task Run_ThreeNodes_EveryPageOnceAndEveryFileToItsEnd()
    {
        ScanFiles(files: 4, pages: 5);
        var nodes = new[] { await _cluster.StartAsync("one"), await _cluster.StartAsync("two"), await _cluster.StartAsync("three") };

        var report = await _cluster.IngestAsync();

        Assert.Equal(BatchState.Complete, report.Batch.State);
        Assert.Equal(new(20, 20, 0, 0, 0, 0), report.Counts);
        Assert.All(await _cluster.PagesAsync(), page => Assert.Equal((PageState.Finished, 1), (page.State, page.Attempts)));
        Assert.All(await _cluster.Catalog.ListFilesAsync(null, default), file => Assert.True(file is { Pdf: not null, IndexedAt: not null }));
        Assert.Equal(20, (await _cluster.Catalog.ListNodesAsync(default)).Sum(node => node.PagesFinished));
        Assert.All(nodes, node => Assert.Empty(node.Unforeseen));
    }

    [Fact]
    public async Task Run_QueueLongEmpty_AFileIsAssembledAsSoonAsItsLastPageIsFinished()
    {
        ScanFiles(files: 1, pages: 2);
        await _cluster.IngestAsync(wait: false);

        await _cluster.StartAsync("one", TestCluster.Quick with { IdlePause = TimeSpan.FromHours(1) });

        await UntilCompleteAsync();
    }

    [Fact]
    public async Task Run_SamePagesAsOnOneMachine_TheSameBytes()
    {
        ScanFiles(files: 2, pages: 3);
        await using var alone = await Batches.TestArchive.CreateAsync();
        foreach (var (file, page) in Pages(2, 3)) alone.Scan($"{file}/{page}.png", $"TEXT:{file} {page};");
        await _cluster.StartAsync("one");
        await _cluster.StartAsync("two");

        var (shared, single) = (await _cluster.IngestAsync(), await alone.IngestAsync());

        Assert.Equal(single.Files.Select(file => file.File.Pdf!.Digest), shared.Files.Select(file => file.File.Pdf!.Digest));
    }

    [Fact]
    public async Task Run_ObjectStoreAwayForAWhile_WaitsSaysSoAndCatchesUpWithoutCountingAttempts()
    {
        ScanFiles(files: 1, pages: 4);
        await _cluster.IngestAsync(wait: false);
        _cluster.Objects.IsAway = true;
        var node = await _cluster.StartAsync("one");
        await TestCluster.UntilAsync(() => Task.FromResult(node.Node.Health.Problem?.Contains("object store") == true), "the node says what it waits for");
        await TestCluster.UntilAsync(async () => (await _cluster.Catalog.ListNodesAsync(default)).Any(one => one.Node.Problem?.Contains("object store") == true), "the others see it");
        // It tries again and again: between two trials it holds nothing.
        await TestCluster.UntilAsync(async () => (await _cluster.Catalog.GetStatusAsync(default)).PagesInWork == 0, "the page is put back");

        _cluster.Objects.IsAway = false;

        await UntilCompleteAsync();
        Assert.All(await _cluster.PagesAsync(), page => Assert.Equal((1, 0), (page.Attempts, page.Failures)));
        await TestCluster.UntilAsync(() => Task.FromResult(node.Node.Health.Problem is null), "the node is well again");
        Assert.Empty(node.Unforeseen);
    }

    [Fact]
    public async Task Run_DatabaseRestartsInTheMiddle_GoesOnByItself()
    {
        ScanFiles(files: 3, pages: 6);
        await _cluster.IngestAsync(wait: false);
        var node = await _cluster.StartAsync("one");
        await TestCluster.UntilAsync(async () => (await _cluster.PagesAsync()).Any(page => page.State == PageState.Finished), "work has begun");

        await fixture.Server.RestartAsync();

        await UntilCompleteAsync();
        Assert.Equal(18, (await _cluster.PagesAsync()).Count(page => page.State == PageState.Finished));
        Assert.Empty(node.Unforeseen);
    }

    [Fact]
    public async Task Run_AnotherNodeFellSilent_ItsPageIsTakenOver()
    {
        ScanFiles(files: 1, pages: 2);
        await _cluster.IngestAsync(wait: false);
        await _cluster.Catalog.AnnounceAsync(new("silent", "elsewhere", "1.0", 1, false, null), default);
        var held = await _cluster.Catalog.LeasePageAsync("silent", default);
        await using (var connection = new NpgsqlConnection(_cluster.Database)) await connection.ExecuteAsync("update node set seen_at = seen_at - interval '1 hour' where id = 'silent'");

        await _cluster.StartAsync("one");

        await UntilCompleteAsync();
        Assert.Equal((PageState.Finished, 2), (await _cluster.PagesAsync()).Where(page => page.Id == held!.Id).Select(page => (page.State, page.Attempts)).Single());
    }

    [Fact]
    public async Task Run_PageCrashesEveryTime_EndsWithTheOperatorAndHoldsNothingUp()
    {
        _cluster.Scan("a/1.png", "TEXT:before;");
        _cluster.Scan("a/2.png", "FAULT:crash-always;");
        _cluster.Scan("a/3.png", "TEXT:after;");
        await _cluster.StartAsync("one");

        var report = await _cluster.IngestAsync();

        Assert.Equal(new(3, 2, 0, 1, 0, 0), report.Counts);
        Assert.Equal(PageProblem.Crashed, report.Files[0].Pages[1].Result!.Problem);
    }

    [Fact]
    public async Task Run_MasterGoneFromTheStore_EndsWithTheOperatorNotInALoop()
    {
        ScanFiles(files: 1, pages: 2);
        await _cluster.IngestAsync(wait: false);
        var page = (await _cluster.PagesAsync())[0];
        await using (var local = await _cluster.Objects.LeaseLocalAsync(ObjectKind.Master, page.Master, default)) File.Delete(local.Path);

        var node = await _cluster.StartAsync("one");

        await UntilCompleteAsync();
        Assert.Equal(PageOutcome.NeedsOperator, (await _cluster.PagesAsync())[0].Result!.Outcome);
        Assert.Contains(node.Unforeseen, told => told.Contains(page.Master.Hex));
    }

    [Fact]
    public async Task Run_NodesWithoutTheIndex_FilesAreStoredAndWaitForTheOneThatHasIt()
    {
        ScanFiles(files: 2, pages: 1);
        await _cluster.IngestAsync(wait: false);
        await _cluster.StartAsync("one", TestCluster.Quick with { CanIndex = false });
        await TestCluster.UntilAsync(async () => (await _cluster.Catalog.ListFilesAsync(null, default)).All(file => file.AssembledAt is not null), "the files are assembled");
        Assert.All(await _cluster.Catalog.ListFilesAsync(null, default), file => Assert.Null(file.IndexedAt));

        await _cluster.StartAsync("two");

        await UntilCompleteAsync();
    }

    [Fact]
    public async Task Drain_WithAPageInHand_FinishesItAndLeavesTheRest()
    {
        _cluster.Scan("a/1.png", "FAULT:slow;TEXT:a;");
        ScanFiles(files: 1, pages: 20);
        await _cluster.IngestAsync(wait: false);
        var node = await _cluster.StartAsync("one");
        await TestCluster.UntilAsync(async () => (await _cluster.Catalog.GetStatusAsync(default)).PagesInWork > 0, "a page is in work");

        await node.DrainAsync();

        Assert.DoesNotContain(await _cluster.PagesAsync(), page => page.State == PageState.InWork);
        Assert.Contains(await _cluster.PagesAsync(), page => page.State == PageState.Received);
        Assert.DoesNotContain(await _cluster.Catalog.ListNodesAsync(default), one => one.Alive);
    }

    [Fact]
    public async Task Run_DiskNearlyFull_TakesNothingAndSaysSo()
    {
        ScanFiles(files: 1, pages: 1);
        await _cluster.IngestAsync(wait: false);

        var node = await _cluster.StartAsync("one", TestCluster.Quick with { LeastFreeBytes = 1_000_000_000_000_000 });

        await TestCluster.UntilAsync(() => Task.FromResult(node.Node.Health.Problem?.Contains("nearly full") == true), "the node says so");
        Assert.Equal(0, (await _cluster.PagesAsync()).Sum(page => page.Attempts));
    }

    [Fact]
    public async Task Endpoint_NodeThatWaits_IsLiveNotReadyAndShowsTheQueue()
    {
        ScanFiles(files: 1, pages: 3);
        await _cluster.IngestAsync(wait: false);
        _cluster.Objects.IsAway = true;
        var node = await _cluster.StartAsync("one");
        await TestCluster.UntilAsync(() => Task.FromResult(node.Node.Health.Problem is not null), "the node waits");
        var port = FreePort();
        await using var endpoint = new NodeEndpoint(port, new(new("one", "test", "1.0", 1, false, null), Path.GetTempPath(), node.Node.Health, _cluster.Catalog, () => false));
        using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}/") };

        Assert.Equal("""{"live":true}""", await client.GetStringAsync("health/live"));
        using var ready = await client.GetAsync("health/ready");
        Assert.Equal(503, (int)ready.StatusCode);
        Assert.Contains("object store", await ready.Content.ReadAsStringAsync());
        Assert.Matches("archive_queue_pages_waiting [23]\n", await client.GetStringAsync("metrics"));

        _cluster.Objects.IsAway = false;
        await UntilCompleteAsync();
        await TestCluster.UntilAsync(async () => (await client.GetAsync("health/ready")).IsSuccessStatusCode, "the node is ready");
        var metrics = await client.GetStringAsync("metrics");
        Assert.Contains("archive_pages_finished_total{outcome=\"Done\"", metrics);
        Assert.Contains("archive_node_pages_per_minute 0.6\n", metrics);
        Assert.Contains("archive_catalog_available 1\n", metrics);
        PrometheusFormat.AssertValid(metrics);
    }

    [Fact]
    public async Task Run_PagesThatBreakTheirWorkers_LogsWhatHappenedAndNothingPersonal()
    {
        _cluster.Scan("PMR-2019-00031/Bērziņš Jānis.png", "FAULT:throw;TEXT:slepenais teksts;");
        _cluster.Scan("PMR-2019-00031/Kalniņa Anna.png", "FAULT:crash-once;TEXT:otrs noslēpums;");
        var node = await _cluster.StartAsync("one");

        await _cluster.IngestAsync();

        var told = string.Join('\n', node.Log.Entries.Select(entry => entry.Text));
        Assert.Equal(3, node.Log.Entries.Count(entry => entry is { Event: "PageFailed", Level: LogLevel.Warning }));
        Assert.Equal(2, node.Log.Entries.Count(entry => entry.Event == "PageFinished"));
        foreach (var word in new[] { "Bērziņš", "Kalniņa", "PMR-2019", "00031", "slepenais", "noslēpums", ".png" }) Assert.DoesNotContain(word, told, StringComparison.OrdinalIgnoreCase);
    }

    private static IEnumerable<(string File, int Page)> Pages(int files, int pages) =>
        from file in Enumerable.Range(1, files) from page in Enumerable.Range(1, pages) select ($"PMR-2019-{file:D5}", page);

    private void ScanFiles(int files, int pages)
    {
        foreach (var (file, page) in Pages(files, pages)) _cluster.Scan($"{file}/{page}.png", $"TEXT:{file} {page};");
    }

    private Task UntilCompleteAsync() => TestCluster.UntilAsync(
        async () => (await _cluster.Catalog.ListBatchesAsync(default)).All(batch => batch.State == BatchState.Complete), "the batch is complete");

    private static int FreePort()
    {
        using var probe = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        probe.Start();
        return ((System.Net.IPEndPoint)probe.LocalEndpoint).Port;
    }
}
