using Archive.Domain;
using Archive.Domain.Capture;
using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Catalog.Capture;

/// <summary>What batches of operators must hold to in every catalog.</summary>
public abstract class CaptureContract : CatalogContract
{
    private ICaptureStore Captures => Catalog.Captures;

    [Fact]
    public async Task Begin_ToldAgain_StaysTheFirst()
    {
        var (batch, feed) = await NewFileAsync(2);
        var begun = await Captures.BeginAsync(batch.Id, feed.Id, "ilze", CaptureSource.Upload, 5, 2, None);
        var again = await Captures.BeginAsync(batch.Id, feed.Id, "anna", CaptureSource.Scanner, 9, 1, None);
        await ReopenAsync();

        Assert.Equal(begun, again);
        Assert.Equal(begun, await Captures.GetAsync(batch.Id, None));
        Assert.Equal(("ilze", 5, 2, 10, 1L, CaptureStage.Scanning, 2), (begun.Operator, begun.Sheets, begun.Sides, begun.Expected, begun.Version, begun.Stage, begun.PagesTotal));
        Assert.Null(await Captures.GetAsync(batch.Id + 1, None));
    }

    [Fact]
    public async Task Update_StaleVersion_IsRefused()
    {
        var capture = await BeginAsync(1);
        Assert.True(await Captures.UpdateAsync(capture with { IsClosed = true, Sheets = 1 }, None));

        Assert.False(await Captures.UpdateAsync(capture with { Sheets = 7 }, None));

        var after = (await Captures.GetAsync(capture.BatchId, None))!;
        Assert.Equal((1, true, 2L, CaptureStage.Processing), (after.Sheets, after.IsClosed, after.Version, after.Stage));
        await Captures.TouchAsync(capture.BatchId, None);
        Assert.Equal(3, (await Captures.GetAsync(capture.BatchId, None))!.Version);
    }

    [Fact]
    public async Task List_InPortions_GivesEachOnceNewestFirst()
    {
        List<long> ids = [];
        for (var i = 0; i < 5; i++) ids.Add((await BeginAsync(1, $"batch {i}")).BatchId);
        await NewFileAsync(1, "no capture");

        var (first, second) = (await Captures.ListAsync(null, 3, None), await Captures.ListAsync(ids[2], 3, None));

        Assert.Equal(Enumerable.Reverse(ids), first.Concat(second).Select(batch => batch.BatchId));
    }

    [Fact]
    public async Task Arrange_SomePages_KeepsThemAndTheOrder()
    {
        var capture = await BeginAsync(3);
        var pages = await Captures.ListPagesAsync(capture.BatchId, None);
        var wanted = new PageArrangement(pages[0].Arrangement.Position - 5, PageDisposition.Image, 270, PageStart.File, CaseNumber.Parse("PMR-2019-00017"), "passport", true, pages[1].Page.Id);

        var version = await Captures.ArrangeAsync(capture.BatchId, capture.Version, new Dictionary<long, PageArrangement> { [pages[2].Page.Id] = wanted }, None);
        await ReopenAsync();
        var after = await Captures.ListPagesAsync(capture.BatchId, None);

        Assert.Equal(2, version);
        Assert.Equal([pages[2].Page.Id, pages[0].Page.Id, pages[1].Page.Id], after.Select(page => page.Page.Id));
        Assert.Equal(wanted, after[0].Arrangement);
        Assert.Equal(270, after[0].Page.Turn);
        Assert.Equal(pages[0].Arrangement, after[1].Arrangement);
    }

