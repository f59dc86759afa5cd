using Archive.Domain;
using Archive.Domain.Capture;
using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Catalog.Capture;

/// <summary>Second looks, samples and what the archive did over time, in every catalog.</summary>
public abstract class SampleContract : CatalogContract
{
    private ICaptureStore Captures => Catalog.Captures;

    [Fact]
    public async Task Approve_ThenAnyChange_IsTakenBack()
    {
        var (capture, pages) = await BeginAsync(2);
        Assert.False(await Captures.ApproveAsync(capture.BatchId, 9, "ilze", None));
        Assert.True(await Captures.ApproveAsync(capture.BatchId, 1, "ilze", None));
        await ReopenAsync();
        Assert.Equal(("ilze", 2L), await ApprovalAsync(capture));

        await Captures.ArrangeAsync(capture.BatchId, 2, new Dictionary<long, PageArrangement> { [pages[0].Page.Id] = pages[0].Arrangement with { IsAnswered = true } }, None);
        Assert.Equal((null, 3L), await ApprovalAsync(capture));

        await Captures.ApproveAsync(capture.BatchId, 3, "anna", None);
        await Captures.TouchAsync(capture.BatchId, None);
        Assert.Equal((null, 5L), await ApprovalAsync(capture));

        await Captures.ApproveAsync(capture.BatchId, 5, "anna", None);
        await Captures.UpdateAsync(capture with { Version = 6, Sheets = 2 }, None);
        Assert.Equal((null, 7L), await ApprovalAsync(capture));
    }

    [Fact]
    public async Task Approve_ReleasedOrSetAside_IsRefused()
    {
        var (capture, pages) = await BeginAsync(1);
        await Captures.ApproveAsync(capture.BatchId, 1, "ilze", None);
        Assert.True(await Captures.ReleaseAsync(capture.BatchId, 2, ReleasePlan.Of(capture, pages), "anna", None));
        Assert.False(await Captures.ApproveAsync(capture.BatchId, 3, "ilze", None));
        // Who approved what was released stays known.
        Assert.Equal(("ilze", 3L), await ApprovalAsync(capture));

        var (other, _) = await BeginAsync(1, "other");
        await Captures.UpdateAsync(other with { SetAsideReason = "torn" }, None);
        Assert.False(await Captures.ApproveAsync(other.BatchId, 2, "ilze", None));
    }

    [Fact]
    public async Task Release_WithSamples_DrawsThemAndCountsTheQuality()
    {
        var (capture, pages) = await BeginAsync(4);
        await Captures.SetDeviceAsync(capture.BatchId, "fi-8170", None);
        var plan = ReleasePlan.Of(capture, pages) with { Samples = [pages[1].Page.Id, pages[3].Page.Id], Quality = new(4, 1, 0.75) };
        await Captures.ReleaseAsync(capture.BatchId, 1, plan, "anna", None);
        await ReopenAsync();

        var drawn = await Captures.ListSamplesAsync(judged: false, null, 10, None);
        Assert.Equal([(pages[3].Page.Id, 4), (pages[1].Page.Id, 2)], drawn.Select(sample => (sample.PageId, sample.Number)));
        var file = Assert.Single(await Catalog.ListFilesAsync(capture.BatchId, None), file => file.PageCount > 0);
        Assert.All(drawn, sample => Assert.Equal((file.Id, "ilze", "anna", "fi-8170", null), (sample.FileId, sample.Operator, sample.ReleasedBy, sample.Device, sample.Verdict)));
        Assert.Equal([pages[1].Page.Id], (await Captures.ListSamplesAsync(judged: false, pages[3].Page.Id, 10, None)).Select(sample => sample.PageId));
        Assert.Equal([new ReleasedQuality(capture.BatchId, "ilze", "fi-8170", Time.GetUtcNow(), new(4, 1, 0.75), 2, 0, 0)], await Captures.ListQualityAsync(DateTimeOffset.MinValue, None));
        Assert.Empty(await Captures.ListQualityAsync(Time.GetUtcNow().AddDays(1), None));
    }

