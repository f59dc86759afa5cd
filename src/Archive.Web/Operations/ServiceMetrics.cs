using System.Diagnostics;
using System.Diagnostics.Metrics;
using Archive.Pipeline.Sight;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Operations;

/// <summary>What the service counts and measures; names and units after the OpenTelemetry conventions. No addresses, no names, no queries.</summary>
internal static class ServiceMetrics
{
    private static readonly Meter Meter = new(ArchiveMetrics.MeterName);

    private static readonly Histogram<double> Requests = Meter.CreateHistogram<double>(
        "archive.http.request", "s", "Time of a request until its answer was sent, by route, method and status.", advice: new() { HistogramBucketBoundaries = [0.01, 0.03, 0.1, 0.3, 1, 3, 10] });

    private static readonly Counter<long> LogIns = Meter.CreateCounter<long>("archive.log.ins", description: "Attempts to log in, by outcome.");

    /// <summary>Measures every request but those that last as long as somebody looks.</summary>
    internal static void UseRequestMetrics(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        var begun = Stopwatch.GetTimestamp();
        try
        {
            await next(http);
        }
        finally
        {
            if (http.Response.ContentType != "text/event-stream")
                Requests.Record(Stopwatch.GetElapsedTime(begun).TotalSeconds, new("route", RouteOf(http)), new("method", MethodOf(http)), new("status", http.Response.StatusCode));
        }
    });

    internal static void LoggedIn(bool isDone) => LogIns.Add(1, new KeyValuePair<string, object?>("outcome", isDone ? "done" : "refused"));

    /// <summary>The pattern, never the path: that has ids in it, and there is no end of paths.</summary>
    private static string RouteOf(HttpContext http) => (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText?.Trim('/') ?? "none";

    private static string MethodOf(HttpContext http) => http.Request.Method is "GET" or "HEAD" or "POST" or "PUT" or "PATCH" or "DELETE" or "OPTIONS" ? http.Request.Method : "other";
}
