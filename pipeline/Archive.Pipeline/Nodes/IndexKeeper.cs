using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Assembly;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Sight;
using Archive.Pipeline.Verification;

namespace Archive.Pipeline.Nodes;

/// <summary>
/// Keeps the search index whole beside the work of a node that has it at hand: mends an index that is new, empty or of an older release, on one node at a
/// time and while it is in use, and takes out what verification found in it that no file has.
/// </summary>
public sealed class IndexKeeper(ArchiveStores stores, IWorkQueue queue, string nodeId)
{
    /// <summary>The duty that one node has for all.</summary>
    public const string Duty = "index";

    private const int Portion = 1000;

    /// <summary>Looks after the index until it is to end.</summary>
    /// <param name="interval">Pause between looks.</param>
    public Task RunAsync(TimeSpan interval, CancellationToken cancellation) =>
        NodeChore.RunAsync(stores, "mending of the index", interval, LookAsync, cancellation);

    /// <summary>Mends what is to be mended, unless another node does.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        if (stores.Index is IMendableIndex index && await index.NeedsMendingAsync(cancellation))
        {
            await DutyKeeper.RunAsync(queue, Duty, nodeId, stores.Time, token => MendAsync(index, token), cancellation);
        }

        await RemoveStraysAsync(cancellation);
    }

    private async Task MendAsync(IMendableIndex index, CancellationToken cancellation)
    {
        // Another may have mended it between the look and the duty.
        if (!await index.NeedsMendingAsync(cancellation)) return;
        stores.Log.IndexMending();
        await index.MendAsync(new FileIndexer(stores).FillAsync, cancellation);
        stores.Log.IndexMended();
    }

    private async Task RemoveStraysAsync(CancellationToken cancellation)
    {
        for (long after = 0; ;)
        {
            var findings = await stores.Catalog.Verification.ListFindingsAsync(after, Portion, cancellation);
            foreach (var file in findings.Where(finding => finding.Kind == FindingKind.OrphanedIndexEntry).Select(finding => finding.FileId!).Distinct())
            {
                if (await stores.Catalog.GetFileAsync(file, cancellation) is null) await IndexRepair.RemoveAsync(stores, file, cancellation);
            }

            if (findings.Count < Portion) return;
            after = findings[^1].Id;
        }
    }
}
