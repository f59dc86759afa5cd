using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pdf.Conformance;
using Archive.Pipeline.Batches;

namespace Archive.Pipeline.Verification;

/// <summary>What is wrong with a subject, in the catalog's, the objects' or the index's view.</summary>
public enum FindingKind
{
    /// <summary>A row names an object that is not there.</summary>
    MissingObject,

    /// <summary>An object's bytes no longer match its digest.</summary>
    ChangedObject,

    /// <summary>An object that no row names.</summary>
    OrphanedObject,

    /// <summary>A page with text has no entry in the index.</summary>
    MissingIndexEntry,

    /// <summary>The index holds another state of a page's text.</summary>
    StaleIndexEntry,

    /// <summary>The index holds a page that the catalog does not.</summary>
    OrphanedIndexEntry,

    /// <summary>A stored PDF is no PDF/A-2u.</summary>
    PdfNotConforming,

    /// <summary>A batch is not finished: its command is to be run again.</summary>
    UnfinishedBatch,
}

/// <summary>One thing that is not as it should be.</summary>
public sealed record VerifyFinding(FindingKind Kind, string Subject, string Detail)
{
    /// <summary>The object concerned; null where the finding is about none.</summary>
    public (ObjectKind Kind, Sha256Digest Digest)? Object { get; init; }

    /// <summary>The personal file concerned; null where it is about none, or about an object that several may share.</summary>
    public string? FileId { get; init; }
}

/// <summary>What was looked at, and what was found.</summary>
public sealed record VerifyReport(int Objects, int Files, int IndexEntries, IReadOnlyList<VerifyFinding> Findings)
{
    public bool Sound => Findings.Count == 0;
}

/// <summary>An additional look at a stored PDF by another program; null where it has nothing to say against it.</summary>
public delegate Task<string?> PdfCheck(string path, CancellationToken cancellation);

/// <summary>Re-hashes every object and checks catalog, objects, index and PDFs against each other. Changes nothing but the event log.</summary>
/// <param name="deepCheck">A second opinion on every PDF; null for none.</param>
public sealed class ArchiveVerifier(ArchiveStores stores, PdfCheck? deepCheck = null)
{
    private readonly List<VerifyFinding> _findings = [];

    /// <param name="progress">Number of objects checked so far.</param>
    public async Task<VerifyReport> VerifyAsync(IProgress<int>? progress, CancellationToken cancellation)
    {
        _findings.Clear();
        await CheckBatchesAsync(cancellation);
        var objects = await CheckObjectsAsync(progress, cancellation);
        var files = await stores.Catalog.ListFilesAsync(null, cancellation);
        var entries = await CheckIndexAsync(files, cancellation);
        foreach (var file in files) await CheckPdfAsync(file, cancellation);
        return new(objects, files.Count, entries, [.. _findings]);
    }

    private async Task CheckBatchesAsync(CancellationToken cancellation)
    {
        foreach (var batch in await stores.Catalog.ListBatchesAsync(cancellation))
        {
            if (batch.State != BatchState.Complete) Find(FindingKind.UnfinishedBatch, $"batch {batch.Id}", $"'{batch.Name}': run its ingest command again to finish it");
        }
    }

    private async Task<int> CheckObjectsAsync(IProgress<int>? progress, CancellationToken cancellation)
    {
        var named = new HashSet<(ObjectKind, Sha256Digest)>();
        await foreach (var (kind, digest, namedBy) in stores.Catalog.ListObjectsAsync(cancellation))
        {
            if (!named.Add((kind, digest))) continue;
            await CheckFixityAsync(kind, digest, namedBy, cancellation);
            progress?.Report(named.Count);
        }

        foreach (var kind in Enum.GetValues<ObjectKind>())
        {
            await foreach (var digest in stores.Objects.ListAsync(kind, cancellation))
            {
                if (!named.Contains((kind, digest))) Find(FindingKind.OrphanedObject, digest.Hex, $"{NameOf(kind)} that the catalog does not name", (kind, digest));
            }
        }

        await PremisEvents.FixityAsync(stores, "all objects", _findings.Exists(IsFixity) ? PremisEvents.Failure : PremisEvents.Success, $"{named.Count} objects", cancellation);
        return named.Count;
    }

    private async Task CheckFixityAsync(ObjectKind kind, Sha256Digest digest, string namedBy, CancellationToken cancellation)
    {
        var outcome = await stores.Objects.CheckAsync(kind, digest, cancellation);
        if (outcome == FixityOutcome.Intact) return;
        var finding = outcome == FixityOutcome.Missing ? FindingKind.MissingObject : FindingKind.ChangedObject;
        Find(finding, digest.Hex, $"{NameOf(kind)} named by {namedBy}", (kind, digest));
        await PremisEvents.FixityAsync(stores, digest.Hex, PremisEvents.Failure, outcome.ToString(), cancellation);
    }

    private async Task<int> CheckIndexAsync(IReadOnlyList<FileRecord> files, CancellationToken cancellation)
    {
        var held = new Dictionary<(string, int), Sha256Digest>();
        await foreach (var entry in stores.Index.ListAsync(cancellation)) held[(entry.FileId, entry.PageNumber)] = entry.Revision;
        var count = held.Count;
        foreach (var file in files.Where(file => file.IndexedAt is not null))
        {
            foreach (var page in await stores.Catalog.ListPagesAsync(file.Id, cancellation))
            {
                if (page.Alto is not { } alto) continue;
                if (!held.Remove((file.Id, page.Number), out var revision)) Find(FindingKind.MissingIndexEntry, $"{file.Id} page {page.Number}", "not in the index", fileId: file.Id);
                else if (revision != alto) Find(FindingKind.StaleIndexEntry, $"{file.Id} page {page.Number}", "the index holds another state of its text", fileId: file.Id);
            }
        }

        foreach (var (fileId, number) in held.Keys) Find(FindingKind.OrphanedIndexEntry, $"{fileId} page {number}", "in the index, not in the catalog", fileId: fileId);
        return count;
    }

    private async Task CheckPdfAsync(FileRecord file, CancellationToken cancellation)
    {
        if (file.Pdf is not { } pdf || !await stores.Objects.ExistsAsync(ObjectKind.Derivative, pdf.Digest, cancellation)) return;
        await using var local = await stores.Objects.LeaseLocalAsync(ObjectKind.Derivative, pdf.Digest, cancellation);
        await using (var content = File.OpenRead(local.Path))
        {
            foreach (var finding in PdfAConformanceChecker.Check(content)) Find(FindingKind.PdfNotConforming, file.Id, finding.ToString(), fileId: file.Id);
        }

        if (deepCheck is not null && await deepCheck(local.Path, cancellation) is { } complaint) Find(FindingKind.PdfNotConforming, file.Id, complaint, fileId: file.Id);
    }

    private void Find(FindingKind kind, string subject, string detail, (ObjectKind Kind, Sha256Digest Digest)? found = null, string? fileId = null) =>
        _findings.Add(new(kind, subject, detail) { Object = found, FileId = fileId });

    private static bool IsFixity(VerifyFinding finding) => finding.Kind is FindingKind.MissingObject or FindingKind.ChangedObject;

    private static string NameOf(ObjectKind kind) => kind == ObjectKind.Master ? "master" : "derivative";
}
