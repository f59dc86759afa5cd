using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Assembly;
using Archive.Pipeline.Nodes;
using Archive.Pipeline.Receive;
using Archive.Pipeline.Receive.Pdf;
using Archive.Pipeline.Workers;

namespace Archive.Pipeline.Batches;

/// <summary>
/// Takes one ingest command from its inputs to assembled and indexed personal files. The same command finds its batch again: an
/// unfinished one is resumed, a finished one whose inputs have not changed is reported without doing anything twice.
/// While the disk is nearly full nothing more is taken; it goes on by itself when there is room. To be used by the sole owner of the archive.
/// </summary>
public sealed class BatchRunner
{
    private readonly ArchiveStores _stores;
    private readonly PageWorkerOptions _options;
    private readonly WorkerCommand _command;
    private readonly SourceReceiver _receiver;
    private readonly BatchReporter _reporter;
    private readonly SpaceGuard _space;

    /// <param name="sourceOptions">How long inputs that still grow are waited for.</param>
    /// <param name="nodeOptions">How much of the disk is kept free, and how long the pauses are while it is not.</param>
    /// <param name="pdfOptions">Bounds on reading PDFs that come in; those by default where null.</param>
    public BatchRunner(
        ArchiveStores stores, WorkerCommand command, PageWorkerOptions options, SourceReaderOptions sourceOptions, NodeOptions nodeOptions, PdfToolOptions? pdfOptions = null)
    {
        (_stores, _command, _options) = (stores, command, options.Validated());
        sourceOptions.Validate();
        _receiver = new(stores, new MasterInspector(pdfOptions), sourceOptions);
        _reporter = new(stores.Catalog);
        _space = new(stores.TemporaryFolder, nodeOptions.Validated());
        Health = new(stores.Log);
    }

    /// <summary>What the run waits for: room on the disk; for people to see.</summary>
    public NodeHealth Health { get; }

    /// <summary>Runs the command and returns the account of its batch.</summary>
    /// <exception cref="IngestUsageException">The command makes no sense; nothing was done.</exception>
    /// <exception cref="EnvironmentProblemException">The machine is not fit (disk full, library or model missing); the batch can be resumed.</exception>
    /// <exception cref="OperationCanceledException">The batch can be resumed.</exception>
    public Task<BatchReport> IngestAsync(IngestRequest request, IProgress<IngestProgress>? progress, CancellationToken cancellation) =>
        BatchOpener.TellingFullDiskAsync(async () =>
        {
            var opened = await new BatchOpener(_stores).OpenAsync(request, cancellation);
            return opened.IsDone
                ? await _reporter.ReportAsync(opened.Batch, [], cancellation)
                : await RunAsync(opened.Batch, opened.Plan, progress, cancellation);
        });

    private async Task<BatchReport> RunAsync(BatchRecord batch, IngestPlan plan, IProgress<IngestProgress>? progress, CancellationToken cancellation)
    {
        await _stores.Catalog.ReleaseAbandonedPagesAsync(cancellation);
        await using var workers = new PageWorkerPool(_command, _options, _stores.Time);
        var files = new FileStep(_stores, new FileAssembler(_stores), new FileIndexer(_stores));
        var run = new BatchRun(_stores, _receiver, new PageStep(_stores, workers), files, UntilRoomAsync, new BatchProgress(progress), _options.Workers);
        await run.RunAsync(batch, plan, cancellation);
        if (files.Problems.Count == 0) await _stores.Catalog.SetBatchStateAsync(batch.Id, BatchState.Complete, cancellation);
        var ended = await _stores.Catalog.GetBatchAsync(batch.Id, cancellation) ?? batch;
        return await _reporter.ReportAsync(ended, files.Problems, cancellation);
    }

    /// <summary>Works what the repair of finished batches has put back into the queue.</summary>
    /// <returns>Files that have no PDF because of a bug.</returns>
    public async Task<IReadOnlyList<FileProblem>> WorkReopenedAsync(CancellationToken cancellation)
    {
        await _stores.Catalog.ReleaseAbandonedPagesAsync(cancellation);
        await using var workers = new PageWorkerPool(_command, _options, _stores.Time);
        var files = new FileStep(_stores, new FileAssembler(_stores), new FileIndexer(_stores));
        foreach (var batch in await _stores.Catalog.ListBatchesAsync(cancellation))
        {
            // A batch that was never wholly received is resumed by its own command.
            if (batch.State != BatchState.Processing) continue;
            var step = new PageStep(_stores, workers);
            await Task.WhenAll(Enumerable.Range(0, _options.Workers).Select(_ => WorkAllAsync(step, batch.Id, cancellation)));
            foreach (var file in await _stores.Catalog.ListFilesAsync(batch.Id, cancellation)) await files.CompleteAsync(file.Id, cancellation);
            if (files.Problems.Count == 0) await _stores.Catalog.SetBatchStateAsync(batch.Id, BatchState.Complete, cancellation);
        }

        return files.Problems;
    }

    private Task UntilRoomAsync(CancellationToken cancellation) => _space.WaitAsync(Health, _stores.Time, cancellation);

    private async Task WorkAllAsync(PageStep step, long batchId, CancellationToken cancellation)
    {
        while (await _stores.Catalog.ClaimPageAsync(batchId, cancellation) is { } page) await step.TryFinishAsync(page, cancellation);
    }
}
