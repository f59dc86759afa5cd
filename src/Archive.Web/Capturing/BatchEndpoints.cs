using System.Globalization;
using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Capture;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Web.Access;
using Archive.Web.Auditing;
using Archive.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Capturing;

/// <summary>Batches as operators feed, review and release them.</summary>
internal static class BatchEndpoints
{
    private const int LongestReason = 500;

    internal static void MapBatches(this IEndpointRouteBuilder api)
    {
        var batches = api.MapGroup("/batches").WithTags("Batches").RequireAuthorization(Policies.Capture);
        batches.MapGet("", ListAsync);
        batches.MapPost("", BeginAsync).TakesIdempotencyKey();
        batches.MapGet("/{id:long}", ShowAsync);
        batches.MapPut("/{id:long}", DeclareAsync).ChangesVersion();
        batches.MapGet("/{id:long}/sources", ListSourcesAsync);
        batches.MapPost("/{id:long}/sources/{ordinal:int}/take", TakeSourceAsync).TakesIdempotencyKey();
        batches.MapGet("/{id:long}/pages", ListPagesAsync);
        batches.MapPost("/{id:long}/arrangement", ArrangeAsync).ChangesVersion().TakesIdempotencyKey();
        batches.MapPost("/{id:long}/approve", ApproveAsync).ChangesVersion().TakesIdempotencyKey();
        batches.MapPost("/{id:long}/release", ReleaseAsync).ChangesVersion().TakesIdempotencyKey();
        batches.MapGet("/{id:long}/events", BatchEvents.FollowAsync);
    }

    private static async Task<Results<Ok<Portion<BatchShown>>, ProblemHttpResult>> ListAsync(HttpContext http, ICatalog catalog, string? after, int? limit)
    {
        long? before = null;
        if (!string.IsNullOrEmpty(after))
        {
            if (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed)) return Problems.Invalid("after", "cursor");
            before = parsed;
        }

