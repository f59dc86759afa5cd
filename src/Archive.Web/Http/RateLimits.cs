using System.Globalization;
using System.Threading.RateLimiting;
using Archive.Web.Access;
using Archive.Web.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;

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
            await Problems.Of(StatusCodes.Status429TooManyRequests, "tooMany", "Too many requests. Wait a moment, then go on.").ExecuteAsync(rejected.HttpContext);
        };
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => Caller.Find(http) is { } caller
            ? RateLimitPartition.GetFixedWindowLimiter(caller.Session is { } session ? $"session {session.Key}" : $"account {caller.Actor}", _ => Fixed(options.RequestsPerMinute))
            : RateLimitPartition.GetNoLimiter("nobody"));
        limiter.AddPolicy(SessionEndpoints.LogInLimit, http => RateLimitPartition.GetFixedWindowLimiter(
            $"address {http.Connection.RemoteIpAddress}", _ => Fixed(options.LogInsPerMinute)));
    }

    private static FixedWindowRateLimiterOptions Fixed(int permits) => new() { PermitLimit = permits, Window = Window, QueueLimit = 0 };
}
