using Archive.Domain;
using Archive.Pipeline.Receive;
using Archive.Pipeline.Workers;

namespace Archive.Pipeline.Batches;

/// <summary>A command's inputs and the batch that they belong to.</summary>
/// <param name="IsDone">True where the batch is finished and its inputs have not changed since.</param>
internal sealed record OpenedBatch(BatchRecord Batch, IngestPlan Plan, bool IsDone);

/// <summary>Finds the batch of an ingest command again, or makes one.</summary>
internal sealed class BatchOpener(ArchiveStores stores)
{
    /// <exception cref="IngestUsageException">The command makes no sense; nothing was done.</exception>
    internal async Task<OpenedBatch> OpenAsync(IngestRequest request, CancellationToken cancellation)
    {
        var plan = IngestPlanner.Plan(request.Paths, request.Case, request.Name);
        if (plan.Files.Count + plan.Rejected.Count == 0) throw new IngestUsageException($"There is nothing to ingest in {string.Join(", ", request.Paths)}.");
        var key = request.SourceKey();
        var batch = await stores.Catalog.FindBatchAsync(key, cancellation);
        if (batch is { State: BatchState.Complete } && await IsUnchangedAsync(batch, plan, cancellation)) return new(batch, plan, IsDone: true);
        if (batch is null or { State: BatchState.Complete }) batch = await stores.Catalog.CreateBatchAsync(request.BatchName, key, cancellation);
        return new(batch, plan, IsDone: false);
    }

    /// <summary>Runs a step of the batch; a full disk, wherever it shows, becomes what people are told.</summary>
    internal static async Task<T> TellingFullDiskAsync<T>(Func<Task<T>> step)
    {
        try
        {
            return await step();
        }
        catch (Exception full) when (full is not EnvironmentProblemException && DiskSpace.IsExhausted(full))
        {
            throw DiskSpace.Exhausted(full);
        }
    }

    private async Task<bool> IsUnchangedAsync(BatchRecord batch, IngestPlan plan, CancellationToken cancellation) =>
        await InputComparison.SameAsync(plan, await stores.Catalog.ListSourcesAsync(batch.Id, cancellation), cancellation);
}
