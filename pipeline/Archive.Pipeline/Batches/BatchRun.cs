using System.Threading.Channels;
using Archive.Domain;
using Archive.Pipeline.Receive;

namespace Archive.Pipeline.Batches;

/// <summary>
/// One run of one batch: receive, work and complete go on at the same time, joined by bounded channels. The catalog holds all that must
/// outlive the run; the channels only say that there is something to do.
/// </summary>
/// <param name="untilRoom">Waits, before each input, page and file, until the disk has room for it.</param>
internal sealed class BatchRun(
    ArchiveStores stores, SourceReceiver receiver, PageStep pages, FileStep files, Func<CancellationToken, Task> untilRoom, BatchProgress progress, int workers)
{
    /// <summary>Pages that may be received ahead of the workers: enough to keep them busy, few enough that reading does not run far ahead.</summary>
    private const int TicketsAhead = 256;

    private const int WholeFilesAhead = 16;

    private readonly FileTracker _tracker = new();

    private readonly Channel<PageTicket> _tickets = Channel.CreateBounded<PageTicket>(TicketsAhead);

    private readonly Channel<string> _wholeFiles = Channel.CreateBounded<string>(WholeFilesAhead);

    internal async Task RunAsync(BatchRecord batch, IngestPlan plan, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var token = stop.Token;
        var receive = Task.Run(() => ReceiveAsync(batch, plan, token), token);
        var work = Enumerable.Range(0, workers).Select(_ => Task.Run(() => WorkAsync(batch.Id, token), token)).ToArray();
        var complete = Task.Run(() => CompleteAsync(token), token);
        var close = Task.Run(() => CloseAsync(receive, work), token);
        await AllOrFirstFailureAsync([receive, .. work, complete, close], stop);
    }

    private async Task ReceiveAsync(BatchRecord batch, IngestPlan plan, CancellationToken cancellation)
    {
        var step = new ReceiveStep(stores, receiver, untilRoom, _tracker, progress, _tickets.Writer, _wholeFiles.Writer);
        await step.RunAsync(batch, plan, cancellation);
        _tickets.Writer.Complete();
        await stores.Catalog.SetBatchStateAsync(batch.Id, BatchState.Processing, cancellation);
    }

    private async Task WorkAsync(long batchId, CancellationToken cancellation)
    {
        await foreach (var _ in _tickets.Reader.ReadAllAsync(cancellation))
        {
            var fileId = await FinishOnePageAsync(batchId, cancellation);
            progress.PageFinished();
            if (_tracker.PageFinished(fileId)) await _wholeFiles.Writer.WriteAsync(fileId, cancellation);
        }
    }

    /// <summary>A ticket lasts until a page is finished: a page that failed goes back into the queue and may be claimed by another loop.</summary>
    private async Task<string> FinishOnePageAsync(long batchId, CancellationToken cancellation)
    {
        while (true)
        {
            await untilRoom(cancellation);
            var page = await stores.Catalog.ClaimPageAsync(batchId, cancellation)
                ?? throw new InvalidOperationException("There are more tickets than pages.");
            if (await pages.TryFinishAsync(page, cancellation)) return page.FileId;
        }
    }

    private async Task CompleteAsync(CancellationToken cancellation)
    {
        await foreach (var fileId in _wholeFiles.Reader.ReadAllAsync(cancellation))
        {
            await untilRoom(cancellation);
            await files.CompleteAsync(fileId, cancellation);
            progress.FileIndexed();
        }
    }

    /// <summary>Receiving and working both name whole files; only when both have ended has the last been named.</summary>
    private async Task CloseAsync(Task receive, Task[] work)
    {
        await Task.WhenAll([receive, .. work]);
        _wholeFiles.Writer.Complete();
    }

    private static async Task AllOrFirstFailureAsync(List<Task> tasks, CancellationTokenSource stop)
    {
        Task? failed = null;
        for (var running = tasks.ToList(); running.Count > 0;)
        {
            var ended = await Task.WhenAny(running);
            running.Remove(ended);
            if (ended.IsCompletedSuccessfully) continue;
            failed = failed is { IsFaulted: true } ? failed : ended;
            await stop.CancelAsync();
        }

        if (failed is not null) await failed;
    }
}
