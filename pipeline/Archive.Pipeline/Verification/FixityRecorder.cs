using System.Globalization;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Sight;

namespace Archive.Pipeline.Verification;

/// <summary>
/// Remembers what checks gave: time and outcome with each object, an event for each that failed and one for the run (an event for each of millions of
/// intact objects would bury the others), and the alarm for what was intact before.
/// </summary>
internal sealed class FixityRecorder(ArchiveStores stores, Action<VerifyFinding> alarm)
{
    private const int Portion = 64;

    private readonly List<(ObjectKind Kind, Sha256Digest Digest, FixityOutcome Outcome)> _checks = [];
    private long _failed;

    internal async Task AddAsync(EnrolledObject enrolled, FixityOutcome outcome, ObjectOwner owner, CancellationToken cancellation)
    {
        _checks.Add((enrolled.Kind, enrolled.Digest, outcome));
        if (outcome != FixityOutcome.Intact) await FailAsync(enrolled, outcome, owner, cancellation);
        if (_checks.Count >= Portion || outcome != FixityOutcome.Intact) await FlushAsync(cancellation);
    }

    /// <summary>Writes down what is not yet.</summary>
    internal async Task FlushAsync(CancellationToken cancellation)
    {
        if (_checks.Count == 0) return;
        await stores.Catalog.Verification.RecordAsync(_checks, cancellation);
        _checks.Clear();
    }

    internal Task TellRunAsync(VerificationRun run, CancellationToken cancellation) => PremisEvents.FixityAsync(
        stores, "all objects", _failed == 0 ? PremisEvents.Success : PremisEvents.Failure,
        string.Create(CultureInfo.InvariantCulture, $"verification {run.Id}: {run.Objects} objects, {run.Bytes} bytes read back, {_failed} not intact"), cancellation);

    private async Task FailAsync(EnrolledObject enrolled, FixityOutcome outcome, ObjectOwner owner, CancellationToken cancellation)
    {
        _failed++;
        await PremisEvents.FixityAsync(stores, enrolled.Digest.Hex, PremisEvents.Failure, outcome.ToString(), cancellation);
        if (enrolled.Outcome == outcome) return;
        ArchiveMetrics.FixityMismatch(enrolled.Kind, outcome);
        alarm(Findings.Of(enrolled with { Outcome = outcome }, owner));
    }
}
