using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Catalog;

/// <summary>The contract about leases of files, the end of batches, and what the queue tells about itself.</summary>
public abstract class WorkQueueFileContract : WorkQueuePageContract
{
    [Fact]
    public async Task LeaseFile_PagesUnfinishedOrBatchReceiving_IsNotGivenOut()
    {
        var (batch, file) = await NewFileAsync(2);
        await AnnounceAsync("node");
        var first = (await Queue.LeasePageAsync("node", None))!;
        var second = (await Queue.LeasePageAsync("node", None))!;
        await Catalog.FinishPageAsync(Finished(first), None);
        await Catalog.SetBatchStateAsync(batch.Id, BatchState.Processing, None);
        Assert.Null(await Queue.LeaseFileAsync("node", true, None));

        await Catalog.FinishPageAsync(Finished(second), None);
        await Catalog.SetBatchStateAsync(batch.Id, BatchState.Receiving, None);
        Assert.Null(await Queue.LeaseFileAsync("node", true, None));

        await Catalog.SetBatchStateAsync(batch.Id, BatchState.Processing, None);
        Assert.Null(await Queue.LeaseFileAsync("stranger", true, None));
        Assert.Equal(file.Id, (await Queue.LeaseFileAsync("node", true, None))!.Id);
        Assert.Null(await Queue.LeaseFileAsync("node", true, None));
    }

    [Fact]
    public async Task LeaseFile_ManyNodesAtOnce_EachFileGoesToOne()
    {
        for (var number = 0; number < 12; number++) await ReceivedAsync(1, $"batch {number}");
        var nodes = Enumerable.Range(0, 4).Select(number => $"node {number}").ToArray();
        await AnnounceAsync(nodes);
        await FinishAllAsync("node 0");

        var leased = await Task.WhenAll(nodes.Select(node => Task.Run(async () =>
        {
            var files = new List<string>();
            while (await Queue.LeaseFileAsync(node, true, None) is { } file) files.Add(file.Id);
            return files;
        })));

        Assert.Equal(12, leased.Sum(files => files.Count));
        Assert.Equal(12, leased.SelectMany(files => files).Distinct().Count());
    }

    [Fact]
    public async Task LeaseFile_NodeWithoutTheIndex_GetsWhatIsToBeAssembledAlone()
    {
        var (_, assembled) = await ReceivedAsync(1, "assembled");
        var (_, raw) = await ReceivedAsync(1, "raw");
        await AnnounceAsync("node");
        await FinishAllAsync("node");
        await Catalog.SetAssembledAsync(assembled.Id, new(DigestOf("pdf"), 10), None);

        Assert.Equal(raw.Id, (await Queue.LeaseFileAsync("node", false, None))!.Id);
        Assert.Null(await Queue.LeaseFileAsync("node", false, None));
        Assert.Equal(assembled.Id, (await Queue.LeaseFileAsync("node", true, None))!.Id);
        await Catalog.SetIndexedAsync(assembled, None);
        await Queue.ReturnFileAsync("node", assembled.Id, TimeSpan.Zero, None);
        Assert.Null(await Queue.LeaseFileAsync("node", true, None));
    }

    [Fact]
    public async Task LeaseFile_OfRejectedPagesAlone_IsNeverGivenOut()
    {
        await ReceivedAsync(2);
        await AnnounceAsync("node");
        await FinishAllAsync("node", Rejected);

        Assert.Null(await Queue.LeaseFileAsync("node", true, None));
        Assert.Equal(0, (await Queue.GetStatusAsync(None)).FilesUnfinished);
    }

    [Fact]
    public async Task ReturnFile_WithAPause_IsNotGivenOutBeforeItHasPassed()
    {
        var (_, file) = await ReceivedAsync(1);
        await AnnounceAsync("node", "other");
        await FinishAllAsync("node");
        await Queue.LeaseFileAsync("node", true, None);
        await Queue.ReturnFileAsync("other", file.Id, TimeSpan.Zero, None);
        Assert.Null(await Queue.LeaseFileAsync("other", true, None));

        await Queue.ReturnFileAsync("node", file.Id, TimeSpan.FromMinutes(1), None);
        Assert.Null(await Queue.LeaseFileAsync("other", true, None));

        await PassPauseAsync(file.Id, TimeSpan.FromSeconds(61));
        Assert.Equal(file.Id, (await Queue.LeaseFileAsync("other", true, None))!.Id);
        await Queue.ReturnFileAsync("other", file.Id, TimeSpan.Zero, None);
        Assert.Equal(file.Id, (await Queue.LeaseFileAsync("node", true, None))!.Id);
    }

    [Fact]
    public async Task Reclaim_NodeWithAFile_GivesItToOthers()
    {
        var (_, file) = await ReceivedAsync(1);
        await AnnounceAsync("silent", "busy");
        await FinishAllAsync("silent");
        await Queue.LeaseFileAsync("silent", true, None);
        await SilenceAsync("silent", Queue.LeaseTime);

        Assert.Equal(1, await Queue.ReclaimAsync(None));
        Assert.Equal(file.Id, (await Queue.LeaseFileAsync("busy", true, None))!.Id);

        await Queue.LeaveAsync("busy", None);
        await AnnounceAsync("silent");
        Assert.Equal(file.Id, (await Queue.LeaseFileAsync("silent", true, None))!.Id);
    }

