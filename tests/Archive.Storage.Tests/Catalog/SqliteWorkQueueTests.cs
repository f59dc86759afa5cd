using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Sqlite;

namespace Archive.Storage.Tests.Catalog;

/// <summary>The work of an archive that one process has to itself: as the shared queue, but that nobody falls silent.</summary>
public sealed class SqliteWorkQueueTests : CatalogContract
{
    private readonly TemporaryFolder _folder = new();

    private IWorkQueue Queue => ((SqliteCatalog)Catalog).Queue;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task LeasePage_BatchesOfSeveralPriorities_GoesByPriorityThenFewestInWork()
    {
        var (_, bulk) = await ReceivedAsync(2, "bulk");
        var (urgent, waitedFor) = await ReceivedAsync(1, "urgent");
        var (_, other) = await ReceivedAsync(2, "other");
        await Queue.SetPriorityAsync(urgent.Id, 10, None);
        Assert.Null(await Queue.LeasePageAsync("stranger", None));
        await AnnounceAsync("node");

        var order = new List<string>();
        while (await Queue.LeasePageAsync("node", None) is { } page) order.Add(page.FileId);

        Assert.Equal([waitedFor.Id, bulk.Id, other.Id, bulk.Id, other.Id], order);
    }

    [Fact]
    public async Task LeasePage_ManyTasksAtOnce_EachPageGoesToOneOnce()
    {
        await ReceivedAsync(60);
        await AnnounceAsync("a", "b");
        var leased = await Task.WhenAll(new[] { "a", "b", "a", "b" }.Select(node => Task.Run(async () =>
        {
            var pages = new List<long>();
            while (await Queue.LeasePageAsync(node, None) is { } page) pages.Add(page.Id);
            return pages;
        })));
        Assert.Equal(60, leased.SelectMany(pages => pages).Distinct().Count());
        Assert.Equal(60, leased.Sum(pages => pages.Count));
    }

    [Fact]
    public async Task ReturnPage_ByWhoHoldsIt_WaitsAgainAsIfItHadNotBeenTried()
    {
        var (_, file) = await ReceivedAsync(1);
        await AnnounceAsync("node", "other");
        var page = (await Queue.LeasePageAsync("node", None))!;
        await Queue.ReturnPageAsync("other", page.Id, None);
        Assert.Equal(PageState.InWork, Assert.Single(await Catalog.ListPagesAsync(file.Id, None)).State);

        await Queue.ReturnPageAsync("node", page.Id, None);
        await Queue.ReturnPageAsync("node", page.Id, None);

        var back = Assert.Single(await Catalog.ListPagesAsync(file.Id, None));
        Assert.Equal((PageState.Received, 0), (back.State, back.Attempts));
    }

    [Fact]
    public async Task Leave_WithPagesAndFilesInHand_GivesThemBack()
    {
        await ReceivedAsync(1, "worked");
        await AnnounceAsync("leaving", "staying");
        await FinishAllAsync("staying");
        var (_, second) = await ReceivedAsync(1, "second");
        var page = (await Queue.LeasePageAsync("leaving", None))!;
        var file = (await Queue.LeaseFileAsync("leaving", true, None))!;
        Assert.True(await Queue.TakeDutyAsync("care", "leaving", None));
        Assert.False(await Queue.TakeDutyAsync("care", "staying", None));

        await Queue.LeaveAsync("leaving", None);

        Assert.Equal((page.Id, 2), await Queue.LeasePageAsync("staying", None) is { } again ? (again.Id, again.Attempts) : default);
        Assert.Equal(second.Id, page.FileId);
        Assert.Equal(file.Id, (await Queue.LeaseFileAsync("staying", true, None))?.Id);
        Assert.True(await Queue.TakeDutyAsync("care", "staying", None));
        Assert.Equal(["staying"], (await Queue.ListNodesAsync(None)).Select(node => node.Node.Id));
    }

