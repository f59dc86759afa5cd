using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Catalog;

/// <summary>What every shared work queue must hold to; a class per implementation runs it.</summary>
public abstract class WorkQueueContract : CatalogContract
{
    protected IWorkQueue Queue => (IWorkQueue)Catalog;

    /// <summary>Makes a node silent for this long, as seen by the queue.</summary>
    protected abstract Task SilenceAsync(string nodeId, TimeSpan silence);

    /// <summary>The same archive as another node has it open.</summary>
    protected abstract Task<ICatalog> OpenAsNodeAsync(string nodeId, TimeProvider time);

    protected static NodeAnnouncement Node(string id, bool draining = false, string? problem = null) => new(id, "machine", "0.1.0", 2, draining, problem);

    protected Task AnnounceAsync(params string[] nodes) => Task.WhenAll(nodes.Select(node => Queue.AnnounceAsync(Node(node), None)));

    /// <summary>A batch that is wholly received.</summary>
    protected async Task<(BatchRecord Batch, FileRecord File)> ReceivedAsync(int pages, string name = "batch")
    {
        var (batch, file) = await NewFileAsync(pages, name);
        await Catalog.SetBatchStateAsync(batch.Id, BatchState.Processing, None);
        return (batch, file);
    }

    protected async Task FinishAllAsync(string node, PageResult? result = null)
    {
        while (await Queue.LeasePageAsync(node, None) is { } page) await Catalog.FinishPageAsync(Finished(page, result), None);
    }

    protected static PageResult Rejected => new() { Outcome = PageOutcome.Rejected, Problem = PageProblem.Undecodable, Reason = "No readable image." };
}
