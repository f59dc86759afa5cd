using Archive.Domain;
using Archive.Domain.Audit;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Archive.Web.Auditing;

/// <summary>
/// Accounts for refusals that may come in floods, from who is not logged in too: the first of a kind from an address is told at once, those that follow
/// within a minute are counted and told together at its end. A flood from one address costs two entries a minute, and what is remembered has a bound.
/// </summary>
internal sealed class Attempts(AuditTrail audit, TimeProvider time) : BackgroundService
{
    internal const string UnknownToken = "session or key not known", NoHeader = "request without the header of the UI", TooMany = "too many requests";

    /// <summary>Who and where from that are remembered; all beyond share one count.</summary>
    private const int Most = 1000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1), Interval = TimeSpan.FromSeconds(15);

    private readonly Dictionary<Kind, Count> _counts = [];

    /// <param name="what">One of the kinds above; with it goes the route that was asked for.</param>
    internal async Task TellAsync(HttpContext http, AuditAction action, string what)
    {
        if (IsFollowing(new(AuditTrail.ActorOf(http), AuditTrail.OriginOf(http), action, what))) return;
        await audit.TellAsync(http, action, AuditOutcome.Refused, null, $"{what}: {http.Request.Method} {(http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "nowhere"}");
    }

    /// <summary>Tells of those that followed in minutes that are over.</summary>
    /// <param name="all">In minutes that are not, too.</param>
    internal async Task FlushAsync(bool all = false)
    {
        foreach (var (kind, more) in Take(all))
        {
            try
            {
                await audit.TellAsync(kind.Actor, kind.Origin, kind.Action, AuditOutcome.Refused, null, $"{kind.What}: {more} more within a minute");
            }
            catch (StoreUnavailableException)
            {
                // Told with the next minute's.
                PutBack(kind, more);
            }
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await FlushAsync(all: true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await FlushAsync();
    }

    private bool IsFollowing(Kind kind)
    {
        lock (_counts)
        {
            if (!_counts.ContainsKey(kind) && _counts.Count >= Most) kind = new(AuditEvent.Anonymous, null, kind.Action, kind.What);
            var isFollowing = _counts.TryGetValue(kind, out var count);
            _counts[kind] = isFollowing ? count with { More = count.More + 1 } : new(time.GetTimestamp(), 0);
            return isFollowing;
        }
    }

    private List<(Kind Kind, int More)> Take(bool all)
    {
        lock (_counts)
        {
            var over = _counts.Where(one => all || time.GetElapsedTime(one.Value.Since) >= Window).ToList();
            foreach (var (kind, _) in over) _counts.Remove(kind);
            return [.. over.Where(one => one.Value.More > 0).Select(one => (one.Key, one.Value.More))];
        }
    }

    private void PutBack(Kind kind, int more)
    {
        lock (_counts) _counts[kind] = new(time.GetTimestamp(), _counts.GetValueOrDefault(kind).More + more);
    }

    private readonly record struct Kind(string Actor, string? Origin, AuditAction Action, string What);

    private readonly record struct Count(long Since, int More);
}
