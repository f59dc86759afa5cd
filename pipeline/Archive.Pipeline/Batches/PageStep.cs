using System.Collections.Concurrent;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Sight;
using Archive.Pipeline.Workers;

namespace Archive.Pipeline.Batches;

/// <summary>Takes one claimed page to its durable result, or records its failure for another trial. Safe for concurrent use.</summary>
internal sealed class PageStep(ArchiveStores stores, PageWorkerPool workers)
{
    private readonly ConcurrentDictionary<long, PageAttempt.Lost> _seen = new();

    /// <returns>True where the page is finished; false where it is back in the queue.</returns>
    /// <exception cref="EnvironmentProblemException">The machine is not fit; the page stays as it was.</exception>
    internal async Task<bool> TryFinishAsync(PageRecord page, CancellationToken cancellation)
    {
        var file = await ArchiveTraces.FileAsync(stores.Catalog, page.FileId, cancellation);
        using var span = ArchiveTraces.Begin("work page", file);
        span?.SetTag("archive.page", page.Number).SetTag("archive.attempt", page.Attempts);
        try
        {
            return await TryAsync(page, cancellation);
        }
        catch (Exception failure)
        {
            ArchiveTraces.Fail(span, failure);
            throw;
        }
    }

    private async Task<bool> TryAsync(PageRecord page, CancellationToken cancellation)
    {
        var recipe = await workers.GetRecipeAsync(cancellation);
        switch (PagePolicy.Next(page))
        {
            case PageTrial.GiveUp:
                await FinishAsync(page, FailedPage.Placeholder(Seen(page)), FailedPage.Recipe(recipe.Digest), cancellation);
                return true;
            case PageTrial.ImageOnly:
                return await TryWorkAsync(page, FailedPage.Recipe(recipe.Digest), imageOnly: true, cancellation);
            default:
                return await TryReuseAsync(page, recipe.Digest, cancellation) || await TryWorkAsync(page, recipe.Digest, imageOnly: false, cancellation);
        }
    }

    /// <summary>The same page of the same master was worked by the same recipe before: its derivatives are these.</summary>
    private async Task<bool> TryReuseAsync(PageRecord page, Sha256Digest recipe, CancellationToken cancellation)
    {
        var found = await ArchiveTraces.StepAsync("find twin", () => stores.Catalog.FindFinishedTwinAsync(page.Master, page.PageIndex, recipe, page.Turn, cancellation));
        if (found is not { Result: { } result } twin) return false;
        foreach (var derivative in new[] { twin.Image?.Digest, twin.Alto, twin.Text })
        {
            if (derivative is { } digest && !await stores.Objects.ExistsAsync(ObjectKind.Derivative, digest, cancellation)) return false;
        }

        await EnterAsync(page, new(page.Id, result, twin.Image, twin.Alto, twin.Text, recipe), reused: true, cancellation);
        return true;
    }

    private async Task<bool> TryWorkAsync(PageRecord page, Sha256Digest recipe, bool imageOnly, CancellationToken cancellation)
    {
        var folder = Directory.CreateDirectory(Path.Combine(stores.TemporaryFolder, $"page-{page.Id}-{page.Attempts}")).FullName;
        try
        {
            await using var master = await ArchiveTraces.StepAsync("lease master", () => stores.Objects.LeaseLocalAsync(ObjectKind.Master, page.Master, cancellation));
            var work = new PageWork(master.Path, page.Format, page.PageIndex, folder, imageOnly) { Turn = page.Turn };
            return await workers.WorkAsync(work, fresh: page.Failures > 0, cancellation) switch
            {
                PageAttempt.Worked worked => await KeepAsync(page, worked.Result, recipe, imageOnly, cancellation),
                PageAttempt.Lost lost => await RecordAsync(page, lost, cancellation),
                PageAttempt.Interrupted interrupted => await PutBackAsync(page, interrupted, cancellation),
                var other => throw new InvalidOperationException($"Unknown attempt {other}."),
            };
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private async Task<bool> KeepAsync(PageRecord page, PageWorkResult made, Sha256Digest recipe, bool imageOnly, CancellationToken cancellation)
    {
        await FinishAsync(page, imageOnly ? FailedPage.Mark(made, Seen(page)) : made, recipe, cancellation);
        return true;
    }

    private async Task<bool> RecordAsync(PageRecord page, PageAttempt.Lost lost, CancellationToken cancellation)
    {
        _seen[page.Id] = lost;
        await stores.Catalog.FailPageAsync(page.Id, lost.Problem, cancellation);
        ArchiveMetrics.PageFailed(lost.Problem);
        stores.Log.PageFailed(page.FileId, page.Number, page.Attempts, lost.Problem);
        return false;
    }

    private async Task<bool> PutBackAsync(PageRecord page, PageAttempt.Interrupted interrupted, CancellationToken cancellation)
    {
        await stores.Catalog.InterruptPageAsync(page.Id, cancellation);
        ArchiveMetrics.PageInterrupted();
        stores.Log.PageInterrupted(page.FileId, page.Number, page.Attempts, interrupted.Detail);
        return false;
    }

    private PageAttempt.Lost Seen(PageRecord page)
    {
        if (_seen.TryGetValue(page.Id, out var lost)) return lost;
        return page.Failures > 0
            ? new(PageProblem.Crashed, "seen by an earlier run")
            : new(PageProblem.Crashed, $"the archive or its page worker was ended {PagePolicy.Interruptions(page)} times while the page was in work");
    }

    private async Task FinishAsync(PageRecord page, PageWorkResult made, Sha256Digest recipe, CancellationToken cancellation)
    {
        var image = StoreAsync(made.Image?.Path, cancellation);
        var alto = StoreAsync(made.AltoPath, cancellation);
        var text = StoreAsync(made.TextPath, cancellation);
        await Task.WhenAll(image, alto, text);
        var record = await image is { } digest ? new PageImageRecord(made.Image!.Encoding, made.Image.Width, made.Image.Height, digest) : null;
        await EnterAsync(page, new(page.Id, made.Result, record, await alto, await text, recipe), reused: false, cancellation);
    }

    private async Task EnterAsync(PageRecord page, FinishedPage finished, bool reused, CancellationToken cancellation)
    {
        await ArchiveTraces.StepAsync("finish page", () => stores.Catalog.FinishPageAsync(finished, cancellation));
        var result = finished.Result;
        ArchiveMetrics.PageFinished(result, reused);
        ArchiveTraces.Current?.SetTag("archive.outcome", result.Outcome.ToString()).SetTag("archive.problem", result.Problem.ToString()).SetTag("archive.reused", reused);
        stores.Log.PageFinished(page.FileId, page.Number, page.Attempts, result.Outcome, result.Problem, reused, result.Stages.Sum(stage => stage.CpuMilliseconds));
    }

    private async Task<Sha256Digest?> StoreAsync(string? path, CancellationToken cancellation)
    {
        if (path is null) return null;
        await using var content = File.OpenRead(path);
        return (await ArchiveTraces.StepAsync("put object", () => stores.Objects.PutAsync(ObjectKind.Derivative, content, cancellation))).Digest;
    }
}