        var most = Cursor.Limit(limit);
        var found = await catalog.Captures.ListAsync(before, most + 1, http.RequestAborted);
        return TypedResults.Ok(Cursor.Of(found, most, batch => BatchShown.Of(batch), batch => batch.BatchId.ToString(CultureInfo.InvariantCulture)));
    }

    private static async Task<Results<Created<BatchShown>, ProblemHttpResult>> BeginAsync(HttpContext http, NewBatch wanted, BatchOpening opening, AuditTrail audit)
    {
        var name = wanted.Name.Trim();
        if (name.Length is 0 or > BatchOpening.LongestName || name.Any(char.IsControl)) return Problems.Invalid("name", "length");
        // Batches from hot folders are begun by their stations.
        if (wanted.Source == CaptureSource.Folder) return Problems.Invalid("source", "folder");
        if (SheetErrors(wanted.Sheets, wanted.Sides) is { } error) return error;
        var caller = Caller.Of(http);
        // Told again with the same key, it is the same batch, even where the node ended before it answered.
        var key = http.Request.Headers[IdempotencyKeys.Header].ToString() is { Length: > 0 } given ? given : Guid.NewGuid().ToString("N");
        var capture = await opening.BeginAsync(name, caller.Actor, key, wanted.Source, wanted.Sheets, wanted.Sides, http.RequestAborted);
        await TellAsync(http, audit, capture, InputTold.Begun(wanted.Sheets));
        ETags.Set(http, capture.Version);
        return TypedResults.Created($"/api/v1/batches/{capture.BatchId}", BatchShown.Of(capture));
    }

    private static async Task<Results<Ok<BatchShown>, ProblemHttpResult>> ShowAsync(HttpContext http, long id, ICatalog catalog)
    {
        if (await catalog.Captures.GetAsync(id, http.RequestAborted) is not { } batch) return Problems.NotFound();
        ETags.Set(http, batch.Version);
        return TypedResults.Ok(await WithAccountAsync(catalog, batch, http.RequestAborted));
    }

    private static async Task<Results<Ok<BatchShown>, ProblemHttpResult>> DeclareAsync(HttpContext http, long id, BatchDeclaration wanted, ICatalog catalog, AuditTrail audit)
    {
        if (SheetErrors(wanted.Sheets, wanted.Sides) is { } error) return error;
        var reason = string.IsNullOrWhiteSpace(wanted.SetAsideReason) ? null : wanted.SetAsideReason.Trim();
        if (reason is { Length: > LongestReason }) return Problems.Invalid("setAsideReason", "length");
        if (ETags.Read(http) is not { } version) return Problems.NoVersion();
        if (await catalog.Captures.GetAsync(id, http.RequestAborted) is not { } batch) return Problems.NotFound();
        if (batch.ReleasedAt is not null) return Over();
        var changed = batch with { Sheets = wanted.Sheets, Sides = wanted.Sides, IsClosed = wanted.IsClosed, SetAsideReason = reason, Version = version };
        if (batch.Version != version || !await catalog.Captures.UpdateAsync(changed, http.RequestAborted)) return Problems.ChangedMeanwhile();
        await TellAsync(http, audit, batch, $"batch declared: sheets {wanted.Sheets}, sides {wanted.Sides}, closed {wanted.IsClosed}, set aside {reason ?? "no"}");
        return await ShowAsync(http, id, catalog);
    }

    private static async Task<Results<Ok<Portion<SourceShown>>, ProblemHttpResult>> ListSourcesAsync(HttpContext http, long id, ICatalog catalog)
    {
        if (await catalog.Captures.GetAsync(id, http.RequestAborted) is not { } batch) return Problems.NotFound();
        return TypedResults.Ok(new Portion<SourceShown>([.. (await BatchSight.SourcesAsync(http, catalog, batch)).Select(SourceShown.Of)], null));
    }

    /// <summary>Takes an input although another batch has the same bytes: its master is there already, its pages come after all others.</summary>
    private static async Task<Results<Ok<SourceShown>, ProblemHttpResult>> TakeSourceAsync(HttpContext http, long id, int ordinal, ICatalog catalog, IObjectStore objects, CaptureReceiver receiver, AuditTrail audit)
    {
        if (await catalog.Captures.GetAsync(id, http.RequestAborted) is not { } batch) return Problems.NotFound();
        if (batch.Stage is CaptureStage.Released or CaptureStage.SetAside) return Over();
        var source = (await catalog.ListSourcesAsync(id, http.RequestAborted)).FirstOrDefault(source => source.Ordinal == ordinal);
        if (source is not { DuplicateBatchId: not null, Digest: { } digest }) return Problems.NotFound();
        await using var master = await objects.LeaseLocalAsync(ObjectKind.Master, digest, http.RequestAborted);
        var taken = await receiver.ReceiveAsync(batch, master.Path, PagePlace.Last, CancellationToken.None, string.Create(CultureInfo.InvariantCulture, $"again/{ordinal}/{UploadName.Shown(source.Path)}"), isWanted: true);
        await TellAsync(http, audit, batch, $"{InputTold.Of(taken)}; the same as input {ordinal}, which batch {source.DuplicateBatchId} has too");
        return TypedResults.Ok(SourceShown.Of(taken));
    }

    private static async Task<Results<Ok<BatchPages>, ProblemHttpResult>> ListPagesAsync(HttpContext http, long id, ICatalog catalog, PageReadings readings)
    {
        if (await catalog.Captures.GetAsync(id, http.RequestAborted) is not { } batch) return Problems.NotFound();
        var pages = await BatchSight.PagesAsync(http, catalog, batch);
        await readings.TellAsync(http, AuditAction.ReadFile, InputTold.Subject(id), "list of pages");
        return TypedResults.Ok(new BatchPages([.. pages.Select(BatchPage.Of)], batch.Version));
    }

    private static async Task<Results<Ok<Arranged>, ProblemHttpResult>> ArrangeAsync(HttpContext http, long id, ArrangementRequest wanted, ICatalog catalog, AuditTrail audit)
    {
        if (ETags.Read(http) is not { } version) return Problems.NoVersion();
        if (await catalog.Captures.GetAsync(id, http.RequestAborted) is not { } batch) return Problems.NotFound();
        if (batch.Stage is CaptureStage.Released or CaptureStage.SetAside) return Over();
        if (batch.Version != version) return Problems.ChangedMeanwhile();
        var before = (await catalog.Captures.ListPagesAsync(id, http.RequestAborted)).ToDictionary(page => page.Page.Id);
        if (wanted.Pages.Count == 0 || wanted.Pages.DistinctBy(page => page.Id).Count() < wanted.Pages.Count || wanted.Pages.Any(page => !before.ContainsKey(page.Id))) return Problems.Invalid("pages", "page");
        var turned = wanted.Pages.Where(page => page.Turn != before[page.Id].Arrangement.Turn).ToList();
        if (turned.Any(page => before[page.Id].Page.State != PageState.Finished)) return Problems.Of(StatusCodes.Status409Conflict, "pageInWork", "A page that is still in work cannot be turned yet.");
        long? next;
        try
        {
            next = await catalog.Captures.ArrangeAsync(id, version, wanted.Pages.ToDictionary(page => page.Id, page => page.Onto(before[page.Id].Arrangement)), http.RequestAborted);
        }
        catch (ArgumentException wrong)
        {
            return Problems.Invalid("pages", wrong.Message);
        }

        if (next is null) return Problems.ChangedMeanwhile();
        await Task.WhenAll(ArrangementTold.Of(before, wanted.Pages).Select(told => TellAsync(http, audit, batch, told)));
        var ids = wanted.Pages.Select(page => page.Id).ToHashSet();
        var after = await catalog.Captures.ListPagesAsync(id, http.RequestAborted);
        ETags.Set(http, next.Value);
        return TypedResults.Ok(new Arranged(next.Value, [.. after.Where(page => ids.Contains(page.Page.Id)).Select(BatchPage.Of)]));
    }

    /// <summary>Hands the batch over for a second look; whoever releases it is to be somebody else.</summary>
    private static async Task<Results<Ok<BatchShown>, ProblemHttpResult>> ApproveAsync(HttpContext http, long id, ICatalog catalog, AuditTrail audit)
    {
        if (ETags.Read(http) is not { } version) return Problems.NoVersion();
        if (await catalog.Captures.GetAsync(id, http.RequestAborted) is not { } batch) return Problems.NotFound();
        var pages = await catalog.Captures.ListPagesAsync(id, http.RequestAborted);
        var account = await AccountAsync(catalog, batch, pages, http.RequestAborted);
        if (ReleasePlan.Obstacles(batch, pages, account) is { Count: > 0 } obstacles) return Obstacles(obstacles, account);
        if (batch.Version != version || !await catalog.Captures.ApproveAsync(id, version, Caller.Of(http).Actor, http.RequestAborted)) return Problems.ChangedMeanwhile();
        await TellAsync(http, audit, batch, "batch handed over for a second look");
        return await ShowAsync(http, id, catalog);
    }

    private static async Task<Results<Ok<BatchShown>, ProblemHttpResult>> ReleaseAsync(HttpContext http, long id, ICatalog catalog, ServiceOptions options, AuditTrail audit)
    {
        if (ETags.Read(http) is not { } version) return Problems.NoVersion();
        if (await catalog.Captures.GetAsync(id, http.RequestAborted) is not { } batch) return Problems.NotFound();
        var pages = await catalog.Captures.ListPagesAsync(id, http.RequestAborted);
        var account = await AccountAsync(catalog, batch, pages, http.RequestAborted);
        if (ReleasePlan.Obstacles(batch, pages, account) is { Count: > 0 } obstacles) return Obstacles(obstacles, account);
        if (options.SecondLook && (batch.ApprovedBy is null || batch.ApprovedBy == Caller.Of(http).Actor)) return Obstacles([ReleaseObstacle.SecondLookNeeded], account);
        if (batch.Version != version) return Problems.ChangedMeanwhile();
        var plan = ReleasePlan.Of(batch, pages).WithSamples(options.SampleShare, Random.Shared);
        if (!await catalog.Captures.ReleaseAsync(id, version, plan, Caller.Of(http).Actor, http.RequestAborted)) return Problems.ChangedMeanwhile();
        await TellAsync(http, audit, batch, $"batch released: {plan.Files.Count} files, {account.Images} pages; set apart: {account.Blanks} blank, {account.Separators} separators, {account.Rescans} scanned again");
        return await ShowAsync(http, id, catalog);
    }

    internal static async Task<BatchShown> WithAccountAsync(ICatalog catalog, CaptureBatch batch, CancellationToken cancellation)
    {
        var pages = await catalog.Captures.ListPagesAsync(batch.BatchId, cancellation);
        return BatchShown.Of(batch, await AccountAsync(catalog, batch, pages, cancellation), pages.Count(page => page.IsOpen));
    }

    private static async Task<SheetAccount> AccountAsync(ICatalog catalog, CaptureBatch batch, IReadOnlyList<CapturedPage> pages, CancellationToken cancellation) => SheetAccount.Of(
        batch, pages, (await catalog.ListSourcesAsync(batch.BatchId, cancellation)).Count(source => source.Disposition == SourceDisposition.Rejected));

    private static ProblemHttpResult? SheetErrors(int? sheets, int sides)
    {
        if (sheets is < 0 or > CaptureBatch.MostSheets) return Problems.Invalid("sheets", "range");
        return sides is 1 or 2 ? null : Problems.Invalid("sides", "range");
    }

    private static ProblemHttpResult Over() => Problems.Of(StatusCodes.Status409Conflict, "over", "The batch is released or put aside.");

    private static ProblemHttpResult Obstacles(IReadOnlyList<ReleaseObstacle> obstacles, SheetAccount account) => TypedResults.Problem(
        "The batch cannot be released yet.",
        statusCode: StatusCodes.Status409Conflict,
        extensions: new Dictionary<string, object?> { ["code"] = "obstacles", ["obstacles"] = obstacles, ["account"] = SheetAccountShown.Of(account) });

    private static Task TellAsync(HttpContext http, AuditTrail audit, CaptureBatch batch, string what) =>
        audit.TellAsync(http, AuditAction.Change, AuditOutcome.Done, InputTold.Subject(batch.BatchId), what);
}
