using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;

namespace Archive.Pipeline.Verification;

/// <summary>
/// Checks catalog, objects and index against each other, then reads objects back and compares them with their digests. Changes nothing but what the
/// catalog remembers of it. An interrupted verification is gone on with by the next; one whose budget is used up is over, and the next one reads those
/// objects first whose last check is longest ago. Memory does not grow with the archive.
/// </summary>
public sealed class ArchiveVerifier(ArchiveStores stores, VerifyOptions? options = null)
{
    private readonly VerifyOptions _options = (options ?? new()).Validated();

    /// <summary>Raised with each object that is found missing or changed and was intact, or unknown, before.</summary>
    public event Action<VerifyFinding>? Mismatch;

    private IVerificationLedger Ledger => stores.Catalog.Verification;

    /// <param name="progress">Number of objects read back so far.</param>
    public async Task<VerifyReport> VerifyAsync(IProgress<long>? progress, CancellationToken cancellation)
    {
        var recorder = new FixityRecorder(stores, finding => Mismatch?.Invoke(finding));
        var run = await Ledger.FindRunAsync(cancellation) is { EndedAt: null } begun ? GoOnWith(begun) : await Ledger.BeginRunAsync(cancellation);
        run = await CompareAsync(run, recorder, cancellation);
        (run, var due) = await new FixityStage(stores, recorder, _options, run => Ledger.SaveRunAsync(run, cancellation), progress).RunAsync(run, cancellation);
        await new ObjectComparison(stores, recorder).ConfirmOrphansAsync(cancellation);
        await recorder.TellRunAsync(run, cancellation);
        await Ledger.SaveRunAsync(run with { EndedAt = stores.Time.GetUtcNow() }, cancellation);
        var (findings, more) = await Findings.StandingAsync(stores.Catalog, VerifyReport.MostFindings, cancellation);
        return new(run.Objects, run.Bytes, run.Files, _options.CheckIndex ? run.IndexEntries : null, findings, more, due);
    }

    /// <summary>Interrupted while it read objects back, it goes on there; what is compared in minutes is compared anew.</summary>
    private static VerificationRun GoOnWith(VerificationRun begun) =>
        begun.Stage == VerificationStage.Fixity ? begun with { Stage = VerificationStage.Masters, Position = null, Files = 0, IndexEntries = 0 } : begun;

    private async Task<VerificationRun> CompareAsync(VerificationRun run, FixityRecorder recorder, CancellationToken cancellation)
    {
        var objects = new ObjectComparison(stores, recorder);
        if (run.Stage == VerificationStage.Masters)
        {
            await Ledger.EnrolAsync(cancellation);
            await Ledger.RemoveFindingsAsync(FindingKind.OrphanedObject, fileId: null, cancellation);
            await objects.RunAsync(ObjectKind.Master, cancellation);
            run = await EnterAsync(run, VerificationStage.Derivatives, cancellation);
        }

        if (run.Stage == VerificationStage.Derivatives)
        {
            await objects.RunAsync(ObjectKind.Derivative, cancellation);
            run = await EnterAsync(run, VerificationStage.Index, cancellation);
        }

        if (run.Stage != VerificationStage.Index) return run;
        if (_options.CheckIndex) run = await new IndexComparison(stores, run => Ledger.SaveRunAsync(run, cancellation)).RunAsync(run, cancellation);
        return await EnterAsync(run, VerificationStage.Fixity, cancellation);
    }

    private async Task<VerificationRun> EnterAsync(VerificationRun run, VerificationStage stage, CancellationToken cancellation)
    {
        run = run with { Stage = stage, Position = null };
        await Ledger.SaveRunAsync(run, cancellation);
        return run;
    }
}
