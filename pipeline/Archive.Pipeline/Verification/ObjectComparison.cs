using System.Runtime.CompilerServices;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;

namespace Archive.Pipeline.Verification;

/// <summary>
/// Objects that rows name against objects that are there, both read in the order of their digests, so that a portion of each is in memory. Nothing is
/// read back. What other nodes do meanwhile is no finding: each is looked at again before it counts.
/// </summary>
internal sealed class ObjectComparison(ArchiveStores stores, FixityRecorder recorder)
{
    private const int Portion = 1000;

    private IVerificationLedger Ledger => stores.Catalog.Verification;

    internal async Task RunAsync(ObjectKind kind, CancellationToken cancellation)
    {
        await using var there = stores.Objects.ListAsync(kind, cancellation).GetAsyncEnumerator(cancellation);
        var more = await there.MoveNextAsync();
        await foreach (var named in EachNamedAsync(kind, cancellation))
        {
            for (; more && there.Current.CompareTo(named.Digest) < 0; more = await there.MoveNextAsync()) await LookAtStrayAsync(kind, there.Current, cancellation);
            if (more && there.Current == named.Digest) more = await there.MoveNextAsync();
            else await LookForAsync(named, cancellation);
        }

        for (; more; more = await there.MoveNextAsync()) await LookAtStrayAsync(kind, there.Current, cancellation);
        await recorder.FlushAsync(cancellation);
    }

    /// <summary>What was left over when it was listed may have been named since, or taken out.</summary>
    internal async Task ConfirmOrphansAsync(CancellationToken cancellation)
    {
        for (long after = 0; ;)
        {
            var findings = await Ledger.ListFindingsAsync(after, Portion, cancellation);
            foreach (var finding in findings)
            {
                if (finding is not { Kind: FindingKind.OrphanedObject, Object: { } orphan }) continue;
                var stands = await Ledger.FindOwnerAsync(orphan.Kind, orphan.Digest, cancellation) is null && await stores.Objects.ExistsAsync(orphan.Kind, orphan.Digest, cancellation);
                if (!stands) await Ledger.RemoveFindingAsync(finding.Id, cancellation);
            }

            if (findings.Count < Portion) return;
            after = findings[^1].Id;
        }
    }

    private async Task LookForAsync(EnrolledObject named, CancellationToken cancellation)
    {
        if (await Ledger.FindOwnerAsync(named.Kind, named.Digest, cancellation) is not { IsWanted: true } owner) await Ledger.ForgetAsync(named.Kind, named.Digest, cancellation);
        else if (!await stores.Objects.ExistsAsync(named.Kind, named.Digest, cancellation)) await recorder.AddAsync(named, FixityOutcome.Missing, owner, cancellation);
    }

    private async Task LookAtStrayAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation)
    {
        if (await Ledger.FindOwnerAsync(kind, digest, cancellation) is null) await Ledger.AddFindingAsync(Findings.Orphan(kind, digest), cancellation);
    }

    private async IAsyncEnumerable<EnrolledObject> EachNamedAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellation)
    {
        for (Sha256Digest? after = null; ;)
        {
            var portion = await Ledger.ListEnrolledAsync(kind, after, Portion, cancellation);
            foreach (var named in portion) yield return named;
            if (portion.Count < Portion) yield break;
            after = portion[^1].Digest;
        }
    }
}
