using System.Collections.Concurrent;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Testing;

namespace Archive.Storage.Tests.Catalog;

/// <summary>The contract about leases of pages.</summary>
public abstract class WorkQueuePageContract : WorkQueueContract
{
    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public async Task LeasePage_ManyNodesAtOnce_EachPageGoesToOneOnce(int nodes)
    {
        var (first, _) = await ReceivedAsync(50, "first");
        var (second, _) = await ReceivedAsync(50, "second");
        await AnnounceAsync([.. Enumerable.Range(0, nodes).Select(number => $"node {number}")]);
        var leased = new ConcurrentBag<(string Node, PageRecord Page)>();

        await Task.WhenAll(Enumerable.Range(0, nodes).Select(number => Task.Run(async () =>
        {
            while (await Queue.LeasePageAsync($"node {number}", None) is { } page)
            {
                leased.Add(($"node {number}", page));
                await Catalog.FinishPageAsync(Finished(page), None);
            }
        })));

        Assert.Equal(100, leased.Count);
        Assert.Equal(100, leased.Select(one => one.Page.Id).Distinct().Count());
        Assert.All(leased, one => Assert.Equal((PageState.InWork, 1), (one.Page.State, one.Page.Attempts)));
        Assert.Equal((50, 50), await Catalog.CountPagesAsync(first.Id, None));
        Assert.Equal((50, 50), await Catalog.CountPagesAsync(second.Id, None));
    }

    [Fact]
    public async Task LeasePage_WithinABatch_GoesByFileOrdinalThenNumber()
    {
        var batch = await NewBatchAsync();
        var late = await Catalog.EnsureFileAsync(batch.Id, 2, "late", null, None);
        var early = await Catalog.EnsureFileAsync(batch.Id, 1, "early", null, None);
        await Catalog.AddSourceAsync(batch.Id, late.Id, Source(0, "/in/late.tif", pages: 2), None);
        await Catalog.AddSourceAsync(batch.Id, early.Id, Source(1, "/in/early.tif", pages: 2), None);
        await AnnounceAsync("node");

        var leased = new List<(string, int)>();
        while (await Queue.LeasePageAsync("node", None) is { } page) leased.Add((page.FileId, page.Number));

        Assert.Equal([(early.Id, 1), (early.Id, 2), (late.Id, 1), (late.Id, 2)], leased);
    }

    [Fact]
    public async Task LeasePage_BatchOfHigherPriority_ComesFirst()
    {
        var (_, bulk) = await ReceivedAsync(2, "bulk");
        var (urgent, waitedFor) = await ReceivedAsync(2, "urgent");
        await Queue.SetPriorityAsync(urgent.Id, 10, None);
        await AnnounceAsync("node");

        var order = new List<string>();
        while (await Queue.LeasePageAsync("node", None) is { } page) order.Add(page.FileId);

        Assert.Equal([waitedFor.Id, waitedFor.Id, bulk.Id, bulk.Id], order);
        await Assert.ThrowsAsync<InvalidOperationException>(() => Queue.SetPriorityAsync(99, 1, None));
    }

    [Fact]
    public async Task LeasePage_AmongEquals_GoesToTheBatchWithFewestInWork()
    {
        var (_, large) = await ReceivedAsync(6, "large");
        await AnnounceAsync("node");
        for (var taken = 0; taken < 3; taken++) Assert.Equal(large.Id, (await Queue.LeasePageAsync("node", None))!.FileId);
        var (_, small) = await ReceivedAsync(4, "small");

        var order = new List<string>();
        for (var taken = 0; taken < 5; taken++) order.Add((await Queue.LeasePageAsync("node", None))!.FileId);

        Assert.Equal([small.Id, small.Id, small.Id, large.Id, small.Id], order);
    }

    [Fact]
    public async Task LeasePage_NodeUnknownOrSilent_IsGivenNothing()
    {
        await ReceivedAsync(1);
        Assert.Null(await Queue.LeasePageAsync("stranger", None));

        await AnnounceAsync("node");
        await SilenceAsync("node", Queue.LeaseTime);
        Assert.Null(await Queue.LeasePageAsync("node", None));

        await AnnounceAsync("node");
        Assert.NotNull(await Queue.LeasePageAsync("node", None));
    }

    [Fact]
    public async Task Reclaim_NodeSilentForTheLeaseTime_GivesItsPagesToOthersWithTheAttemptCounted()
    {
        await ReceivedAsync(2);
        await AnnounceAsync("silent", "busy");
        var lost = (await Queue.LeasePageAsync("silent", None))!;
        var held = (await Queue.LeasePageAsync("busy", None))!;
        await SilenceAsync("silent", Queue.LeaseTime - TimeSpan.FromSeconds(5));
        Assert.Equal(0, await Queue.ReclaimAsync(None));

        await SilenceAsync("silent", TimeSpan.FromSeconds(6));
        Assert.Equal(1, await Queue.ReclaimAsync(None));
        Assert.Equal(0, await Queue.ReclaimAsync(None));

        var again = (await Queue.LeasePageAsync("busy", None))!;
        Assert.Equal((lost.Id, 2, 0), (again.Id, again.Attempts, again.Failures));
        Assert.NotEqual(held.Id, again.Id);
    }

    [Fact]
    public async Task Announce_BeforeTheLeaseIsOver_RenewsIt()
    {
        await ReceivedAsync(1);
        await AnnounceAsync("node");
        await Queue.LeasePageAsync("node", None);
        await SilenceAsync("node", Queue.LeaseTime - TimeSpan.FromSeconds(5));
        await AnnounceAsync("node");
        await SilenceAsync("node", TimeSpan.FromSeconds(10));

        Assert.Equal(0, await Queue.ReclaimAsync(None));
    }

