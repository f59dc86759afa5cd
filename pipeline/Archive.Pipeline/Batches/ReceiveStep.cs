using System.Threading.Channels;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Receive;
using Archive.Pipeline.Sight;

namespace Archive.Pipeline.Batches;

/// <summary>
/// Receives a plan's inputs in order and gives out one ticket per page that waits for a worker. What an earlier run of the batch has
/// received is passed over, so that the step can be repeated after any interruption.
/// </summary>
/// <param name="untilRoom">Waits, before each input, until the disk has room for it.</param>
internal sealed class ReceiveStep(
    ArchiveStores stores, SourceReceiver receiver, Func<CancellationToken, Task> untilRoom, FileTracker tracker, BatchProgress progress, ChannelWriter<PageTicket> tickets, ChannelWriter<string> wholeFiles)
{
    private readonly Dictionary<string, SourceRecord> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _filesWithPages = [];

    internal async Task RunAsync(BatchRecord batch, IngestPlan plan, CancellationToken cancellation)
    {
        progress.Plan(plan.Files.Sum(file => file.Sources.Count) + plan.Rejected.Count);
        foreach (var source in await stores.Catalog.ListSourcesAsync(batch.Id, cancellation)) _known[source.Path] = source;
        await TakeUpAsync(batch, cancellation);
        var ordinal = 0;
        foreach (var file in plan.Files) ordinal = await ReceiveFileAsync(batch, plan, file, ordinal, cancellation);
        foreach (var rejected in plan.Rejected)
        {
            stores.Log.SourceNotReceived(batch.Id, ordinal, SourceDisposition.Rejected, null);
            await receiver.RejectAsync(batch.Id, ordinal++, rejected.Path, null, rejected.Reason, cancellation);
            progress.InputReceived();
        }

        // Files that the command no longer names (an input was taken away since) are brought to their end all the same.
        foreach (var fileId in _filesWithPages) await CloseAsync(fileId, cancellation);
        stores.Log.BatchReceived(batch.Id, ordinal, _filesWithPages.Count);
    }

    /// <summary>Announces what an earlier run left.</summary>
    private async Task TakeUpAsync(BatchRecord batch, CancellationToken cancellation)
    {
        var waiting = 0;
        foreach (var file in await stores.Catalog.ListFilesAsync(batch.Id, cancellation))
        {
            var pages = await stores.Catalog.ListPagesAsync(file.Id, cancellation);
            var open = pages.Count(page => page.State != PageState.Finished);
            tracker.Announce(file.Id, open);
            progress.PagesKnown(open, pages.Count - open);
            NoteFile(file.Id);
            waiting += open;
        }

        await GiveTicketsAsync(waiting, cancellation);
    }

    private async Task<int> ReceiveFileAsync(BatchRecord batch, IngestPlan plan, PlannedFile planned, int ordinal, CancellationToken cancellation)
    {
        var fileId = await FindFileAsync(batch, plan, planned, cancellation);
        foreach (var path in planned.Sources)
        {
            if (!_known.TryGetValue(path, out var known) || known.Disposition == SourceDisposition.Rejected)
                await ReceiveSourceAsync(batch, fileId, ordinal, path, cancellation);
            progress.InputReceived();
            ordinal++;
        }

        await CloseAsync(fileId, cancellation);
        return ordinal;
    }

    private async Task ReceiveSourceAsync(BatchRecord batch, string fileId, int ordinal, string path, CancellationToken cancellation)
    {
        await untilRoom(cancellation);
        var receipt = await ReceiveTracedAsync(batch, fileId, ordinal, path, cancellation);
        if (receipt.NewPages == 0) return;
        NoteFile(fileId);
        tracker.Announce(fileId, receipt.NewPages);
        progress.PagesKnown(receipt.NewPages, 0);
        await GiveTicketsAsync(receipt.NewPages, cancellation);
    }

    private async Task<SourceReceipt> ReceiveTracedAsync(BatchRecord batch, string fileId, int ordinal, string path, CancellationToken cancellation)
    {
        using var span = ArchiveTraces.Begin("receive source", await ArchiveTraces.FileAsync(stores.Catalog, fileId, cancellation));
        try
        {
            var receipt = await receiver.ReceiveAsync(batch.Id, fileId, ordinal, path, cancellation);
            var source = receipt.Source;
            span?.SetTag("archive.source", ordinal).SetTag("archive.pages", receipt.NewPages)
                .SetTag("archive.disposition", source.Disposition.ToString()).SetTag("archive.digest", source.Digest?.Hex);
            if (source.Disposition == SourceDisposition.Received) stores.Log.SourceReceived(batch.Id, ordinal, fileId, receipt.NewPages, source.Digest);
            else stores.Log.SourceNotReceived(batch.Id, ordinal, source.Disposition, source.Digest);
            return receipt;
        }
        catch (Exception failure)
        {
            ArchiveTraces.Fail(span, failure);
            throw;
        }
    }

    /// <summary>The personal file that an earlier run began with one of these inputs, or the one at this place of the plan.</summary>
    private async Task<string> FindFileAsync(BatchRecord batch, IngestPlan plan, PlannedFile planned, CancellationToken cancellation)
    {
        var begun = planned.Sources.Select(path => _known.GetValueOrDefault(path)?.FileId).FirstOrDefault(id => id is not null);
        if (begun is not null) return begun;
        // A folder added since the first run moves the places of those behind it: another file's place is not taken.
        for (var place = planned.Ordinal; ; place += plan.Files.Count)
        {
            var file = await stores.Catalog.EnsureFileAsync(batch.Id, place, planned.Name, planned.Case, cancellation);
            if (file.Name == planned.Name && file.Case == planned.Case) return file.Id;
        }
    }

    private async Task GiveTicketsAsync(int pages, CancellationToken cancellation)
    {
        for (var page = 0; page < pages; page++) await tickets.WriteAsync(default, cancellation);
    }

    private async Task CloseAsync(string fileId, CancellationToken cancellation)
    {
        if (tracker.Close(fileId)) await wholeFiles.WriteAsync(fileId, cancellation);
    }

    private void NoteFile(string fileId)
    {
        if (_filesWithPages.Add(fileId)) progress.FileKnown();
    }
}

/// <summary>Leave to work one page; which one, the catalog says.</summary>
internal readonly record struct PageTicket;
