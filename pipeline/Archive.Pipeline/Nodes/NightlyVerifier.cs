using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Sight;
using Archive.Pipeline.Verification;
using Microsoft.Extensions.Logging;

namespace Archive.Pipeline.Nodes;

/// <summary>When a node verifies the archive by itself.</summary>
/// <param name="From">Time of day, by the node's local clock, from which it may.</param>
/// <param name="To">Time of day at which it stops; may lie after midnight.</param>
/// <param name="MostBytes">Most bytes to read back in one night; null for no limit.</param>
public sealed record VerifyWindow(TimeOnly From, TimeOnly To, long? MostBytes)
{
    /// <summary>The time left in the window; null outside of it.</summary>
    public TimeSpan? LeftAt(DateTimeOffset local)
    {
        var now = TimeOnly.FromTimeSpan(local.TimeOfDay);
        // Differences of times of day go round midnight by themselves.
        return now.IsBetween(From, To) ? To - now : null;
    }

    /// <summary>When the window that a moment lies in began.</summary>
    public DateTimeOffset BeganAt(DateTimeOffset local) => local - (TimeOnly.FromTimeSpan(local.TimeOfDay) - From);
}

/// <summary>Verifies the archive once in each window, beside the work of a node; one node does it for all.</summary>
/// <param name="canIndex">Whether this node has the search index at hand.</param>
public sealed class NightlyVerifier(ArchiveStores stores, IWorkQueue queue, string nodeId, VerifyWindow window, bool canIndex)
{
    /// <summary>The duty that one has for all, also when verifying on demand.</summary>
    public const string Duty = "verification";

    /// <summary>Raised with each object that is newly found missing or changed.</summary>
    public event Action<VerifyFinding>? Mismatch;

    /// <summary>Verifies in every window until it is to end.</summary>
    /// <param name="interval">Pause between looks at the clock.</param>
    public Task RunAsync(TimeSpan interval, CancellationToken cancellation) =>
        NodeChore.RunAsync(stores, "verification", interval, LookAsync, cancellation);

    /// <summary>Verifies where it is time, no verification of this window has ended yet, and no other node does.</summary>
    /// <returns>True where it did.</returns>
    public async Task<bool> LookAsync(CancellationToken cancellation)
    {
        var now = stores.Time.GetLocalNow();
        if (window.LeftAt(now) is not { } left) return false;
        var verified = false;
        await DutyKeeper.RunAsync(
            queue, Duty, nodeId, stores.Time,
            async token =>
            {
                if ((await stores.Catalog.Verification.FindRunAsync(token))?.EndedAt >= window.BeganAt(now)) return;
                await VerifyAsync(left, token);
                verified = true;
            },
            cancellation);
        return verified;
    }

    private async Task VerifyAsync(TimeSpan left, CancellationToken cancellation)
    {
        stores.Log.VerificationBegan();
        var verifier = new ArchiveVerifier(stores, new() { MostBytes = window.MostBytes, MostTime = left > TimeSpan.Zero ? left : TimeSpan.FromSeconds(1), CheckIndex = canIndex });
        verifier.Mismatch += finding => Mismatch?.Invoke(finding);
        var report = await verifier.VerifyAsync(null, cancellation);
        var findings = report.Findings.Count(finding => finding.Kind != FindingKind.UnfinishedBatch);
        stores.Log.VerificationEnded(findings == 0 ? LogLevel.Information : LogLevel.Error, report.Objects, report.Due, findings);
    }
}