    [Fact]
    public async Task Leases_NodesClocksFiveMinutesApart_HoldAsLongAsEver()
    {
        var (_, file) = await ReceivedAsync(3);
        var (ahead, behind) = (new ManualTime(), new ManualTime());
        ahead.Advance(TimeSpan.FromMinutes(5));
        behind.Advance(TimeSpan.FromMinutes(-5));
        await using var first = await OpenAsNodeAsync("ahead", ahead);
        await using var second = await OpenAsNodeAsync("behind", behind);
        var (firstQueue, secondQueue) = ((IWorkQueue)first, (IWorkQueue)second);
        await firstQueue.AnnounceAsync(Node("ahead"), None);
        await secondQueue.AnnounceAsync(Node("behind"), None);
        await firstQueue.LeasePageAsync("ahead", None);
        await secondQueue.LeasePageAsync("behind", None);

        Assert.Equal((0, 0), (await firstQueue.ReclaimAsync(None), await secondQueue.ReclaimAsync(None)));
        Assert.All(await firstQueue.ListNodesAsync(None), node => Assert.True(node.Alive));

        await SilenceAsync("behind", Queue.LeaseTime);
        Assert.Equal(1, await firstQueue.ReclaimAsync(None));
        Assert.Equal([PageState.InWork, PageState.Received, PageState.Received], (await Catalog.ListPagesAsync(file.Id, None)).Select(page => page.State));
    }

    [Fact]
    public async Task FailPage_NodeThatLostItsLease_DisturbsNobody()
    {
        await ReceivedAsync(1);
        await using var stale = await OpenAsNodeAsync("stale", Time);
        await using var present = await OpenAsNodeAsync("present", Time);
        await AnnounceAsync("stale", "present");
        var page = (await Queue.LeasePageAsync("stale", None))!;
        await SilenceAsync("stale", Queue.LeaseTime);
        await Queue.ReclaimAsync(None);
        await Queue.LeasePageAsync("present", None);

        var told = await stale.FailPageAsync(page.Id, PageProblem.Crashed, None);
        await ((IWorkQueue)stale).ReturnPageAsync("stale", page.Id, None);
        Assert.Equal(0, await stale.ReleaseAbandonedPagesAsync(None));

        Assert.Equal((PageState.InWork, 2, 0), (told.State, told.Attempts, told.Failures));
        Assert.Equal((PageState.Received, 2, 1), await present.FailPageAsync(page.Id, PageProblem.Crashed, None) is var own ? (own.State, own.Attempts, own.Failures) : default);
    }

    [Fact]
    public async Task FinishPage_ByTheNodeThatLostItAndTheOneThatHasIt_CountsOnceAndForTheHolder()
    {
        var (batch, _) = await ReceivedAsync(2);
        await using var stale = await OpenAsNodeAsync("stale", Time);
        await using var present = await OpenAsNodeAsync("present", Time);
        await AnnounceAsync("stale", "present");
        var page = (await Queue.LeasePageAsync("stale", None))!;
        await SilenceAsync("stale", Queue.LeaseTime);
        await Queue.ReclaimAsync(None);
        await Queue.LeasePageAsync("present", None);

        await Task.WhenAll(stale.FinishPageAsync(Finished(page), None), present.FinishPageAsync(Finished(page), None));
        await stale.FinishPageAsync(Finished(page), None);
        await present.FinishPageAsync(Finished((await Queue.LeasePageAsync("present", None))!), None);

        Assert.Equal((2, 2), await Catalog.CountPagesAsync(batch.Id, None));
        var nodes = (await Queue.ListNodesAsync(None)).ToDictionary(node => node.Node.Id);
        Assert.Equal(0, nodes["stale"].PagesFinished);
        Assert.InRange(nodes["present"].PagesFinished, 1, 2);
        Assert.Equal(nodes["present"].PagesFinished, nodes["present"].PagesLastMinutes);
    }

    [Fact]
    public async Task ReturnPage_Repeated_WaitsAgainAsIfItHadNotBeenTried()
    {
        var (_, file) = await ReceivedAsync(1);
        await AnnounceAsync("node");
        var page = (await Queue.LeasePageAsync("node", None))!;

        await Queue.ReturnPageAsync("node", page.Id, None);
        await Queue.ReturnPageAsync("node", page.Id, None);

        var back = Assert.Single(await Catalog.ListPagesAsync(file.Id, None));
        Assert.Equal((PageState.Received, 0, 0), (back.State, back.Attempts, back.Failures));
        Assert.Equal(1, (await Queue.LeasePageAsync("node", None))!.Attempts);
    }

    [Fact]
    public async Task Leave_WithPagesInHand_GivesThemBackAndIsOffTheList()
    {
        await ReceivedAsync(2);
        await AnnounceAsync("leaving", "staying");
        await Queue.AnnounceAsync(Node("leaving", draining: true, problem: "The object store is not available."), None);
        var page = (await Queue.LeasePageAsync("leaving", None))!;
        var listed = (await Queue.ListNodesAsync(None)).Single(node => node.Node.Id == "leaving");
        Assert.Equal((Node("leaving", true, "The object store is not available."), true, 1), (listed.Node, listed.Alive, listed.PagesInWork));

        await Queue.LeaveAsync("leaving", None);
        await Queue.LeaveAsync("leaving", None);

        Assert.Equal(["staying"], (await Queue.ListNodesAsync(None)).Select(node => node.Node.Id));
        Assert.Equal((page.Id, 2), await Queue.LeasePageAsync("staying", None) is { } again ? (again.Id, again.Attempts) : default);
    }
}
