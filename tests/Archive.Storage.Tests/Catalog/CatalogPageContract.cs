using System.Collections.Concurrent;
using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Catalog;

/// <summary>The contract about the queue of pages, their results, and the states of files.</summary>
public abstract class CatalogPageContract : CatalogBatchContract
{
    [Fact]
    public async Task ClaimPage_SeveralFiles_GoesByFileOrdinalThenNumber()
    {
        var batch = await NewBatchAsync();
        var late = await Catalog.EnsureFileAsync(batch.Id, 2, "late", null, None);
        var early = await Catalog.EnsureFileAsync(batch.Id, 1, "early", null, None);
        await Catalog.AddSourceAsync(batch.Id, late.Id, Source(0, "/in/late.tif", pages: 2), None);
        await Catalog.AddSourceAsync(batch.Id, early.Id, Source(1, "/in/early.tif", pages: 2), None);

        var claimed = new List<(string, int)>();
        while (await Catalog.ClaimPageAsync(batch.Id, None) is { } page) claimed.Add((page.FileId, page.Number));

        Assert.Equal([(early.Id, 1), (early.Id, 2), (late.Id, 1), (late.Id, 2)], claimed);
    }

    [Fact]
    public async Task ClaimPage_Claimed_IsInWorkWithTheAttemptCounted()
    {
        var (batch, _) = await NewFileAsync(1);
        var page = await Catalog.ClaimPageAsync(batch.Id, None);

        Assert.Equal((PageState.InWork, 1), (page!.State, page.Attempts));
        Assert.Null(await Catalog.ClaimPageAsync(batch.Id, None));
    }

    [Fact]
    public async Task ClaimPage_OtherBatch_IsNotTouched()
    {
        await NewFileAsync(1);
        var other = await NewBatchAsync("other");
        Assert.Null(await Catalog.ClaimPageAsync(other.Id, None));
    }

