using System.Collections.Concurrent;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Assembly;
using Archive.Pipeline.Sight;

namespace Archive.Pipeline.Batches;

/// <summary>A personal file that could not be brought to its end, and why; a bug, told loudly.</summary>
public sealed record FileProblem(string FileId, string Problem);

/// <summary>Brings a personal file whose pages are all finished to its end: assembled, stored, indexed. Does only what is not done yet.</summary>
/// <param name="indexer">Null where another node has the search index: the file then stays "stored but not indexed".</param>
internal sealed class FileStep(ArchiveStores stores, FileAssembler assembler, FileIndexer? indexer)
{
    private readonly ConcurrentBag<FileProblem> _problems = [];

    /// <summary>Files of this run that have no PDF because it did not conform.</summary>
    internal IReadOnlyList<FileProblem> Problems => [.. _problems.OrderBy(problem => problem.FileId, StringComparer.Ordinal)];

    internal async Task CompleteAsync(string fileId, CancellationToken cancellation)
    {
        var file = await stores.Catalog.GetFileAsync(fileId, cancellation) ?? throw new InvalidOperationException($"There is no file {fileId}.");
        if (file is { AssembledAt: not null, IndexedAt: not null }) return;
        using var span = ArchiveTraces.Begin("complete file", file);
        try
        {
            await CompleteAsync(file, cancellation);
        }
        catch (Exception failure)
        {
            ArchiveTraces.Fail(span, failure);
            throw;
        }
    }

    private async Task CompleteAsync(FileRecord file, CancellationToken cancellation)
    {
        var pages = await stores.Catalog.ListPagesAsync(file.Id, cancellation);
        if (!HasSomethingToShow(pages)) return;
        if (file.AssembledAt is null) await ArchiveTraces.StepAsync("assemble", () => AssembleAsync(file, pages, cancellation));
        if (file.IndexedAt is not null || indexer is null) return;
        await ArchiveTraces.StepAsync("index", () => IndexAsync(file, pages, indexer, cancellation));
        ArchiveMetrics.FileIndexed();
        stores.Log.FileIndexed(file.Id, pages.Count);
    }

    private async Task IndexAsync(FileRecord file, IReadOnlyList<PageRecord> pages, FileIndexer target, CancellationToken cancellation)
    {
        do
        {
            // Who may see it is read anew each time: an index that lets in more than the catalog does is the worst of all errors.
            file = await stores.Catalog.GetFileAsync(file.Id, cancellation) ?? throw new InvalidOperationException($"There is no file {file.Id}.");
            await target.IndexAsync(file, pages, cancellation);
        }
        while (!await stores.Catalog.SetIndexedAsync(file, cancellation));
    }

    /// <summary>A file of rejected pages alone is none: its inputs are rejected.</summary>
    internal static bool HasSomethingToShow(IReadOnlyList<PageRecord> pages) =>
        pages.Any(page => page.Result is { Outcome: not PageOutcome.Rejected });

    private async Task AssembleAsync(FileRecord file, IReadOnlyList<PageRecord> pages, CancellationToken cancellation)
    {
        switch (await assembler.AssembleAsync(file, pages, cancellation))
        {
            case Assembled.Stored stored:
                await PremisEvents.AssembledAsync(stores, file, stored.Pdf, pages.Count, cancellation);
                await stores.Catalog.SetAssembledAsync(file.Id, stored.Pdf, cancellation);
                ArchiveMetrics.FileAssembled();
                stores.Log.FileAssembled(file.Id, pages.Count, stored.Pdf.Digest, stored.Pdf.Bytes);
                break;
            case Assembled.NotConforming broken:
                await PremisEvents.NotConformingAsync(stores, file, broken.Findings, cancellation);
                stores.Log.PdfNotConforming(file.Id);
                _problems.Add(new(file.Id, $"The PDF made for {file.Id} does not conform to PDF/A-2u and was not stored: {broken.Findings}"));
                break;
        }
    }
}
