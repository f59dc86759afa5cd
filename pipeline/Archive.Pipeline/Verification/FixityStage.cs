using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;

namespace Archive.Pipeline.Verification;

/// <summary>Reads objects back, those first whose last check is longest ago, until all were or the budget is used up.</summary>
internal sealed class FixityStage(ArchiveStores stores, FixityRecorder recorder, VerifyOptions options, Func<VerificationRun, Task> save, IProgress<long>? progress)
{
    private const int Portion = 64;

    private readonly long _begun = stores.Time.GetTimestamp();
    private readonly StoredPdfCheck _pdfs = new(stores, options.DeepCheck);
    private long _bytes;

    private IVerificationLedger Ledger => stores.Catalog.Verification;

    /// <returns>The run, and whether objects are left that the budget did not reach.</returns>
    internal async Task<(VerificationRun Run, bool Due)> RunAsync(VerificationRun run, CancellationToken cancellation)
    {
        try
        {
            run = await RecheckDamagedAsync(run, cancellation);
            if (options.Scope == FixityScope.Damaged) return (run, false);
            while (await Ledger.ListDueAsync(run.StartedAt, Portion, cancellation) is { Count: > 0 } due)
            {
                foreach (var enrolled in due)
                {
                    if (IsUsedUp) return (run, true);
                    run = await CheckAsync(run, enrolled, cancellation);
                }

                await recorder.FlushAsync(cancellation);
                await save(run);
            }

            return (run, false);
        }
        finally
        {
            // Also where it is interrupted: what was read need not be read again.
            await recorder.FlushAsync(CancellationToken.None);
        }
    }

    private bool IsUsedUp => _bytes >= options.MostBytes || stores.Time.GetElapsedTime(_begun) >= options.MostTime;

    /// <summary>What was not intact may have been mended; it comes first, whatever the budget.</summary>
    private async Task<VerificationRun> RecheckDamagedAsync(VerificationRun run, CancellationToken cancellation)
    {
        for ((ObjectKind, Sha256Digest)? after = null; ;)
        {
            var damaged = await Ledger.ListDamagedAsync(after, Portion, cancellation);
            foreach (var enrolled in damaged)
            {
                // A look at what this very run found would tell nothing new.
                if (options.Scope == FixityScope.Damaged || enrolled.CheckedAt < run.StartedAt) run = await CheckAsync(run, enrolled, cancellation);
            }

            await recorder.FlushAsync(cancellation);
            if (damaged.Count < Portion) return run;
            after = (damaged[^1].Kind, damaged[^1].Digest);
        }
    }

    private async Task<VerificationRun> CheckAsync(VerificationRun run, EnrolledObject enrolled, CancellationToken cancellation)
    {
        if (await Ledger.FindOwnerAsync(enrolled.Kind, enrolled.Digest, cancellation) is not { IsWanted: true } owner)
        {
            await Ledger.ForgetAsync(enrolled.Kind, enrolled.Digest, cancellation);
            return run;
        }

        var reading = await ReadBackAsync(enrolled, cancellation);
        if (reading.Outcome == FixityOutcome.Intact && owner.PdfOf is not null)
        {
            foreach (var file in await Ledger.ListFilesOfAsync(enrolled.Digest, cancellation)) await _pdfs.CheckAsync(file, enrolled.Digest, cancellation);
        }

        await recorder.AddAsync(enrolled, reading.Outcome, owner, cancellation);
        _bytes += reading.Bytes;
        progress?.Report(run.Objects + 1);
        return run with { Objects = run.Objects + 1, Bytes = run.Bytes + reading.Bytes };
    }

    /// <summary>A medium that cannot give an object's bytes back has lost them, as far as anyone can tell.</summary>
    private async Task<ObjectReading> ReadBackAsync(EnrolledObject enrolled, CancellationToken cancellation)
    {
        try
        {
            return await stores.Objects.ReadBackAsync(enrolled.Kind, enrolled.Digest, cancellation);
        }
        catch (FileNotFoundException)
        {
            return new(FixityOutcome.Missing, 0);
        }
        catch (IOException unreadable) when (unreadable is not StoreUnavailableException)
        {
            return new(FixityOutcome.Changed, 0);
        }
    }
}
