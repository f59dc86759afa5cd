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
public sealed class ArchiveRepairer(ArchiveStores stores, IObjectStore? replica = null)
{
    private readonly List<Repair> _repairs = [];
    private readonly HashSet<Sha256Digest> _toMakeAnew = [];
    private readonly HashSet<Sha256Digest> _restored = [];

    public async Task<IReadOnlyList<Repair>> RepairAsync(VerifyReport report, CancellationToken cancellation)
    {
        _repairs.Clear();
        _toMakeAnew.Clear();
        _restored.Clear();
        foreach (var finding in report.Findings) await RepairAsync(finding, cancellation);
        if (_toMakeAnew.Count + _restored.Count > 0) await MakeAnewAsync(cancellation);
        await ReindexAsync(report, cancellation);
        foreach (var repair in _repairs)
            await PremisEvents.RepairedAsync(stores, repair.Finding.Subject, repair.Done ? PremisEvents.Success : PremisEvents.Failure, repair.Action, cancellation);
        return [.. _repairs];
    }

    private Task RepairAsync(VerifyFinding finding, CancellationToken cancellation) => finding switch
    {
        { Kind: FindingKind.MissingObject or FindingKind.ChangedObject, Object: { } lost } => RestoreAsync(finding, lost.Kind, lost.Digest, cancellation),
        { Kind: FindingKind.OrphanedObject, Object: { Kind: ObjectKind.Derivative } orphan } => DiscardAsync(finding, orphan.Digest, cancellation),
        { Kind: FindingKind.OrphanedObject } => Tell(finding, false, "a master is kept even where nothing names it: find out whose it is"),
        { Kind: FindingKind.PdfNotConforming, FileId: { } file } => ReassembleAsync(finding, file, cancellation),
        { Kind: FindingKind.UnfinishedBatch } => Tell(finding, false, "to be finished by its own command or by the nodes"),
        _ => Task.CompletedTask,
    };

    private async Task RestoreAsync(VerifyFinding finding, ObjectKind kind, Sha256Digest digest, CancellationToken cancellation)
    {
        if (replica is not null && await replica.CheckAsync(kind, digest, cancellation) == FixityOutcome.Intact)
        {
            await using var content = await replica.OpenReadAsync(kind, digest, cancellation);
            await stores.Objects.RestoreAsync(kind, digest, content, cancellation);
            if (kind == ObjectKind.Master) _restored.Add(digest);
            await Tell(finding, true, "put back from the replica");
        }
        else if (kind == ObjectKind.Master)
        {
            if (await RestoreFromSourceAsync(digest, cancellation) is { } path) await Tell(finding, true, $"put back from {path}, which still has the same bytes");
            else await Tell(finding, false, $"a master is never invented: {(replica is null ? "name a replica with --replica" : "the replica has no intact copy of it")}, or put the file back where it came from");
        }
        else
        {
            await stores.Objects.DiscardAsync(digest, cancellation);
            _toMakeAnew.Add(digest);
            await Tell(finding, true, "its page or file was put back into the queue to be made anew");
        }
    }

    /// <summary>The file that a master came from may still lie where it was received.</summary>
    /// <returns>Its path; null where it is gone or has other bytes now.</returns>
    private async Task<string?> RestoreFromSourceAsync(Sha256Digest master, CancellationToken cancellation)
    {
        foreach (var batch in await stores.Catalog.ListBatchesAsync(cancellation))
        {
            foreach (var source in await stores.Catalog.ListSourcesAsync(batch.Id, cancellation))
            {
                if (source.Digest != master || !File.Exists(source.Path)) continue;
                try
                {
                    await using var content = File.OpenRead(source.Path);
                    await stores.Objects.RestoreAsync(ObjectKind.Master, master, content, cancellation);
                    _restored.Add(master);
                    return source.Path;
                }
                catch (Exception other) when (other is InvalidDataException or UnauthorizedAccessException or FileNotFoundException)
                {
                    // Not the bytes that were received; another path may have them.
                }
            }
        }

        return null;
    }

    private async Task DiscardAsync(VerifyFinding finding, Sha256Digest digest, CancellationToken cancellation)
    {
        await stores.Objects.DiscardAsync(digest, cancellation);
        await Tell(finding, true, "taken out: it can be made again from its master");
    }

    private async Task ReassembleAsync(VerifyFinding finding, string fileId, CancellationToken cancellation)
    {
        if (await stores.Catalog.GetFileAsync(fileId, cancellation) is { Pdf: { } pdf })
        {
            await stores.Objects.DiscardAsync(pdf.Digest, cancellation);
            await stores.Catalog.ReopenFileAsync(fileId, cancellation);
        }

        await Tell(finding, true, "the file was put back into the queue to be assembled anew");
    }

    /// <summary>
    /// Several pages, also of different files, may share a derivative: every one that names it is done again. So are pages that were given up while
    /// their master, now restored, was missing.
    /// </summary>
    private async Task MakeAnewAsync(CancellationToken cancellation)
    {
        foreach (var file in await stores.Catalog.ListFilesAsync(null, cancellation))
        {
            if (file.Pdf is { } pdf && _toMakeAnew.Contains(pdf.Digest)) await stores.Catalog.ReopenFileAsync(file.Id, cancellation);
            foreach (var page in await stores.Catalog.ListPagesAsync(file.Id, cancellation))
            {
                Sha256Digest?[] derivatives = [page.Image?.Digest, page.Alto, page.Text];
                if (derivatives.Any(digest => digest is { } one && _toMakeAnew.Contains(one)) || (_restored.Contains(page.Master) && WasGivenUp(page))) await stores.Catalog.ReopenPageAsync(page.Id, cancellation);
            }
        }
    }

    /// <summary>Set aside while its master was missing: with the master back it can be worked.</summary>
    private static bool WasGivenUp(PageRecord page) => page.Result is { Problem: PageProblem.Crashed or PageProblem.TimedOut or PageProblem.OutOfMemory };

    private async Task ReindexAsync(VerifyReport report, CancellationToken cancellation)
    {
        var findings = report.Findings.Where(finding => finding.Kind is FindingKind.MissingIndexEntry or FindingKind.StaleIndexEntry or FindingKind.OrphanedIndexEntry);
        foreach (var group in findings.GroupBy(finding => finding.FileId!))
        {
            if (await stores.Catalog.GetFileAsync(group.Key, cancellation) is not { } file)
            {
                await stores.Index.RemoveFileAsync(group.Key, cancellation);
                foreach (var finding in group) await Tell(finding, true, "taken out of the index");
                continue;
            }

            // Of a file whose pages are worked anew the index follows by itself.
            if (file.IndexedAt is not null) await new FileIndexer(stores).IndexAsync(file, await stores.Catalog.ListPagesAsync(file.Id, cancellation), cancellation);
            foreach (var finding in group) await Tell(finding, true, "the file was indexed anew");
        }
    }

    private Task Tell(VerifyFinding finding, bool done, string action)
    {
        _repairs.Add(new(finding, done, action));
        return Task.CompletedTask;
    }
}