    [Fact]
    public async Task LeaseFile_UntilWhole_IsNotGivenOutThenOnceAndAgainAfterItsPause()
    {
        var (_, file) = await ReceivedAsync(2);
        await AnnounceAsync("node");
        await Catalog.FinishPageAsync(Finished((await Queue.LeasePageAsync("node", None))!), None);
        Assert.Null(await Queue.LeaseFileAsync("node", true, None));
        await FinishAllAsync("node");

        Assert.Equal(file.Id, (await Queue.LeaseFileAsync("node", true, None))?.Id);
        Assert.Null(await Queue.LeaseFileAsync("node", true, None));
        await Queue.ReturnFileAsync("node", file.Id, TimeSpan.FromMinutes(1), None);
        Assert.Null(await Queue.LeaseFileAsync("node", true, None));
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(file.Id, (await Queue.LeaseFileAsync("node", true, None))?.Id);
        await Queue.ReturnFileAsync("node", file.Id, TimeSpan.Zero, None);

        await Catalog.SetAssembledAsync(file.Id, new(DigestOf("pdf"), 10), None);
        Assert.Null(await Queue.LeaseFileAsync("node", canIndex: false, None));
        Assert.Equal(file.Id, (await Queue.LeaseFileAsync("node", canIndex: true, None))?.Id);
    }

    [Fact]
    public async Task LeaseFile_OfRejectedPagesAlone_IsNeverGivenOutAndItsBatchCompletes()
    {
        var (batch, _) = await ReceivedAsync(2);
        await AnnounceAsync("node");
        await FinishAllAsync("node", new() { Outcome = PageOutcome.Rejected, Problem = PageProblem.Undecodable, Reason = "No readable image." });
        Assert.Null(await Queue.LeaseFileAsync("node", true, None));
        Assert.Equal(1, await Queue.CompleteBatchesAsync(None));
        Assert.Equal(BatchState.Complete, (await Catalog.GetBatchAsync(batch.Id, None))!.State);
    }

    [Fact]
    public async Task CompleteBatches_FileNotIndexed_WaitsForIt()
    {
        var (batch, file) = await ReceivedAsync(1);
        await AnnounceAsync("node");
        Assert.Equal(0, await Queue.CompleteBatchesAsync(None));
        await FinishAllAsync("node");
        Assert.Equal(0, await Queue.CompleteBatchesAsync(None));
        await Catalog.SetAssembledAsync(file.Id, new(DigestOf("pdf"), 10), None);
        Assert.Equal(0, await Queue.CompleteBatchesAsync(None));
        await Catalog.SetIndexedAsync(file, None);

        Assert.Equal(1, await Queue.CompleteBatchesAsync(None));
        Assert.Equal(0, await Queue.CompleteBatchesAsync(None));
        var complete = (await Catalog.GetBatchAsync(batch.Id, None))!;
        Assert.Equal((BatchState.Complete, Time.GetUtcNow()), (complete.State, complete.CompletedAt));
    }

    [Fact]
    public async Task GetStatus_BetweenSteps_CountsWhatWaits()
    {
        await AnnounceAsync("node");
        Assert.Equal(new QueueStatus(0, 0, null, 0, 0, 0, 0), await Queue.GetStatusAsync(None));
        var received = Time.GetUtcNow();
        await ReceivedAsync(3);
        Time.Advance(TimeSpan.FromMinutes(1));
        var page = (await Queue.LeasePageAsync("node", None))!;
        Assert.Equal(new QueueStatus(2, 1, received, 0, 1, 0, 0), await Queue.GetStatusAsync(None));

        await Catalog.FinishPageAsync(Finished(page, new() { Outcome = PageOutcome.NeedsOperator, Problem = PageProblem.Blurred, Reason = "Blurred." }), None);
        await FinishAllAsync("node");
        Assert.Equal(new QueueStatus(0, 0, null, 1, 1, 1, 3), await Queue.GetStatusAsync(None));
        Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(0, (await Queue.GetStatusAsync(None)).PagesLastMinutes);
        Assert.Equal(3, Assert.Single(await Queue.ListNodesAsync(None)).PagesFinished);
    }

    protected override async Task<ICatalog> OpenAsync() => await SqliteCatalog.OpenAsync(_folder["catalog.db"], Time);

    private async Task AnnounceAsync(params string[] nodes)
    {
        foreach (var node in nodes) await Queue.AnnounceAsync(new(node, "machine", "0.1.0", 2, false, null), None);
    }

    private async Task<(BatchRecord Batch, FileRecord File)> ReceivedAsync(int pages, string name = "batch")
    {
        var (batch, file) = await NewFileAsync(pages, name);
        await Catalog.SetBatchStateAsync(batch.Id, BatchState.Processing, None);
        return (batch, file);
    }

    private async Task FinishAllAsync(string node, PageResult? result = null)
    {
        while (await Queue.LeasePageAsync(node, None) is { } page) await Catalog.FinishPageAsync(Finished(page, result), None);
    }
}
