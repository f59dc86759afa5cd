using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Recognition.Alto;

namespace Archive.Pipeline.Assembly;

/// <summary>Enters a personal file into the search index, from its ALTO objects.</summary>
public sealed class FileIndexer(ArchiveStores stores)
{
    // Files that are read while one is entered.
    private static readonly int FilesAhead = Math.Min(8, Environment.ProcessorCount);

    /// <summary>Replaces the file's index entries; pages without text have none.</summary>
    /// <exception cref="FileNotFoundException">A page's ALTO is missing.</exception>
    public async Task IndexAsync(FileRecord file, IReadOnlyList<PageRecord> pages, CancellationToken cancellation)
    {
        var documents = await stores.Catalog.Captures.ListDocumentsAsync(file.Id, cancellation);
        var entries = new List<IndexedPage>(pages.Count);
        foreach (var page in pages)
        {
            if (await PageTexts.ReadAsync(stores, page, cancellation) is { } text) entries.Add(Entry(file, PageFacts.Of(page, documents), page, text));
        }

        await stores.Index.ReplaceFileAsync(file.Id, entries, cancellation);
    }

    /// <summary>
    /// Enters every file that the catalog holds for indexed; see <see cref="IndexFill"/>. A page whose ALTO is lost is left out: one lost object is no
    /// reason to have no index at all, and verification names both.
    /// </summary>
    public async Task FillAsync(IIndexWriter target, string? after, Func<string, CancellationToken, Task> reached, CancellationToken cancellation)
    {
        var ahead = new Queue<(string File, Task<List<IndexedPage>> Entries)>();
        await foreach (var file in stores.Catalog.EachFileAsync(null, after, cancellation))
        {
            if (file.IndexedAt is null) continue;
            ahead.Enqueue((file.Id, Task.Run(() => ReadAsync(file, cancellation), cancellation)));
            if (ahead.Count > FilesAhead) await EnterAsync(ahead.Dequeue());
        }

        while (ahead.Count > 0) await EnterAsync(ahead.Dequeue());

        async Task EnterAsync((string File, Task<List<IndexedPage>> Entries) next)
        {
            await target.ReplaceFileAsync(next.File, await next.Entries, cancellation);
            await reached(next.File, cancellation);
        }
    }

    private async Task<List<IndexedPage>> ReadAsync(FileRecord file, CancellationToken cancellation)
    {
        var documents = await stores.Catalog.Captures.ListDocumentsAsync(file.Id, cancellation);
        var entries = new List<IndexedPage>();
        foreach (var page in await stores.Catalog.ListPagesAsync(file.Id, cancellation))
        {
            if (await ReadIfThereAsync(page, cancellation) is { } text) entries.Add(Entry(file, PageFacts.Of(page, documents), page, text));
        }

        return entries;
    }

    private async Task<RecognizedText?> ReadIfThereAsync(PageRecord page, CancellationToken cancellation)
    {
        try
        {
            return await PageTexts.ReadAsync(stores, page, cancellation);
        }
        catch (Exception lost) when (lost is InvalidDataException or IOException and not StoreUnavailableException)
        {
            return null;
        }
    }

    private static IndexedPage Entry(FileRecord file, PageFacts facts, PageRecord page, RecognizedText text) =>
        new(file.Id, file.Case, page.Number, facts.Revision(page.Alto!.Value, file.Access), text) { Access = file.Access, Facts = facts };
}

/// <summary>The text of pages, read back from their ALTO objects.</summary>
public static class PageTexts
{
    /// <returns>Null for a page without ALTO.</returns>
    public static async Task<RecognizedText?> ReadAsync(ArchiveStores stores, PageRecord page, CancellationToken cancellation)
    {
        if (page is not { Alto: { } digest, Result: { } result }) return null;
        await using var content = await stores.Objects.OpenReadAsync(ObjectKind.Derivative, digest, cancellation);
        return AltoReader.Read(content, result.Dpi);
    }
}