    [Fact]
    public async Task ClaimPage_ManyTasksAtOnce_EachPageGoesToOne()
    {
        var (batch, _) = await NewFileAsync(60);
        var claimed = new ConcurrentBag<int>();
        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(async () =>
        {
            while (await Catalog.ClaimPageAsync(batch.Id, None) is { } page)
            {
                claimed.Add(page.Number);
                await Catalog.CountPagesAsync(batch.Id, None);
                await Catalog.FinishPageAsync(Finished(page), None);
            }
        })));

        Assert.Equal(Enumerable.Range(1, 60), claimed.Order());
        Assert.Equal((60, 60), await Catalog.CountPagesAsync(batch.Id, None));
    }

    [Fact]
    public async Task ReleaseAbandonedPages_AfterCrash_ClaimsThePageInHandAgain()
    {
        var (batch, _) = await NewFileAsync(3);
        await Catalog.FinishPageAsync(Finished((await Catalog.ClaimPageAsync(batch.Id, None))!), None);
        var inHand = (await Catalog.ClaimPageAsync(batch.Id, None))!;
        await ReopenAsync();

        Assert.Equal(1, await Catalog.ReleaseAbandonedPagesAsync(None));
        Assert.Equal(0, await Catalog.ReleaseAbandonedPagesAsync(None));

        var again = (await Catalog.ClaimPageAsync(batch.Id, None))!;
        Assert.Equal((inHand.Id, 2, 0), (again.Id, again.Attempts, again.Failures));
    }

    [Fact]
    public async Task FailPage_InWork_CountsOnceAndWaitsAgain()
    {
        var (batch, _) = await NewFileAsync(1);
        var page = (await Catalog.ClaimPageAsync(batch.Id, None))!;

        var failed = await Catalog.FailPageAsync(page.Id, PageProblem.TimedOut, None);
        var toldTwice = await Catalog.FailPageAsync(page.Id, PageProblem.TimedOut, None);

        Assert.Equal((PageState.Received, 1, 1), (failed.State, failed.Attempts, failed.Failures));
        Assert.Equal(failed, toldTwice);
        Assert.Equal(2, (await Catalog.ClaimPageAsync(batch.Id, None))!.Attempts);
    }

    [Fact]
    public async Task InterruptPage_InWork_WaitsAgainWithoutAFailure()
    {
        var (batch, _) = await NewFileAsync(1);
        var page = (await Catalog.ClaimPageAsync(batch.Id, None))!;

        var put = await Catalog.InterruptPageAsync(page.Id, None);
        var toldTwice = await Catalog.InterruptPageAsync(page.Id, None);

        Assert.Equal((PageState.Received, 1, 0), (put.State, put.Attempts, put.Failures));
        Assert.Equal(put, toldTwice);
        Assert.Equal(2, (await Catalog.ClaimPageAsync(batch.Id, None))!.Attempts);
    }

    [Fact]
    public async Task FailPage_UnknownPage_Throws() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Catalog.FailPageAsync(77, PageProblem.Crashed, None));

    [Fact]
    public async Task FinishPage_FullResult_ComesBackWhole()
    {
        var (batch, file) = await NewFileAsync(1);
        var page = (await Catalog.ClaimPageAsync(batch.Id, None))!;
        var result = new PageResult
        {
            Outcome = PageOutcome.NeedsOperator,
            Problem = PageProblem.LowConfidence,
            Reason = "Teksts nav salasāms: \"ķēžu\" — 'не читается'",
            Width = 2480,
            Height = 3508,
            Dpi = new Dpi(299.72),
            Inspection = new PageInspection(2500, 3500, new Dpi(300), true, PageColour.Gray, 0.0625, false, 0.125, 0.75, 231, 12),
            Orientation = new PageOrientation(270, new Confidence(0.97)),
            Skew = new PageSkew(new Degrees(-1.234), new Confidence(0.5)),
            Text = new PageText("lav", new Confidence(0.875), 312),
            MasterToPage = new AffineTransform(0.99, -0.02, 3.5, 0.02, 0.99, -7.25),
            Stages = [new StageRecord("deskew", "Done", null, 12.5), new StageRecord("text", "Skipped", "blank", 0)],
        };

        await Catalog.FinishPageAsync(Finished(page, result), None);
        await ReopenAsync();

        var stored = Assert.Single(await Catalog.ListPagesAsync(file.Id, None));
        Assert.Equal(result.Stages, stored.Result!.Stages);
        Assert.Equal(result with { Stages = [] }, stored.Result with { Stages = [] });
        Assert.Equal(PageState.Finished, stored.State);
        Assert.Equal(Finished(page).Image, stored.Image);
        Assert.Equal((Finished(page).Alto, Finished(page).Text, (Sha256Digest?)Recipe), (stored.Alto, stored.Text, stored.Recipe));
    }

    [Fact]
    public async Task FinishPage_RejectedPage_HasNoImageAndNoText()
    {
        var (batch, file) = await NewFileAsync(1);
        var page = (await Catalog.ClaimPageAsync(batch.Id, None))!;
        var result = new PageResult { Outcome = PageOutcome.Rejected, Problem = PageProblem.Undecodable, Reason = "No readable image." };

        await Catalog.FinishPageAsync(new FinishedPage(page.Id, result, null, null, null, Recipe), None);

        var stored = Assert.Single(await Catalog.ListPagesAsync(file.Id, None));
        Assert.Equal((null, null, null), (stored.Image, stored.Alto, stored.Text));
        Assert.Null(stored.Result!.Inspection);
        Assert.Null(stored.Result.Skew);
    }

    [Fact]
    public async Task FinishPage_Repeated_CountsOnce()
    {
        var (batch, _) = await NewFileAsync(2);
        var page = (await Catalog.ClaimPageAsync(batch.Id, None))!;
        await Catalog.FinishPageAsync(Finished(page), None);
        await Catalog.FinishPageAsync(Finished(page), None);

        Assert.Equal((1, 2), await Catalog.CountPagesAsync(batch.Id, None));
        Assert.Equal(0, await Catalog.ReleaseAbandonedPagesAsync(None));
    }

    [Fact]
    public async Task FindFinishedTwin_SameMasterPageAndRecipe_IsFoundInAnyBatch()
    {
        var (batch, file) = await NewFileAsync(2);
        await Catalog.FinishPageAsync(Finished((await Catalog.ClaimPageAsync(batch.Id, None))!), None);
        var master = DigestOf("/in/batch.tif");

        Assert.Equal((file.Id, 1), await Catalog.FindFinishedTwinAsync(master, 0, Recipe, null, None) is { } twin ? (twin.FileId, twin.Number) : default);
        Assert.Null(await Catalog.FindFinishedTwinAsync(master, 1, Recipe, null, None));
        Assert.Null(await Catalog.FindFinishedTwinAsync(master, 0, DigestOf("newer recipe"), null, None));
        Assert.Null(await Catalog.FindFinishedTwinAsync(master, 0, Recipe, 90, None));
        Assert.Null(await Catalog.FindFinishedTwinAsync(DigestOf("other"), 0, Recipe, null, None));
    }

    [Theory]
    [InlineData(PageProblem.Crashed, false)]
    [InlineData(PageProblem.TimedOut, false)]
    [InlineData(PageProblem.OutOfMemory, false)]
    [InlineData(PageProblem.LowConfidence, true)]
    public async Task FindFinishedTwin_PageWithProblem_OnlyWhereAnotherAttemptGivesTheSame(PageProblem problem, bool found)
    {
        var (batch, _) = await NewFileAsync(1);
        var page = (await Catalog.ClaimPageAsync(batch.Id, None))!;
        await Catalog.FinishPageAsync(Finished(page, new PageResult { Outcome = PageOutcome.NeedsOperator, Problem = problem, Reason = "See." }), None);

        Assert.Equal(found, await Catalog.FindFinishedTwinAsync(page.Master, 0, Recipe, null, None) is not null);
    }

    [Fact]
    public async Task SetAssembledAndIndexed_Repeated_StatesStand()
    {
        var (_, file) = await NewFileAsync(1);
        var pdf = new StoredObject(DigestOf("pdf"), 12345);
        Time.Advance(TimeSpan.FromMinutes(1));
        var assembled = Time.GetUtcNow();
        await Catalog.SetAssembledAsync(file.Id, pdf, None);
        Time.Advance(TimeSpan.FromMinutes(1));
        await Catalog.SetAssembledAsync(file.Id, pdf, None);
        await Catalog.SetIndexedAsync(file, None);
        await ReopenAsync();

        var expected = file with { Pdf = pdf, AssembledAt = assembled, IndexedAt = Time.GetUtcNow(), PageCount = 1 };
        Assert.Equal(expected, await Catalog.GetFileAsync(file.Id, None));
    }

    [Fact]
    public async Task SetAssembled_UnknownFile_Throws() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Catalog.SetAssembledAsync("F00000099", new StoredObject(DigestOf("pdf"), 1), None));

    [Fact]
    public async Task ListObjects_MastersAndDerivatives_AreAllNamed()
    {
        var (batch, file) = await NewFileAsync(2);
        await Catalog.RejectSourceAsync(batch.Id, 1, "/in/bad.tif", DigestOf("bad"), "is empty", None);
        await Catalog.AddSourceAsync(batch.Id, file.Id, Source(2, "/in/copy.tif", "/in/batch.tif"), None);
        var page = (await Catalog.ClaimPageAsync(batch.Id, None))!;
        await Catalog.FinishPageAsync(Finished(page), None);
        await Catalog.SetAssembledAsync(file.Id, new StoredObject(DigestOf("pdf"), 1), None);

        var objects = await ObjectsAsync();

        Assert.Equal([DigestOf("/in/batch.tif")], objects.Where(named => named.Kind == ObjectKind.Master).Select(named => named.Digest));
        var derivatives = new[] { $"image {page.Id}", $"alto {page.Id}", $"text {page.Id}", "pdf" }.Select(DigestOf);
        Assert.Equal(derivatives, objects.Where(named => named.Kind == ObjectKind.Derivative).Select(named => named.Digest));
        Assert.All(objects, named => Assert.NotEmpty(named.NamedBy));
    }

    [Fact]
    public async Task ReopenPage_OfACompleteBatch_IsQueuedAgainAndNothingCountsAsDone()
    {
        var (batch, file) = await NewFileAsync(2);
        while (await Catalog.ClaimPageAsync(batch.Id, None) is { } claimed) await Catalog.FinishPageAsync(Finished(claimed), None);
        await Catalog.SetAssembledAsync(file.Id, new(DigestOf("pdf"), 10), None);
        await Catalog.SetIndexedAsync(file, None);
        await Catalog.SetBatchStateAsync(batch.Id, BatchState.Complete, None);
        var page = (await Catalog.ListPagesAsync(file.Id, None))[1];

        await Catalog.ReopenPageAsync(page.Id, None);
        await Catalog.ReopenPageAsync(page.Id, None);

        Assert.Equal((1, 2), await Catalog.CountPagesAsync(batch.Id, None));
        Assert.Equal(BatchState.Processing, (await Catalog.GetBatchAsync(batch.Id, None))!.State);
        Assert.True(await Catalog.GetFileAsync(file.Id, None) is { Pdf: null, AssembledAt: null, IndexedAt: null });
        var again = await Catalog.ClaimPageAsync(batch.Id, None);
        Assert.Equal((page.Id, 1, 0), (again!.Id, again.Attempts, again.Failures));
        await Catalog.FinishPageAsync(Finished(again), None);
        Assert.Equal((2, 2), await Catalog.CountPagesAsync(batch.Id, None));
    }

    [Fact]
    public async Task ReopenFile_OfACompleteBatch_IsNotAssembledButStaysIndexed()
    {
        var (batch, file) = await NewFileAsync(1);
        await Catalog.SetAssembledAsync(file.Id, new(DigestOf("pdf"), 10), None);
        await Catalog.SetIndexedAsync(file, None);
        await Catalog.SetBatchStateAsync(batch.Id, BatchState.Complete, None);

        await Catalog.ReopenFileAsync(file.Id, None);

        Assert.True(await Catalog.GetFileAsync(file.Id, None) is { Pdf: null, AssembledAt: null, IndexedAt: not null });
        Assert.Equal(BatchState.Processing, (await Catalog.GetBatchAsync(batch.Id, None))!.State);
    }

    [Fact]
    public async Task ListObjects_MoreThanOnePortion_EachOnce()
    {
        var (batch, _) = await NewFileAsync(510);
        while (await Catalog.ClaimPageAsync(batch.Id, None) is { } page) await Catalog.FinishPageAsync(Finished(page), None);

        var derivatives = (await ObjectsAsync()).Where(named => named.Kind == ObjectKind.Derivative).Select(named => named.Digest).ToList();

        Assert.Equal(1530, derivatives.Count);
        Assert.Equal(1530, derivatives.Distinct().Count());
    }

    [Fact]
    public async Task FinishPage_AnotherResultLater_KeepsTheFirst()
    {
        var (batch, file) = await NewFileAsync(1);
        var page = (await Catalog.ClaimPageAsync(batch.Id, None))!;
        await Catalog.FinishPageAsync(Finished(page), None);
        await Catalog.FinishPageAsync(new(page.Id, new PageResult { Outcome = PageOutcome.Rejected }, null, null, null, DigestOf("other")), None);

        var stored = Assert.Single(await Catalog.ListPagesAsync(file.Id, None));
        Assert.Equal((PageOutcome.Done, (Sha256Digest?)Recipe), (stored.Result!.Outcome, stored.Recipe));
    }

    [Fact]
    public async Task FinishPage_UnknownPage_Throws() => await Assert.ThrowsAsync<InvalidOperationException>(
        () => Catalog.FinishPageAsync(new(77, new PageResult { Outcome = PageOutcome.Done }, null, null, null, Recipe), None));

    [Fact]
    public async Task AddEvent_Repeated_IsOneEvent()
    {
        var told = new PreservationEvent("ingestion", Time.GetUtcNow(), "F00000001", "success", null);
        await Catalog.AddEventAsync(told, None);
        await Catalog.AddEventAsync(told, None);
        await Catalog.AddEventAsync(told with { Detail = new string('ž', 5000) }, None);

        Assert.Equal([told, told with { Detail = new string('ž', 5000) }], await EventsAsync(null));
    }

    [Fact]
    public async Task ListEvents_OfOneSubject_AreThatSubjectsInTheOrderTold()
    {
        var told = Enumerable.Range(0, 4)
            .Select(number => new PreservationEvent($"type {number}", Time.GetUtcNow().AddDays(-number), number % 2 == 0 ? "even" : "odd", "success", null)).ToList();
        foreach (var one in told) await Catalog.AddEventAsync(one, None);
        await ReopenAsync();

        Assert.Equal(told, await EventsAsync(null));
        Assert.Equal([told[1], told[3]], await EventsAsync("odd"));
        Assert.Empty(await EventsAsync("neither"));
    }

    [Fact]
    public async Task ListEvents_MoreThanOnePortion_EachOnce()
    {
        for (var number = 0; number < 510; number++)
            await Catalog.AddEventAsync(new("fixity check", Time.GetUtcNow().AddSeconds(number), "archive", "success", null), None);

        Assert.Equal(510, (await EventsAsync("archive")).Distinct().Count());
        Assert.Equal(510, (await EventsAsync(null)).Count);
    }

    private async Task<List<PreservationEvent>> EventsAsync(string? subject)
    {
        var events = new List<PreservationEvent>();
        await foreach (var one in Catalog.ListEventsAsync(subject, None)) events.Add(one);
        return events;
    }
}
