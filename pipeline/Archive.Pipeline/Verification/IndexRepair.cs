using Archive.Domain;
using Archive.Pipeline.Assembly;
using Archive.Pipeline.Batches;

namespace Archive.Pipeline.Verification;

/// <summary>Brings the index to what the catalog says; where another node has the index, by putting it into that node's queue.</summary>
internal sealed class IndexRepair(ArchiveStores stores, bool ownsIndex)
{
    internal async Task RunAsync(IEnumerable<VerifyFinding> findings, List<Repair> repairs, CancellationToken cancellation)
    {
        foreach (var group in findings.Where(finding => IndexComparison.Kinds.Contains(finding.Kind)).GroupBy(finding => finding.FileId!))
        {
            var action = ownsIndex ? await MendAsync(group.Key, cancellation) : await AskAsync(group.Key, cancellation);
            repairs.AddRange(group.Select(finding => new Repair(finding, true, action)));
        }
    }

    /// <summary>Takes what no file of the catalog has out of the index.</summary>
    internal static async Task RemoveAsync(ArchiveStores stores, string fileId, CancellationToken cancellation)
    {
        await stores.Index.RemoveFileAsync(fileId, cancellation);
        await stores.Catalog.Verification.RemoveFindingsAsync(FindingKind.OrphanedIndexEntry, fileId, cancellation);
    }

    private async Task<string> MendAsync(string fileId, CancellationToken cancellation)
    {
        if (await stores.Catalog.GetFileAsync(fileId, cancellation) is not { } file)
        {
            await RemoveAsync(stores, fileId, cancellation);
            return "taken out of the index";
        }

        // Of a file whose pages are worked anew the index follows by itself.
        if (file.IndexedAt is not null) await new FileIndexer(stores).IndexAsync(file, await stores.Catalog.ListPagesAsync(fileId, cancellation), cancellation);
        return "the file was indexed anew";
    }

    /// <summary>What no file has stays among the findings, where the node that has the index looks for it.</summary>
    private async Task<string> AskAsync(string fileId, CancellationToken cancellation)
    {
        if (await stores.Catalog.GetFileAsync(fileId, cancellation) is null) return "the node that has the index takes it out";
        await stores.Catalog.ReindexFileAsync(fileId, cancellation);
        return "the node that has the index enters the file anew";
    }
}
