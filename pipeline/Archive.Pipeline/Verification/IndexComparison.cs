using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;

namespace Archive.Pipeline.Verification;

/// <summary>
/// Pages of the catalog against entries of the index, both read in the order of files, a portion of each in memory. A file that differs is compared by
/// itself, as catalog and index have it then: what is being entered meanwhile is no finding.
/// </summary>
/// <param name="save">Writes down how far it came.</param>
internal sealed class IndexComparison(ArchiveStores stores, Func<VerificationRun, Task> save)
{
    private const int FilesBetweenSaves = 500;

    internal static readonly FindingKind[] Kinds = [FindingKind.MissingIndexEntry, FindingKind.StaleIndexEntry, FindingKind.OrphanedIndexEntry, FindingKind.DoubleIndexEntry];

    private IVerificationLedger Ledger => stores.Catalog.Verification;

    internal async Task<VerificationRun> RunAsync(VerificationRun run, CancellationToken cancellation)
    {
        if (run.Position is null)
        {
            foreach (var kind in Kinds) await Ledger.RemoveFindingsAsync(kind, fileId: null, cancellation);
        }

        await using var entries = new EntriesByFile(stores.Index.ListAsync(cancellation).GetAsyncEnumerator(cancellation));
        await foreach (var file in stores.Catalog.EachFileAsync(null, run.Position, cancellation))
        {
            run = await PassOverAsync(entries, run, upTo: file.Id, cancellation);
            var held = await entries.TakeAsync(file.Id);
            if (file.IndexedAt is not null && !await IsAsCataloguedAsync(file, held, cancellation)) await CompareFileAsync(file.Id, cancellation);
            run = run with { Files = run.Files + 1, IndexEntries = run.IndexEntries + held.Count, Position = file.Id };
            if (run.Files % FilesBetweenSaves == 0) await save(run);
        }

        return await PassOverAsync(entries, run, upTo: null, cancellation);
    }

    /// <summary>Entries of files that the catalog does not have.</summary>
    private async Task<VerificationRun> PassOverAsync(EntriesByFile entries, VerificationRun run, string? upTo, CancellationToken cancellation)
    {
        while (await entries.NextFileAsync() is { } file && (upTo is null || string.CompareOrdinal(file, upTo) < 0))
        {
            var held = await entries.TakeAsync(file);
            // Gone on with, the comparison passes what it compared before.
            if (run.Position is { } position && string.CompareOrdinal(file, position) <= 0 && file.Length > 0) continue;
            run = run with { IndexEntries = run.IndexEntries + held.Count };
            await CompareFileAsync(file, cancellation);
        }

        return run;
    }

    private async Task<bool> IsAsCataloguedAsync(FileRecord file, IReadOnlyList<IndexEntry> held, CancellationToken cancellation)
    {
        var documents = await stores.Catalog.Captures.ListDocumentsAsync(file.Id, cancellation);
        var pages = await stores.Catalog.ListPagesAsync(file.Id, cancellation);
        var expected = pages.Where(page => page.Alto is not null).Select(page => (page.Number, PageFacts.Of(page, documents).Revision(page.Alto!.Value, file.Access)));
        return expected.SequenceEqual(held.Select(entry => (entry.PageNumber, entry.Revision)));
    }

    private async Task CompareFileAsync(string fileId, CancellationToken cancellation)
    {
        var file = await stores.Catalog.GetFileAsync(fileId, cancellation);
        if (file is { IndexedAt: null }) return;
        var pages = file is null ? [] : await stores.Catalog.ListPagesAsync(fileId, cancellation);
        var documents = file is null ? [] : await stores.Catalog.Captures.ListDocumentsAsync(fileId, cancellation);
        var entries = (await stores.Index.ListFileAsync(fileId, cancellation)).ToLookup(entry => entry.PageNumber);
        if ((await stores.Catalog.GetFileAsync(fileId, cancellation))?.IndexedAt != file?.IndexedAt) return;
        foreach (var (kind, number, detail) in Differences(pages, page => PageFacts.Of(page, documents).Revision(page.Alto!.Value, file!.Access), entries))
        {
            var subject = fileId.Length == 0 ? $"text {number} without a page" : $"{fileId} page {number}";
            await Ledger.AddFindingAsync(new(kind, subject, detail) { FileId = fileId }, cancellation);
        }
    }

    private static IEnumerable<(FindingKind Kind, int Number, string Detail)> Differences(IReadOnlyList<PageRecord> pages, Func<PageRecord, Sha256Digest> revision, ILookup<int, IndexEntry> entries)
    {
        foreach (var page in pages)
        {
            if (page.Alto is null) continue;
            var held = entries[page.Number].ToList();
            if (held.Count == 0) yield return (FindingKind.MissingIndexEntry, page.Number, "not in the index");
            if (held.Count > 1) yield return (FindingKind.DoubleIndexEntry, page.Number, $"{held.Count} times in the index");
            if (held.Exists(entry => entry.Revision != revision(page)))
                yield return (FindingKind.StaleIndexEntry, page.Number, "the index holds another state of its text, or lets others see it");
        }

        var expected = pages.Where(page => page.Alto is not null).Select(page => page.Number).ToHashSet();
        foreach (var entry in entries.Where(entry => !expected.Contains(entry.Key))) yield return (FindingKind.OrphanedIndexEntry, entry.Key, "in the index, not in the catalog");
    }
}

/// <summary>The index's list, file by file.</summary>
internal sealed class EntriesByFile(IAsyncEnumerator<IndexEntry> entries) : IAsyncDisposable
{
    private bool _begun;
    private bool _more;

    /// <summary>The file of the next entry; null at the end.</summary>
    internal async Task<string?> NextFileAsync()
    {
        if (!_begun) (_begun, _more) = (true, await entries.MoveNextAsync());
        return _more ? entries.Current.FileId : null;
    }

    /// <summary>The next entries, as long as they are of this file.</summary>
    internal async Task<IReadOnlyList<IndexEntry>> TakeAsync(string fileId)
    {
        var taken = new List<IndexEntry>();
        for (; await NextFileAsync() == fileId; _more = await entries.MoveNextAsync()) taken.Add(entries.Current);
        return taken;
    }

    public ValueTask DisposeAsync() => entries.DisposeAsync();
}
