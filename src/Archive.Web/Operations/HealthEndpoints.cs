using System.Net;
using Archive.Pipeline.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Operations;

/// <summary>What the service tells machines that watch it. Health is for load balancers; metrics for the machine itself alone.</summary>
internal static class HealthEndpoints
{
    internal static void MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapGet("/health/live", () => TypedResults.Json(new { live = true })).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/health/ready", Ready).AllowAnonymous().ExcludeFromDescription();
        app.MapGet("/metrics", MetricsAsync).AllowAnonymous().ExcludeFromDescription();
    }

    private static IResult Ready(NodeSight sight) => sight.Problem is { } problem
        ? TypedResults.Json(new { ready = false, problem }, statusCode: StatusCodes.Status503ServiceUnavailable)
        : TypedResults.Json(new { ready = true });

    /// <summary>A proxy on the machine says whose request it passes on.</summary>
    private static async Task<IResult> MetricsAsync(HttpContext http, NodeSight sight) => http.Connection.RemoteIpAddress is { } address && IPAddress.IsLoopback(address) && !http.Request.Headers.ContainsKey("Forwarded")
        ? TypedResults.Text(await sight.MetricsAsync(), "text/plain; version=0.0.4; charset=utf-8")
        : TypedResults.NotFound();
}