    [Fact]
    public async Task Judge_OnceAndForAll_IsKept()
    {
        var (capture, pages) = await BeginAsync(2);
        await Captures.ReleaseAsync(capture.BatchId, 1, ReleasePlan.Of(capture, pages) with { Samples = [pages[0].Page.Id, pages[1].Page.Id] }, "anna", None);
        Assert.True(await Captures.JudgeAsync(pages[0].Page.Id, SampleVerdict.CutOff, "left edge", "jana", None));
        Assert.False(await Captures.JudgeAsync(pages[0].Page.Id, SampleVerdict.Good, null, "ieva", None));
        Assert.False(await Captures.JudgeAsync(999, SampleVerdict.Good, null, "ieva", None));
        Assert.True(await Captures.JudgeAsync(pages[1].Page.Id, SampleVerdict.Good, null, "ieva", None));
        await Assert.ThrowsAsync<ArgumentException>(() => Captures.JudgeAsync(pages[1].Page.Id, SampleVerdict.Good, new string('x', 501), "ieva", None));
        await ReopenAsync();

        Assert.Empty(await Captures.ListSamplesAsync(judged: false, null, 10, None));
        var found = (await Captures.GetSampleAsync(pages[0].Page.Id, None))!;
        Assert.Equal((SampleVerdict.CutOff, "left edge", "jana", Time.GetUtcNow()), (found.Verdict, found.Note, found.JudgedBy, found.JudgedAt));
        Assert.Equal((2, 2, 1), Assert.Single(await Captures.ListQualityAsync(DateTimeOffset.MinValue, None)) is var quality ? (quality.Sampled, quality.Judged, quality.Defects) : default);
        Assert.Null(await Captures.GetSampleAsync(999, None));
    }

    [Fact]
    public async Task History_Minutes_AreKeptOnceAndThinnedAndRemoved()
    {
        var start = new DateTimeOffset(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
        var first = new OperationSample(start, 10, 2, start.AddMinutes(-5), 1, 30, 3, 4, 5, 2, 1L << 40, new Dictionary<string, double> { ["text"] = 1500.5 });
        await Catalog.Operations.AddAsync(first with { At = start.AddSeconds(20) }, None);
        await Catalog.Operations.AddAsync(first with { At = start.AddSeconds(40), PagesWaiting = 99 }, None);
        for (var minute = 1; minute < 10; minute++)
            await Catalog.Operations.AddAsync(first with { At = start.AddMinutes(minute), OldestWaiting = null, LeastFreeBytes = null }, None);
        await ReopenAsync();

        var all = await Catalog.Operations.ListAsync(start, 1, None);
        Assert.Equal(10, all.Count);
        Assert.Equal(first with { Stages = all[0].Stages }, all[0]);
        Assert.Equal(1500.5, all[0].Stages["text"]);
        Assert.Equal((null, null), (all[9].OldestWaiting, all[9].LeastFreeBytes));
        Assert.Equal([0, 5], (await Catalog.Operations.ListAsync(start, 5, None)).Select(sample => sample.At.Minute));

        // A clock that was years ahead for a minute.
        await Catalog.Operations.AddAsync(first with { At = start.AddYears(3) }, None);
        await Catalog.Operations.KeepNewestAsync(11, None);
        Assert.Equal(11, (await Catalog.Operations.ListAsync(DateTimeOffset.MinValue, 1, None)).Count);
        await Catalog.Operations.KeepNewestAsync(3, None);
        Assert.Equal([8, 9, 0], (await Catalog.Operations.ListAsync(DateTimeOffset.MinValue, 1, None)).Select(sample => sample.At.Minute));
    }

    [Fact]
    public async Task MeanStages_OfPagesFinishedLast_AreTheirMeans()
    {
        Assert.Empty(await Catalog.Operations.MeanStagesAsync(10, None));
        var (_, pages) = await BeginAsync(2);
        var stages = await Catalog.Operations.MeanStagesAsync(10, None);
        Assert.Equal(
            pages.SelectMany(page => page.Page.Result!.Stages).GroupBy(stage => stage.Stage).ToDictionary(stage => stage.Key, stage => stage.Sum(one => one.CpuMilliseconds) / 2), stages);
    }

    private async Task<(string? By, long Version)> ApprovalAsync(CaptureBatch capture) => (await Captures.GetAsync(capture.BatchId, None))! is var batch ? (batch.ApprovedBy, batch.Version) : default;

    private async Task<(CaptureBatch Capture, IReadOnlyList<CapturedPage> Pages)> BeginAsync(int pages, string name = "batch")
    {
        var (batch, feed) = await NewFileAsync(pages, name);
        await Captures.BeginAsync(batch.Id, feed.Id, "ilze", CaptureSource.Scanner, pages, 1, None);
        while (await Catalog.ClaimPageAsync(batch.Id, None) is { } page) await Catalog.FinishPageAsync(Finished(page), None);
        return ((await Captures.GetAsync(batch.Id, None))!, await Captures.ListPagesAsync(batch.Id, None));
    }
}
