using Archive.Domain;

namespace Archive.Storage.Tests.Catalog;

/// <summary>The contract about counts of what is wrong.</summary>
public abstract class CatalogProblemContract : CatalogPageContract
{
    [Fact]
    public async Task CountProblems_NothingWrong_IsEmpty()
    {
        var (batch, _) = await NewFileAsync(2);
        await Catalog.FinishPageAsync(Finished((await Catalog.ClaimPageAsync(batch.Id, None))!), None);

        var counts = await Catalog.CountProblemsAsync(None);

        Assert.Empty(counts.NeedingOperator);
        Assert.Empty(counts.Rejected);
        Assert.Empty(counts.Failed);
    }

    [Fact]
    public async Task CountProblems_OfEveryKind_AreCountedByReasonAcrossBatches()
    {
        await FinishAsync("one", PageOutcome.NeedsOperator, PageProblem.LowConfidence, PageProblem.LowConfidence, PageProblem.Blurred);
        await FinishAsync("two", PageOutcome.NeedsOperator, PageProblem.LowConfidence);
        await FinishAsync("three", PageOutcome.Rejected, PageProblem.Undecodable, PageProblem.Undecodable);
        var (failing, _) = await NewFileAsync(2, "failing");
        foreach (var problem in new[] { PageProblem.Crashed, PageProblem.TimedOut })
            await Catalog.FailPageAsync((await Catalog.ClaimPageAsync(failing.Id, None))!.Id, problem, None);
        await Catalog.FinishPageAsync(Finished((await Catalog.ClaimPageAsync(failing.Id, None))!), None);

        var counts = await Catalog.CountProblemsAsync(None);

        Assert.Equal(new() { [PageProblem.LowConfidence] = 3, [PageProblem.Blurred] = 1 }, new Dictionary<PageProblem, long>(counts.NeedingOperator));
        Assert.Equal(new() { [PageProblem.Undecodable] = 2 }, new Dictionary<PageProblem, long>(counts.Rejected));
        // The same page twice: it counts once, by its last failure, also once it is done.
        Assert.Equal(new() { [PageProblem.TimedOut] = 1 }, new Dictionary<PageProblem, long>(counts.Failed));
    }

    [Fact]
    public async Task CountProblems_PageThatIsWorkedAnew_NoLongerCounts()
    {
        var page = (await FinishAsync("batch", PageOutcome.NeedsOperator, PageProblem.Blurred))[0];

        await Catalog.ReopenPageAsync(page.Id, None);

        Assert.Empty((await Catalog.CountProblemsAsync(None)).NeedingOperator);
    }

    private async Task<List<PageRecord>> FinishAsync(string name, PageOutcome outcome, params PageProblem[] problems)
    {
        var (batch, _) = await NewFileAsync(problems.Length, name);
        var pages = new List<PageRecord>();
        foreach (var problem in problems)
        {
            pages.Add((await Catalog.ClaimPageAsync(batch.Id, None))!);
            await Catalog.FinishPageAsync(Finished(pages[^1], new PageResult { Outcome = outcome, Problem = problem, Reason = "See." }), None);
        }

        return pages;
    }
}
