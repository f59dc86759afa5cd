using System.Globalization;
using Archive.Domain;

namespace Archive.Pipeline.Batches;

/// <summary>Writes what happened to objects into the catalog, in the terms of the PREMIS event type vocabulary.</summary>
internal static class PremisEvents
{
    internal const string Success = "success";
    internal const string Failure = "fail";

    /// <summary>A master came in and its digest was taken on the way.</summary>
    internal static async Task ReceivedAsync(ArchiveStores stores, StoredObject master, string path, CancellationToken cancellation)
    {
        await AddAsync(stores, "ingestion", master.Digest.Hex, Success, path, cancellation);
        var detail = string.Create(CultureInfo.InvariantCulture, $"SHA-256 over {master.Bytes} bytes");
        await AddAsync(stores, "message digest calculation", master.Digest.Hex, Success, detail, cancellation);
    }

    /// <summary>A personal file's PDF/A was made from its pages.</summary>
    internal static Task AssembledAsync(ArchiveStores stores, FileRecord file, StoredObject pdf, int pages, CancellationToken cancellation) => AddAsync(
        stores, "creation", pdf.Digest.Hex, Success, string.Create(CultureInfo.InvariantCulture, $"PDF/A-2u of {file.Id}, {pages} pages"), cancellation);

    /// <summary>A personal file's PDF was checked against PDF/A-2u and found wanting.</summary>
    internal static Task NotConformingAsync(ArchiveStores stores, FileRecord file, string findings, CancellationToken cancellation) =>
        AddAsync(stores, "validation", file.Id, Failure, findings, cancellation);

    /// <summary>Objects were read again and compared with their digests.</summary>
    internal static Task FixityAsync(ArchiveStores stores, string subject, string outcome, string detail, CancellationToken cancellation) =>
        AddAsync(stores, "fixity check", subject, outcome, detail, cancellation);

    /// <summary>Something that verification found was mended, or cannot be.</summary>
    internal static Task RepairedAsync(ArchiveStores stores, string subject, string outcome, string action, CancellationToken cancellation) =>
        AddAsync(stores, "modification", subject, outcome, action, cancellation);

    private static Task AddAsync(ArchiveStores stores, string type, string subject, string outcome, string? detail, CancellationToken cancellation) =>
        stores.Catalog.AddEventAsync(new(type, stores.Time.GetUtcNow(), subject, outcome, detail), cancellation);
}