    [Fact]
    public async Task Arrange_StaleVersionForeignPageOrNonsense_WritesNothing()
    {
        var (capture, other) = (await BeginAsync(2), await BeginAsync(1, "other"));
        var (pages, foreign) = (await Captures.ListPagesAsync(capture.BatchId, None), (await Captures.ListPagesAsync(other.BatchId, None))[0]);
        var blank = pages[0].Arrangement with { Disposition = PageDisposition.Blank };

        Assert.Null(await Captures.ArrangeAsync(capture.BatchId, 9, new Dictionary<long, PageArrangement> { [pages[0].Page.Id] = blank }, None));
        await Assert.ThrowsAsync<ArgumentException>(() => Captures.ArrangeAsync(
            capture.BatchId, 1, new Dictionary<long, PageArrangement> { [pages[0].Page.Id] = blank, [foreign.Page.Id] = blank }, None));
        await Assert.ThrowsAsync<ArgumentException>(() => Captures.ArrangeAsync(capture.BatchId, 1, new Dictionary<long, PageArrangement> { [pages[0].Page.Id] = blank with { Turn = 45 } }, None));

        Assert.Equal(1, (await Captures.GetAsync(capture.BatchId, None))!.Version);
        Assert.Equal(PageDisposition.Image, (await Captures.ListPagesAsync(capture.BatchId, None))[0].Arrangement.Disposition);
    }

    [Fact]
    public async Task Arrange_TwoOperatorsAtOnce_OneIsRefused()
    {
        var capture = await BeginAsync(2);
        var pages = await Captures.ListPagesAsync(capture.BatchId, None);

        var versions = await Task.WhenAll(Enumerable.Range(0, 6).Select(turn => Task.Run(() => Captures.ArrangeAsync(
            capture.BatchId, 1, new Dictionary<long, PageArrangement> { [pages[turn % 2].Page.Id] = pages[turn % 2].Arrangement with { IsAnswered = true } }, None))));

        Assert.Equal(2, Assert.Single(versions, version => version is not null));
    }

    [Fact]
    public async Task Release_ArrangedPages_BecomeFilesAndTheRestStaysApart()
    {
        var capture = await BeginAsync(6);
        var pages = await FinishAsync(capture);
        await Captures.ArrangeAsync(
            capture.BatchId, 1,
            new Dictionary<long, PageArrangement>
            {
                [pages[0].Page.Id] = pages[0].Arrangement with { Disposition = PageDisposition.Separator },
                [pages[2].Page.Id] = pages[2].Arrangement with { Disposition = PageDisposition.Blank },
                [pages[3].Page.Id] = pages[3].Arrangement with { Starts = PageStart.File, Case = CaseNumber.Parse("UAT-2020-00042"), DocumentType = "passport" },
                [pages[4].Page.Id] = pages[4].Arrangement with { Starts = PageStart.Document, DocumentType = "letter" },
            },
            None);
        var (current, arranged) = ((await Captures.GetAsync(capture.BatchId, None))!, await Captures.ListPagesAsync(capture.BatchId, None));

        Assert.True(await Captures.ReleaseAsync(capture.BatchId, 2, ReleasePlan.Of(current, arranged), "anna", None));
        await ReopenAsync();

        var files = await Catalog.ListFilesAsync(capture.BatchId, None);
        Assert.Equal([("batch", null, 1), ("UAT-2020-00042", "UAT-2020-00042", 3)], files.Select(file => (file.Name, file.Case?.ToString(), file.PageCount)));
        Assert.Equal([pages[1].Page.Id], (await Catalog.ListPagesAsync(files[0].Id, None)).Select(page => page.Id));
        Assert.Equal([(pages[3].Page.Id, 1), (pages[4].Page.Id, 2), (pages[5].Page.Id, 3)], (await Catalog.ListPagesAsync(files[1].Id, None)).Select(page => (page.Id, page.Number)));
        Assert.Equal([pages[0].Page.Id, pages[2].Page.Id], (await Catalog.ListPagesAsync(capture.FeedFile, None)).Select(page => page.Id));
        Assert.Equal([new(1, "passport"), new(2, "letter")], await Captures.ListDocumentsAsync(files[1].Id, None));
        Assert.Equal(BatchState.Processing, (await Catalog.GetBatchAsync(capture.BatchId, None))!.State);
        var after = (await Captures.GetAsync(capture.BatchId, None))!;
        Assert.Equal((CaptureStage.Released, "anna", Time.GetUtcNow()), (after.Stage, after.ReleasedBy, after.ReleasedAt));
        Assert.Equal(6, (await Captures.ListPagesAsync(capture.BatchId, None)).Count);
    }

