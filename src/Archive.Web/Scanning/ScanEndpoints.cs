using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Capture;
using Archive.Domain.Ports;
using Archive.Web.Access;
using Archive.Web.Auditing;
using Archive.Web.Capturing;
using Archive.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Web.Scanning;

/// <summary>A way to scan.</summary>
/// <param name="CanDuplex">Whether it can scan both sides.</param>
public sealed record ScanProfileShown(string Name, string Device, int Resolution, string? Mode, string? Source, int Sides, bool CanDuplex)
{
    internal static ScanProfileShown Of(ScanProfile profile) => new(profile.Name, profile.Device, profile.Resolution, profile.Mode, profile.Source, profile.Sides, profile.CanDuplex);
}

/// <summary>The scanners of the machine that answers.</summary>
/// <param name="Problem">Why there is none; null where there is.</param>
public sealed record ScannersShown(IReadOnlyList<ScannerDevice> Items, IReadOnlyList<ScanProfileShown> Profiles, string? Problem);

/// <param name="Profile">Its name.</param>
/// <param name="Sides">1 or 2; null for the profile's.</param>
/// <param name="Replaces">The page of the batch that is scanned again; null for new pages.</param>
/// <param name="Before">The page of the batch before which the pages go; null for after all others.</param>
public sealed record NewScan(string Profile, int? Sides = null, long? Replaces = null, long? Before = null);

/// <summary>A scan into a batch.</summary>
/// <param name="Outcome">Running until every page that was scanned is in the batch.</param>
/// <param name="Word">Why it failed: accessDenied, inputOutput, outOfMemory, options, interrupted or unexpected; null where it did not.</param>
/// <param name="Pages">Pages that came whole.</param>
/// <param name="Received">Those of them that are in the batch.</param>
/// <param name="Problem">What its pages wait for on their way into the batch; null where they go in.</param>
public sealed record ScanShown(
    string Id, string Profile, string Device, int Sides, long? Replaces, string Operator, ScanOutcome Outcome, string? Word, int Pages, int Received, string? Problem,
    DateTimeOffset StartedAt, DateTimeOffset? FinishedAt)
{
    internal static ScanShown Of(Scan scan)
    {
        var facts = scan.Facts;
        return new(
            facts.Id, facts.Profile, facts.Device, facts.Sides, facts.Replaces, facts.Operator, facts.Outcome, facts.Word, facts.Pages, facts.Received, scan.Problem, facts.StartedAt, facts.FinishedAt);
    }
}

/// <summary>Scanning into batches with the scanners of the machine that the service runs on.</summary>
internal static class ScanEndpoints
{
    /// <exception cref="EnvironmentProblemException">The file of profiles makes no sense.</exception>
    internal static void AddScanning(this IServiceCollection services, ServiceOptions options, string folder)
    {
        var profiles = options.ScanProfiles is null ? null : ScanProfileFile.Read(options.ScanProfiles);
        services.AddSingleton(new Sane()).AddSingleton(new ScanSpool(folder)).AddSingleton<ScanIntake>();
        services.AddSingleton(provider => new ScannerList(provider.GetRequiredService<Sane>(), profiles, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<Scans>().AddHostedService(provider => provider.GetRequiredService<Scans>());
    }

    internal static void MapScanning(this IEndpointRouteBuilder api)
    {
        api.MapGet("/scanners", ListScannersAsync).WithTags("Scanning").RequireAuthorization(Policies.Capture);
        var scans = api.MapGroup("/batches/{id:long}/scans").WithTags("Scanning").RequireAuthorization(Policies.Capture);
        scans.MapGet("", ListAsync);
        scans.MapPost("", BeginAsync).TakesIdempotencyKey();
        scans.MapGet("/{scan}", Show);
        scans.MapDelete("/{scan}", StopAsync);
    }

    private static async Task<Ok<ScannersShown>> ListScannersAsync(HttpContext http, ScannerList scanners)
    {
        var seen = await scanners.GetAsync(http.RequestAborted);
        return TypedResults.Ok(new ScannersShown(seen.Devices, [.. seen.Profiles.Select(ScanProfileShown.Of)], seen.Problem));
    }

    private static async Task<Results<Ok<Portion<ScanShown>>, ProblemHttpResult>> ListAsync(HttpContext http, long id, ICatalog catalog, Scans scans)
    {
        if (await catalog.Captures.GetAsync(id, http.RequestAborted) is null) return Problems.NotFound();
        return TypedResults.Ok(new Portion<ScanShown>([.. scans.Of(id).Select(ScanShown.Of)], null));
    }

    private static async Task<Results<Accepted<ScanShown>, ProblemHttpResult>> BeginAsync(HttpContext http, long id, NewScan wanted, ICatalog catalog, ScannerList scanners, Scans scans, AuditTrail audit)
    {
        if (await catalog.Captures.GetAsync(id, http.RequestAborted) is not { } batch) return Problems.NotFound();
        if (batch.Stage is CaptureStage.Released or CaptureStage.SetAside) return Problems.Of(StatusCodes.Status409Conflict, "over", "The batch is released or put aside.");
        if (batch.IsClosed && wanted.Replaces is null) return Problems.Of(StatusCodes.Status409Conflict, "closed", "Everything of the batch is fed, as the operator said: open it again to scan more.");
        var pages = wanted is { Replaces: null, Before: null } ? [] : (await catalog.Captures.ListPagesAsync(id, http.RequestAborted)).Select(page => page.Page.Id).ToHashSet();
        if (wanted.Replaces is { } replaced && !pages.Contains(replaced)) return Problems.Invalid("replaces", "page");
        if (wanted.Before is { } next && !pages.Contains(next)) return Problems.Invalid("before", "page");
        var profile = (await scanners.GetAsync(http.RequestAborted)).Profiles.FirstOrDefault(known => known.Name == wanted.Profile);
        if (profile is null) return Problems.Invalid("profile", "unknown");
        var sides = wanted.Sides ?? profile.Sides;
        if (sides is not (1 or 2) || sides == 2 && !profile.CanDuplex) return Problems.Invalid("sides", "range");
        var by = Caller.Of(http).Actor;
        if (scans.Start(id, profile, sides, new(wanted.Replaces, wanted.Before), by) is not { } scan) return Problems.Of(StatusCodes.Status409Conflict, "scannerBusy", "The scanner is in use.");
        await catalog.Captures.SetDeviceAsync(id, profile.Device, CancellationToken.None);
        await audit.TellAsync(http, AuditAction.Change, AuditOutcome.Done, InputTold.Subject(id), $"scan begun: {profile.Name}, sides {sides}");
        return TypedResults.Accepted($"/api/v1/batches/{id}/scans/{scan.Facts.Id}", ScanShown.Of(scan));
    }

    private static Results<Ok<ScanShown>, ProblemHttpResult> Show(long id, string scan, Scans scans) => scans.Find(id, scan) is { } found ? TypedResults.Ok(ScanShown.Of(found)) : Problems.NotFound();

    /// <summary>Pages that came whole stay.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> StopAsync(HttpContext http, long id, string scan, Scans scans, AuditTrail audit)
    {
        if (scans.Find(id, scan) is not { } found) return Problems.NotFound();
        found.Stop();
        await audit.TellAsync(http, AuditAction.Change, AuditOutcome.Done, InputTold.Subject(id), "scan stopped");
        return TypedResults.NoContent();
    }
}
