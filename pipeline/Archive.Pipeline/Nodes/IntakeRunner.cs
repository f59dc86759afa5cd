using System.Threading.Channels;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Receive;
using Archive.Pipeline.Receive.Pdf;
using Archive.Pipeline.Sight;

namespace Archive.Pipeline.Nodes;

/// <summary>
/// Takes one ingest command's inputs into an archive of many nodes: stored, durable and entered, for other nodes to work. Where a store is away
/// or the disk is nearly full it waits and goes on by itself; the same command resumes after any interruption.
/// </summary>
public sealed class IntakeRunner
{
    private readonly ArchiveStores _stores;
    private readonly IWorkQueue _queue;
    private readonly NodeOptions _options;
    private readonly SourceReceiver _receiver;
    private readonly SpaceGuard _space;

    /// <param name="pdfOptions">Bounds on reading PDFs that come in; those by default where null.</param>
    public IntakeRunner(ArchiveStores stores, IWorkQueue queue, SourceReaderOptions sourceOptions, NodeOptions options, PdfToolOptions? pdfOptions = null)
    {
        (_stores, _queue, _options) = (stores, queue, options.Validated());
        sourceOptions.Validate();
        _receiver = new(stores, new MasterInspector(pdfOptions), sourceOptions);
        _space = new(stores.TemporaryFolder, options);
        Health = new(stores.Log);
    }

    /// <summary>What the intake waits for; for people to see.</summary>
    public NodeHealth Health { get; }

    /// <summary>Receives the inputs, and waits until other nodes have finished the batch where asked to.</summary>
    /// <param name="priority">0 for bulk, 10 where an operator waits.</param>
    /// <param name="wait">False to return as soon as everything is received.</param>
    /// <exception cref="IngestUsageException">The command makes no sense; nothing was done.</exception>
    public Task<BatchReport> IngestAsync(
        IngestRequest request, int priority, bool wait, IProgress<IngestProgress>? progress, CancellationToken cancellation) =>
        BatchOpener.TellingFullDiskAsync(async () =>
        {
            var opened = await PatientlyAsync(() => new BatchOpener(_stores).OpenAsync(request, cancellation), cancellation);
            if (!opened.IsDone)
            {
                await PatientlyAsync(() => ReceiveAsync(opened, priority, progress, cancellation), cancellation);
                if (wait) await FollowAsync(opened.Batch.Id, progress, cancellation);
            }

            return await PatientlyAsync(() => ReportAsync(opened.Batch, cancellation), cancellation);
        });

    private async Task<bool> ReceiveAsync(OpenedBatch opened, int priority, IProgress<IngestProgress>? progress, CancellationToken cancellation)
    {
        if (priority != 0) await _queue.SetPriorityAsync(opened.Batch.Id, priority, cancellation);
        // Other nodes find what waits in the catalog: here nobody listens.
        var tickets = Channel.CreateBounded<PageTicket>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var wholeFiles = Channel.CreateBounded<string>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        var step = new ReceiveStep(
            _stores, _receiver, token => _space.WaitAsync(Health, _stores.Time, token), new FileTracker(), new BatchProgress(progress), tickets.Writer, wholeFiles.Writer);
        await step.RunAsync(opened.Batch, opened.Plan, cancellation);
        await _stores.Catalog.SetBatchStateAsync(opened.Batch.Id, BatchState.Processing, cancellation);
        return true;
    }

    private async Task FollowAsync(long batchId, IProgress<IngestProgress>? progress, CancellationToken cancellation)
    {
        var before = -1;
        while (await PatientlyAsync(() => LookAsync(batchId, cancellation), cancellation) is { State: not BatchState.Complete } seen)
        {
            if (before < 0) before = seen.PagesFinished;
            progress?.Report(new(1, 1, seen.Pages, seen.PagesFinished, seen.PagesFinished - before, seen.Files, seen.FilesIndexed));
            // What is left once every page is finished takes moments.
            await Task.Delay(seen.PagesFinished < seen.Pages ? _options.IdlePause : _options.IdlePause / 4, _stores.Time, cancellation);
        }
    }

    private async Task<Seen> LookAsync(long batchId, CancellationToken cancellation)
    {
        await _queue.CompleteBatchesAsync(cancellation);
        var batch = await _stores.Catalog.GetBatchAsync(batchId, cancellation) ?? throw new InvalidOperationException($"There is no batch {batchId}.");
        var (finished, total) = await _stores.Catalog.CountPagesAsync(batchId, cancellation);
        var files = await _stores.Catalog.ListFilesAsync(batchId, cancellation);
        return new(batch.State, finished, total, files.Count, files.Count(file => file.IndexedAt is not null));
    }

    private async Task<BatchReport> ReportAsync(BatchRecord batch, CancellationToken cancellation) =>
        await new BatchReporter(_stores.Catalog).ReportAsync(await _stores.Catalog.GetBatchAsync(batch.Id, cancellation) ?? batch, [], cancellation);

    /// <summary>Repeats a step, which must bear it, as long as a store is away.</summary>
    private async Task<T> PatientlyAsync<T>(Func<Task<T>> step, CancellationToken cancellation)
    {
        var backoff = new Backoff(_options.FirstWait, _options.LongestWait);
        while (true)
        {
            try
            {
                var result = await step();
                Health.Works("intake");
                return result;
            }
            catch (StoreUnavailableException failure)
            {
                Health.Waits("intake", SafeWords.Of(failure));
                await Task.Delay(backoff.Next(), _stores.Time, cancellation);
            }
        }
    }

    private sealed record Seen(BatchState State, int PagesFinished, int Pages, int Files, int FilesIndexed);
}