    [Fact]
    public async Task Release_FilesOfThePlan_AreLeasedAndCompleteTheBatch()
    {
        var capture = await BeginAsync(3);
        var pages = await FinishAsync(capture);
        await Captures.ArrangeAsync(capture.BatchId, 1, new Dictionary<long, PageArrangement> { [pages[0].Page.Id] = pages[0].Arrangement with { Disposition = PageDisposition.Blank } }, None);
        await Captures.ReleaseAsync(capture.BatchId, 2, ReleasePlan.Of((await Captures.GetAsync(capture.BatchId, None))!, await Captures.ListPagesAsync(capture.BatchId, None)), "anna", None);
        await Queue.AnnounceAsync(new("node", "machine", "1", 1, false, null), None);

        var file = (await Queue.LeaseFileAsync("node", true, None))!;
        Assert.Equal(2, file.PageCount);
        Assert.Null(await Queue.LeaseFileAsync("node", true, None));
        await Catalog.SetAssembledAsync(file.Id, new(DigestOf("pdf"), 100), None);
        await Catalog.SetIndexedAsync(file, None);

        Assert.Equal(1, await Queue.CompleteBatchesAsync(None));
    }

    [Fact]
    public async Task Release_PageUnfinishedNewOrVersionStale_WritesNothing()
    {
        var capture = await BeginAsync(2);
        var unfinished = ReleasePlan.Of(capture, await Captures.ListPagesAsync(capture.BatchId, None));
        Assert.False(await Captures.ReleaseAsync(capture.BatchId, 1, unfinished, "anna", None));
        var plan = ReleasePlan.Of(capture, await FinishAsync(capture));
        Assert.False(await Captures.ReleaseAsync(capture.BatchId, 7, plan, "anna", None));
        await Catalog.AddSourceAsync(capture.BatchId, capture.FeedFile, Source(1, "/in/late.tif"), None);
        Assert.False(await Captures.ReleaseAsync(capture.BatchId, 1, plan, "anna", None));

        Assert.Null((await Captures.GetAsync(capture.BatchId, None))!.ReleasedAt);
        Assert.Equal(BatchState.Receiving, (await Catalog.GetBatchAsync(capture.BatchId, None))!.State);
        Assert.Equal(3, (await Catalog.ListPagesAsync(capture.FeedFile, None)).Count);
    }

    [Fact]
    public async Task Release_TwiceOrAfterwardsChanged_IsRefused()
    {
        var capture = await BeginAsync(1);
        var pages = await FinishAsync(capture);
        var plan = ReleasePlan.Of(capture, pages);
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Captures.ReleaseAsync(capture.BatchId, 1, plan, "anna", None))));

        Assert.Single(outcomes, released => released);
        Assert.Single(await Catalog.ListFilesAsync(capture.BatchId, None));
        Assert.False(await Captures.UpdateAsync(capture with { Version = 2, Sheets = 3 }, None));
        Assert.Null(await Captures.ArrangeAsync(capture.BatchId, 2, new Dictionary<long, PageArrangement> { [pages[0].Page.Id] = pages[0].Arrangement }, None));
    }

    /// <summary>The catalog's work.</summary>
    protected abstract IWorkQueue Queue { get; }

    private async Task<CaptureBatch> BeginAsync(int pages, string name = "batch")
    {
        var (batch, feed) = await NewFileAsync(pages, name);
        return await Captures.BeginAsync(batch.Id, feed.Id, "ilze", CaptureSource.Upload, pages, 1, None);
    }

    private async Task<IReadOnlyList<CapturedPage>> FinishAsync(CaptureBatch capture)
    {
        while (await Catalog.ClaimPageAsync(capture.BatchId, None) is { } page) await Catalog.FinishPageAsync(Finished(page), None);
        return await Captures.ListPagesAsync(capture.BatchId, None);
    }
}
