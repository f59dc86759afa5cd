using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Pipeline.Verification;

/// <summary>Findings in words.</summary>
internal static class Findings
{
    internal static VerifyFinding Of(EnrolledObject damaged, ObjectOwner owner) => new(
        damaged.Outcome == FixityOutcome.Missing ? FindingKind.MissingObject : FindingKind.ChangedObject,
        damaged.Digest.Hex, $"{NameOf(damaged.Kind)} named by {owner.Name}")
    {
        Object = (damaged.Kind, damaged.Digest),
    };

    internal static VerifyFinding Orphan(ObjectKind kind, Sha256Digest digest) => new(
        FindingKind.OrphanedObject, digest.Hex, $"{NameOf(kind)} that the catalog does not name")
    {
        Object = (kind, digest),
    };

    internal static string NameOf(ObjectKind kind) => kind == ObjectKind.Master ? "master" : "derivative";

    /// <summary>What stands: objects not intact at their last check, what was found otherwise, and batches that are not at their end.</summary>
    internal static async Task<(List<VerifyFinding> Findings, bool More)> StandingAsync(ICatalog catalog, int most, CancellationToken cancellation)
    {
        var findings = new List<VerifyFinding>();
        foreach (var batch in await catalog.ListBatchesAsync(cancellation))
        {
            if (batch.State != BatchState.Complete) findings.Add(new(FindingKind.UnfinishedBatch, $"batch {batch.Id}", $"'{batch.Name}': run its ingest command again to finish it"));
        }

        foreach (var damaged in await catalog.Verification.ListDamagedAsync(null, most, cancellation))
        {
            if (await catalog.Verification.FindOwnerAsync(damaged.Kind, damaged.Digest, cancellation) is { IsWanted: true } owner) findings.Add(Of(damaged, owner));
        }

        findings.AddRange(await catalog.Verification.ListFindingsAsync(after: 0, most, cancellation));
        return findings.Count > most ? (findings.GetRange(0, most), true) : (findings, false);
    }
}
