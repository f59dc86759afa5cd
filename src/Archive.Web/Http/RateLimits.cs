using System.Globalization;
using System.Threading.RateLimiting;
using Archive.Domain.Audit;
using Archive.Web.Access;
using Archive.Web.Accounts;
using Archive.Web.Auditing;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Web.Http;

/// <summary>How much one session, one system, or one address at the door, may ask for.</summary>
internal static class RateLimits
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    internal static void Configure(RateLimiterOptions limiter, ServiceOptions options)
    {
        limiter.OnRejected = async (rejected, _) =>
        {
            if (rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                rejected.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            await rejected.HttpContext.RequestServices.GetRequiredService<Attempts>().TellAsync(rejected.HttpContext, ActionOf(rejected.HttpContext), Attempts.TooMany);
            await Problems.Of(StatusCodes.Status429TooManyRequests, "tooMany", "Too many requests. Wait a moment, then go on.").ExecuteAsync(rejected.HttpContext);
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => Caller.Find(http) is { } caller
            ? RateLimitPartition.GetFixedWindowLimiter(caller.Session is { } session ? $"session {session.Key}" : $"account {caller.Actor}", _ => Fixed(options.RequestsPerMinute))
            : RateLimitPartition.GetNoLimiter("nobody"));
        limiter.AddPolicy(SessionEndpoints.LogInLimit, http => RateLimitPartition.GetFixedWindowLimiter(
            $"address {http.Connection.RemoteIpAddress}", _ => Fixed(options.LogInsPerMinute)));
    }

    private static AuditAction ActionOf(HttpContext http) =>
        Caller.Find(http) is not null && http.GetEndpoint() is RouteEndpoint endpoint ? RefusedAction.Of(endpoint, http.Request.Method) : AuditAction.LogIn;

    private static FixedWindowRateLimiterOptions Fixed(int permits) => new() { PermitLimit = permits, Window = Window, QueueLimit = 0 };
}
