using Archive.Domain.Audit;
using Archive.Domain.Ports;

namespace Archive.Web.Accounts;

/// <summary>Log-ins that failed since the one before, from the ledger: the owner of an account is told when somebody else tried the door.</summary>
internal static class FailedLogIns
{
    /// <summary>In the ledger, where the password was right and the code is asked for.</summary>
    internal const string CodeAskedFor = "second factor asked for";

    /// <summary>Past this they are not counted further.</summary>
    internal const int Most = 1000;

    /// <summary>The last log-in is looked for where it mostly is: a few entries back.</summary>
    private const int Portion = 10;

    /// <param name="origin">Where the log-in comes from that is about to be told: that it was asked for the code is no failure.</param>
    /// <returns>How many failed, and when the last one before this did not; null where there was none, or too many failed since.</returns>
    internal static async Task<(int Failed, DateTimeOffset? LastAt)> SinceTheLastAsync(IAuditLedger ledger, string name, string? origin, CancellationToken cancellation)
    {
        var failed = 0;
        var filter = new AuditFilter(Actor: name, Action: AuditAction.LogIn, Limit: Portion);
        bool hasMore;
        do
        {
            var entries = await ledger.ReadAsync(filter, cancellation);
            hasMore = entries.Count == filter.Limit;
            foreach (var told in entries.Select(entry => entry.Event))
            {
                if (told.Outcome == AuditOutcome.Done) return (failed, told.At);
                if (told.Detail != CodeAskedFor || told.Origin != origin) failed++;
                if (failed == Most) return (failed, null);
            }

            if (hasMore) filter = filter with { Before = entries[^1].Id, Limit = 10 * Portion };
        }
        while (hasMore);

        return (failed, null);
    }
}
