using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Assembly;
using Archive.Pipeline.Batches;

namespace Archive.Pipeline.Verification;

/// <summary>What was done about a finding.</summary>
/// <param name="Done">False where nothing that is left can mend it.</param>
public sealed record Repair(VerifyFinding Finding, bool Done, string Action);

/// <summary>
/// Mends what verification found, from what is left: objects from a replica of the object store where there is one (masters also from the
/// files they came from, where these still have the same bytes), derivatives from their
/// masters by putting their pages back into the queue, PDFs from their pages, index entries from ALTO. Masters are never invented and never
/// taken away. The work put back into the queue is done by whoever works the archive.
/// </summary>
/// <param name="replica">A second object store to take lost bytes from; null for none.</param>
/// <param name="ownsIndex">False where another node has the search index: what concerns it is put into that node's queue.</param>
/// <param name="isAtRest">Whether no other node has work in hand; what no row names may otherwise be about to be named. Null where there are no other nodes.</param>
public sealed class ArchiveRepairer(
    ArchiveStores stores, IObjectStore? replica = null, bool ownsIndex = true, Func<CancellationToken, Task<bool>>? isAtRest = null)
{
    private readonly List<Repair> _repairs = [];

    private IVerificationLedger Ledger => stores.Catalog.Verification;

    public async Task<IReadOnlyList<Repair>> RepairAsync(VerifyReport report, CancellationToken cancellation)
    {
        _repairs.Clear();
        foreach (var finding in report.Findings) await RepairAsync(finding, cancellation);
        await new IndexRepair(stores, ownsIndex).RunAsync(report.Findings, _repairs, cancellation);
        foreach (var repair in _repairs)
            await PremisEvents.RepairedAsync(stores, repair.Finding.Subject, repair.Done ? PremisEvents.Success : PremisEvents.Failure, repair.Action, cancellation);
        return [.. _repairs];
    }

    private Task RepairAsync(VerifyFinding finding, CancellationToken cancellation) => finding switch
    {
        { Kind: FindingKind.MissingObject or FindingKind.ChangedObject, Object: { } lost } => RestoreAsync(finding, lost.Kind, lost.Digest, cancellation),
        { Kind: FindingKind.OrphanedObject, Object: { Kind: ObjectKind.Derivative } orphan } => DiscardAsync(finding, orphan.Digest, cancellation),
        { Kind: FindingKind.OrphanedObject } => Tell(finding, false, "a master is kept even where nothing names it: find out whose it is"),
        { Kind: FindingKind.PdfNotConforming or FindingKind.PdfOfOtherPages, FileId: { } file } => ReassembleAsync(finding, file, cancellation),
        { Kind: FindingKind.UnfinishedBatch } => Tell(finding, false, "to be finished by its own command or by the nodes"),
        _ => Task.CompletedTask,
    };

    private async Task RestoreAsync(VerifyFinding finding, ObjectKind kind, Sha256Digest digest, CancellationToken cancellation)
    {
        if (replica is not null && await replica.CheckAsync(kind, digest, cancellation) == FixityOutcome.Intact)
        {
            await using var content = await replica.OpenReadAsync(kind, digest, cancellation);
            await stores.Objects.RestoreAsync(kind, digest, content, cancellation);
            if (kind == ObjectKind.Master) await ReopenGivenUpAsync(digest, cancellation);
            await Tell(finding, true, "put back from the replica");
        }
        else if (kind == ObjectKind.Master)
        {
            if (await RestoreFromSourceAsync(digest, cancellation) is { } path) await Tell(finding, true, $"put back from {path}, which still has the same bytes");
            else await Tell(finding, false, $"a master is never invented: {(replica is null ? "name a replica with --replica" : "the replica has no intact copy of it")}, or put the file back where it came from");
        }
        else
        {
            await MakeAnewAsync(digest, cancellation);
            await Tell(finding, true, "its page or file was put back into the queue to be made anew");
        }
    }

    /// <summary>The file that a master came from may still lie where it was received.</summary>
    /// <returns>Its path; null where it is gone or has other bytes now.</returns>
    private async Task<string?> RestoreFromSourceAsync(Sha256Digest master, CancellationToken cancellation)
    {
        foreach (var path in await Ledger.ListPathsOfAsync(master, cancellation))
        {
            if (!File.Exists(path)) continue;
            try
            {
                await using var content = File.OpenRead(path);
                await stores.Objects.RestoreAsync(ObjectKind.Master, master, content, cancellation);
                await ReopenGivenUpAsync(master, cancellation);
                return path;
            }
            catch (Exception other) when (other is InvalidDataException or UnauthorizedAccessException or FileNotFoundException)
            {
                // Not the bytes that were received; another path may have them.
            }
        }

        return null;
    }

    /// <summary>Several pages, also of different files, may share a derivative: every one that names it is done again.</summary>
    private async Task MakeAnewAsync(Sha256Digest derivative, CancellationToken cancellation)
    {
        await stores.Objects.DiscardAsync(derivative, cancellation);
        foreach (var file in await Ledger.ListFilesOfAsync(derivative, cancellation)) await stores.Catalog.ReopenFileAsync(file, cancellation);
        foreach (var page in await Ledger.ListPagesOfAsync(derivative, cancellation)) await stores.Catalog.ReopenPageAsync(page, cancellation);
    }

    /// <summary>Pages set aside while their master was missing: with the master back they can be worked.</summary>
    private async Task ReopenGivenUpAsync(Sha256Digest master, CancellationToken cancellation)
    {
        foreach (var page in await Ledger.ListGivenUpPagesAsync(master, cancellation)) await stores.Catalog.ReopenPageAsync(page, cancellation);
    }

    private async Task DiscardAsync(VerifyFinding finding, Sha256Digest digest, CancellationToken cancellation)
    {
        if (isAtRest is not null && !await isAtRest(cancellation))
        {
            await Tell(finding, false, "kept for now: nodes have work in hand that may be about to name it");
            return;
        }

        if (await Ledger.FindOwnerAsync(ObjectKind.Derivative, digest, cancellation) is not null)
        {
            await Tell(finding, true, "kept: it has been named since");
            return;
        }

        await stores.Objects.DiscardAsync(digest, cancellation);
        await Tell(finding, true, "taken out: it can be made again from its master");
    }

    private async Task ReassembleAsync(VerifyFinding finding, string fileId, CancellationToken cancellation)
    {
        if (await stores.Catalog.GetFileAsync(fileId, cancellation) is { Pdf: { } pdf })
        {
            // Another file may have the same object for its own, rightly.
            if ((await Ledger.ListFilesOfAsync(pdf.Digest, cancellation)).Count == 1) await stores.Objects.DiscardAsync(pdf.Digest, cancellation);
            await stores.Catalog.ReopenFileAsync(fileId, cancellation);
        }

        await Ledger.RemoveFindingAsync(finding.Id, cancellation);
        await Tell(finding, true, "the file was put back into the queue to be assembled anew");
    }

    private Task Tell(VerifyFinding finding, bool done, string action)
    {
        _repairs.Add(new(finding, done, action));
        return Task.CompletedTask;
    }
}
