using Archive.Domain.Ports;
using Archive.Web.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archive.Web.Operations;

/// <summary>Writes down every minute what the archive does, for charts over time. Every node of the service does; the catalog keeps the first.</summary>
internal sealed class HistoryKeeper(ICatalog catalog, IWorkQueue queue, TimeProvider time, ILogger<HistoryKeeper> log) : BackgroundService
{
    private const int PagesForStages = 200;

    /// <summary>Minutes of 90 days.</summary>
    private const int Kept = 90 * 24 * 60;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await KeepAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // The chart has a gap then, which says as much; it is no reason to stop the service.
                log.HistoryGap(failure.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task KeepAsync(CancellationToken cancellation)
    {
        var (status, problems, nodes) = (await queue.GetStatusAsync(cancellation), await catalog.CountProblemsAsync(cancellation), await queue.ListNodesAsync(cancellation));
        var alive = nodes.Where(node => node.Alive).ToList();
        var now = time.GetUtcNow();
        await catalog.Operations.AddAsync(
            new(now, status.PagesWaiting, status.PagesInWork, status.OldestWaiting, status.FilesUnfinished, status.PagesLastMinutes, problems.NeedingOperator.Values.Sum(), problems.Rejected.Values.Sum(),
                problems.Failed.Values.Sum(), alive.Count, alive.Min(node => node.Node.FreeBytes), await catalog.Operations.MeanStagesAsync(PagesForStages, cancellation)),
            cancellation);
        await catalog.Operations.KeepNewestAsync(Kept, cancellation);
    }
}
