using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Sight;

namespace Archive.Pipeline.Nodes;

/// <summary>What a node has to tell to machines that watch it: whether it can work, and its figures.</summary>
/// <param name="self">The node.</param>
/// <param name="folder">Where it keeps its temporary files: the disk that is told of.</param>
/// <param name="draining">Whether the node is about to end: it is not ready then.</param>
public sealed class NodeSight(NodeAnnouncement self, string folder, NodeHealth health, IWorkQueue queue, Func<bool> draining) : IDisposable
{
    private const string CatalogAvailable = "archive_catalog_available";
    private const string CatalogAvailableHelp = "0 where the catalog is away.";

    /// <summary>Who collects metrics waits ten seconds by default: a catalog that is away must not cost the node's own figures too.</summary>
    private static readonly TimeSpan CatalogPatience = TimeSpan.FromSeconds(3);

    private readonly PrometheusText _metrics = new(ArchiveMetrics.MeterName);

    /// <summary>What it waits for, in one sentence; null where it can work.</summary>
    public string? Problem => draining() ? "The node is draining." : health.Problem;

    /// <summary>Its figures as Prometheus text.</summary>
    public async Task<string> MetricsAsync() => _metrics.Write(await GaugesAsync());

    public void Dispose() => _metrics.Dispose();

    private async Task<IReadOnlyList<(string, string, double)>> GaugesAsync()
    {
        List<(string, string, double)> gauges =
        [
            ("archive_node_ready", "1 where the node can work.", health.Problem is null ? 1 : 0),
            ("archive_node_workers", "Page worker processes that the node runs at once.", self.Workers),
            ("archive_node_disk_free_bytes", "Room on the disk of the node's temporary files.", new DriveInfo(folder).AvailableFreeSpace),
        ];
        using var patience = new CancellationTokenSource(CatalogPatience);
        try
        {
            gauges.AddRange(Of(await queue.GetStatusAsync(patience.Token)));
            var nodes = await queue.ListNodesAsync(patience.Token);
            gauges.Add(("archive_nodes_alive", "Nodes whose heartbeats come.", nodes.Count(node => node.Alive)));
            if (nodes.FirstOrDefault(node => node.Node.Id == self.Id) is { } own)
            {
                gauges.Add(("archive_node_pages_in_work", "Pages that this node holds.", own.PagesInWork));
                gauges.Add(("archive_node_pages_per_minute", "Pages a minute that this node finished in the last five minutes.", own.PagesLastMinutes / 5.0));
            }

            gauges.Add((CatalogAvailable, CatalogAvailableHelp, 1));
        }
        catch (Exception away) when (away is StoreUnavailableException or OperationCanceledException)
        {
            gauges.Add((CatalogAvailable, CatalogAvailableHelp, 0));
        }

        return gauges;
    }

    private static IEnumerable<(string, string, double)> Of(QueueStatus status)
    {
        // The node's clock may be behind the catalog's.
        var age = status.OldestWaiting is { } oldest ? Math.Max(0, (TimeProvider.System.GetUtcNow() - oldest).TotalSeconds) : 0;
        yield return ("archive_queue_pages_waiting", "Pages that wait for a worker.", status.PagesWaiting);
        yield return ("archive_queue_pages_in_work", "Pages in work at any node.", status.PagesInWork);
        yield return ("archive_queue_files_unfinished", "Files whose pages are finished and that are not yet assembled and indexed.", status.FilesUnfinished);
        yield return ("archive_queue_batches_open", "Batches that are not complete.", status.BatchesOpen);
        yield return ("archive_queue_oldest_seconds", "Age of the page that has waited longest.", age);
        yield return ("archive_pages_needing_operator", "Finished pages that a person has to look at.", status.PagesNeedingOperator);
    }
}
