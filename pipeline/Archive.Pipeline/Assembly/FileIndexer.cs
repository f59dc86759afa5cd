using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Recognition.Alto;

namespace Archive.Pipeline.Assembly;

/// <summary>Enters a personal file into the search index, from its ALTO objects.</summary>
public sealed class FileIndexer(ArchiveStores stores)
{
    /// <summary>Replaces the file's index entries; pages without text have none.</summary>
    public async Task IndexAsync(FileRecord file, IReadOnlyList<PageRecord> pages, CancellationToken cancellation)
    {
        var entries = new List<IndexedPage>(pages.Count);
        foreach (var page in pages)
        {
            if (page.Alto is not { } alto || await PageTexts.ReadAsync(stores, page, cancellation) is not { } text) continue;
            entries.Add(new(file.Id, file.Case, page.Number, alto, text));
        }

        await stores.Index.ReplaceFileAsync(file.Id, entries, cancellation);
    }

    /// <summary>Enters every file that the catalog holds for indexed; files without pages in the index are added, others brought to their state.</summary>
    public async Task RebuildAsync(CancellationToken cancellation)
    {
        await foreach (var file in stores.Catalog.EachFileAsync(null, cancellation))
        {
            if (file.IndexedAt is not null) await IndexAsync(file, await stores.Catalog.ListPagesAsync(file.Id, cancellation), cancellation);
        }
    }
}

/// <summary>The text of pages, read back from their ALTO objects.</summary>
internal static class PageTexts
{
    /// <returns>Null for a page without ALTO.</returns>
    internal static async Task<RecognizedText?> ReadAsync(ArchiveStores stores, PageRecord page, CancellationToken cancellation)
    {
        if (page is not { Alto: { } digest, Result: { } result }) return null;
        await using var content = await stores.Objects.OpenReadAsync(ObjectKind.Derivative, digest, cancellation);
        return AltoReader.Read(content, result.Dpi);
    }
}