    [Fact]
    public async Task ReopenPage_OfAWholeFile_IsLeasedAgainAndThenTheFile()
    {
        var (batch, file) = await ReceivedAsync(2);
        await AnnounceAsync("node");
        await FinishAllAsync("node");
        await Catalog.SetAssembledAsync(file.Id, new(DigestOf("pdf"), 10), None);
        await Catalog.SetIndexedAsync(file, None);
        Assert.Equal(1, await Queue.CompleteBatchesAsync(None));

        await Catalog.ReopenPageAsync((await Catalog.ListPagesAsync(file.Id, None))[0].Id, None);
        Assert.Null(await Queue.LeaseFileAsync("node", true, None));
        await FinishAllAsync("node");

        Assert.Equal(file.Id, (await Queue.LeaseFileAsync("node", true, None))!.Id);
        Assert.Equal(BatchState.Processing, (await Catalog.GetBatchAsync(batch.Id, None))!.State);
    }

    [Fact]
    public async Task CompleteBatches_OneByOne_OnlyWhatIsAtItsEnd()
    {
        var (receiving, _) = await NewFileAsync(1, "receiving");
        var (rejected, _) = await ReceivedAsync(1, "rejected");
        await AnnounceAsync("node");
        await FinishAllAsync("node", Rejected);
        var (open, file) = await ReceivedAsync(1, "open");
        var (waiting, _) = await ReceivedAsync(1, "waiting");
        var page = (await Queue.LeasePageAsync("node", None))!;
        var empty = await NewBatchAsync("empty");
        await Catalog.SetBatchStateAsync(empty.Id, BatchState.Processing, None);

        Assert.Equal(2, await Queue.CompleteBatchesAsync(None));
        await Catalog.FinishPageAsync(Finished(page), None);
        Assert.Equal(0, await Queue.CompleteBatchesAsync(None));
        await Catalog.SetAssembledAsync(file.Id, new(DigestOf("pdf"), 10), None);
        Assert.Equal(0, await Queue.CompleteBatchesAsync(None));
        await Catalog.SetIndexedAsync(file, None);
        Assert.Equal(1, await Queue.CompleteBatchesAsync(None));

        var states = (await Catalog.ListBatchesAsync(None)).ToDictionary(batch => batch.Id, batch => batch.State);
        Assert.Equal(
            [BatchState.Receiving, BatchState.Complete, BatchState.Complete, BatchState.Processing, BatchState.Complete],
            new[] { receiving.Id, rejected.Id, open.Id, waiting.Id, empty.Id }.Select(id => states[id]));
        Assert.Equal(Time.GetUtcNow(), (await Catalog.GetBatchAsync(open.Id, None))!.CompletedAt);
    }

    [Fact]
    public async Task GetStatus_WorkOfEveryKind_IsCounted()
    {
        Assert.Equal(new QueueStatus(0, 0, null, 0, 0, 0, 0), await Queue.GetStatusAsync(None));
        await ReceivedAsync(5);
        await AnnounceAsync("node");
        await Queue.LeasePageAsync("node", None);
        var doubtful = new PageResult { Outcome = PageOutcome.NeedsOperator, Problem = PageProblem.LowConfidence, Reason = "See." };
        await Catalog.FinishPageAsync(Finished((await Queue.LeasePageAsync("node", None))!, doubtful), None);
        await ReceivedAsync(1, "whole");
        await Catalog.FinishPageAsync(Finished((await Queue.LeasePageAsync("node", None))!), None);

        var status = await Queue.GetStatusAsync(None);

        Assert.Equal(new QueueStatus(3, 1, status.OldestWaiting, 1, 2, 1, 2), status);
        Assert.InRange(DateTimeOffset.UtcNow - status.OldestWaiting!.Value, TimeSpan.FromMinutes(-1), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task ListNodes_AliveSilentAndLongGone_AliveFirstAndTheLastDayAlone()
    {
        await AnnounceAsync("a silent", "b alive", "c gone");
        await SilenceAsync("a silent", TimeSpan.FromHours(2));
        await SilenceAsync("c gone", TimeSpan.FromHours(25));

        var nodes = await Queue.ListNodesAsync(None);

        Assert.Equal([("b alive", true), ("a silent", false)], nodes.Select(node => (node.Node.Id, node.Alive)));
        Assert.InRange(nodes[0].SeenAt - nodes[1].SeenAt, TimeSpan.FromMinutes(119), TimeSpan.FromMinutes(121));
    }

    [Fact]
    public async Task ListNodes_RoomOnTheDisk_IsWhatTheNodeSaidLast()
    {
        await Queue.AnnounceAsync(Node("says") with { FreeBytes = 9, LeastFreeBytes = 5 }, None);
        await Queue.AnnounceAsync(Node("says") with { FreeBytes = 4_000_000_000_000, LeastFreeBytes = 5_000_000_000_000 }, None);
        await AnnounceAsync("silent about it");

        var nodes = (await Queue.ListNodesAsync(None)).ToDictionary(node => node.Node.Id, node => node.Node);

        Assert.Equal((4_000_000_000_000, 5_000_000_000_000, true), (nodes["says"].FreeBytes, nodes["says"].LeastFreeBytes, nodes["says"].IsShortOfSpace));
        Assert.Equal((null, null, false), (nodes["silent about it"].FreeBytes, nodes["silent about it"].LeastFreeBytes, nodes["silent about it"].IsShortOfSpace));
    }

    /// <summary>Lets this much of the pause of a returned file pass.</summary>
    protected abstract Task PassPauseAsync(string fileId, TimeSpan passed);
}
