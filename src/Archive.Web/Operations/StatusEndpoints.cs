using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Ports;
using Archive.Web.Access;
using Archive.Web.Auditing;
using Archive.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Operations;

/// <summary>A node as administrators see it.</summary>
/// <param name="FreeBytes">Room for its temporary files; null where it does not say.</param>
public sealed record NodeShown(
    string Id, string Machine, string Version, int Workers, bool Draining, string? Problem, long? FreeBytes, long? LeastFreeBytes, DateTimeOffset StartedAt, DateTimeOffset SeenAt, bool Alive,
    int PagesInWork, long PagesFinished, int PagesLastMinutes)
{
    internal static NodeShown Of(NodeRecord node) => new(
        node.Node.Id, node.Node.Machine, node.Node.Version, node.Node.Workers, node.Node.Draining, node.Node.Problem, node.Node.FreeBytes, node.Node.LeastFreeBytes, node.StartedAt, node.SeenAt, node.Alive,
        node.PagesInWork, node.PagesFinished, node.PagesLastMinutes);
}

/// <summary>Pages by what is wrong with them.</summary>
public sealed record ProblemsShown(IReadOnlyDictionary<string, long> NeedingOperator, IReadOnlyDictionary<string, long> Rejected, IReadOnlyDictionary<string, long> Failed)
{
    internal static ProblemsShown Of(ProblemCounts counts) => new(Names(counts.NeedingOperator), Names(counts.Rejected), Names(counts.Failed));

    private static Dictionary<string, long> Names(IReadOnlyDictionary<PageProblem, long> counts) =>
        counts.ToDictionary(one => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(one.Key.ToString()), one => one.Value);
}

public sealed record StatusShown(QueueStatus Queue, IReadOnlyList<NodeShown> Nodes, ProblemsShown Problems);

/// <summary>What the archive does just now, for administrators.</summary>
internal static class StatusEndpoints
{
    private const int UsualHours = 24, MostHours = 90 * 24, PointsOfAChart = 300;

    internal static void MapOperations(this IEndpointRouteBuilder api)
    {
        var operations = api.MapGroup("/operations").WithTags("Operations").RequireAuthorization(Policies.Administer);
        operations.MapGet("/status", ShowAsync);
        operations.MapGet("/history", ShowHistoryAsync);
        operations.MapGet("/jobs", ListJobsAsync);
        operations.MapPost("/jobs/{name}", StartJobAsync).TakesIdempotencyKey();
    }

    private static async Task<Ok<Portion<JobShown>>> ListJobsAsync(HttpContext http, Jobs jobs) => TypedResults.Ok(new Portion<JobShown>(await jobs.ListAsync(http.RequestAborted), null));

    private static async Task<Results<Accepted, ProblemHttpResult>> StartJobAsync(HttpContext http, string name, Jobs jobs, AuditTrail audit)
    {
        var start = await jobs.StartAsync(name, http.RequestAborted);
        if (start == JobStart.Unknown) return Problems.NotFound();
        if (start == JobStart.Busy) return Problems.Of(StatusCodes.Status409Conflict, "jobBusy", "This work, or the same under another name, goes on already.");
        await audit.TellAsync(http, AuditAction.Administer, AuditOutcome.Done, null, $"job {name} started");
        return TypedResults.Accepted("/api/v1/operations/jobs");
    }

    /// <summary>Over long times not every minute is told: some three hundred points make a chart.</summary>
    private static async Task<Results<Ok<Portion<OperationSample>>, ProblemHttpResult>> ShowHistoryAsync(HttpContext http, ICatalog catalog, TimeProvider time, int? hours)
    {
        if (hours is < 1 or > MostHours) return Problems.Invalid("hours", "range");
        var span = TimeSpan.FromHours(hours ?? UsualHours);
        var every = (int)Math.Max(1, span.TotalMinutes / PointsOfAChart);
        return TypedResults.Ok(new Portion<OperationSample>(await catalog.Operations.ListAsync(time.GetUtcNow() - span, every, http.RequestAborted), null));
    }

    private static async Task<Ok<StatusShown>> ShowAsync(HttpContext http, IWorkQueue queue, ICatalog catalog)
    {
        var nodes = await queue.ListNodesAsync(http.RequestAborted);
        return TypedResults.Ok(new StatusShown(
            await queue.GetStatusAsync(http.RequestAborted), [.. nodes.Select(NodeShown.Of)], ProblemsShown.Of(await catalog.CountProblemsAsync(http.RequestAborted))));
    }
}
