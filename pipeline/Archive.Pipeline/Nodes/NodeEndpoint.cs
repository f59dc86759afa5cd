using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Sight;

namespace Archive.Pipeline.Nodes;

/// <summary>
/// What a node tells machines that watch it, over HTTP on loopback: <c>/health/live</c> (the process answers), <c>/health/ready</c> (200 where it
/// can work, 503 with what it waits for), <c>/metrics</c> (Prometheus text).
/// </summary>
public sealed class NodeEndpoint : IAsyncDisposable
{
    private const string CatalogAvailable = "archive_catalog_available";
    private const string CatalogAvailableHelp = "0 where the catalog is away.";

    /// <summary>Who collects metrics waits ten seconds by default: a catalog that is away must not cost the node's own figures too.</summary>
    private static readonly TimeSpan CatalogPatience = TimeSpan.FromSeconds(3);

    private readonly HttpListener _listener = new();
    private readonly PrometheusText _metrics = new(ArchiveMetrics.MeterName);
    private readonly NodeHealth _health;
    private readonly IWorkQueue _queue;
    private readonly NodeAnnouncement _self;
    private readonly string _folder;
    private readonly Func<bool> _draining;
    private readonly Task _serving;

    /// <param name="port">TCP port on loopback, 1 to 65535.</param>
    /// <param name="self">The node.</param>
    /// <param name="folder">Where it keeps its temporary files: the disk that is told of.</param>
    /// <param name="draining">Whether the node is about to end: it is not ready then.</param>
    /// <exception cref="EnvironmentProblemException">The port cannot be had.</exception>
    public NodeEndpoint(int port, NodeAnnouncement self, string folder, NodeHealth health, IWorkQueue queue, Func<bool> draining)
    {
        (_self, _folder, _health, _queue, _draining) = (self, folder, health, queue, draining);
        _listener.Prefixes.Add(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));
        try
        {
            _listener.Start();
        }
        catch (HttpListenerException taken)
        {
            throw new EnvironmentProblemException($"The port {port} for health and metrics cannot be had: {taken.Message} Name another with --port.", taken);
        }

        _serving = Task.Run(ServeAsync);
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving;
        _metrics.Dispose();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception closed) when (closed is HttpListenerException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }

            _ = AnswerAsync(context);
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            var (status, type, body) = context.Request.Url?.AbsolutePath switch
            {
                "/health/live" => (200, "application/json", """{"live":true}"""),
                "/health/ready" => Ready(),
                "/metrics" => (200, "text/plain; version=0.0.4; charset=utf-8", _metrics.Write(await GaugesAsync())),
                _ => (404, "application/json", """{"error":"There are /health/live, /health/ready and /metrics."}"""),
            };
            var bytes = Encoding.UTF8.GetBytes(body);
            (context.Response.StatusCode, context.Response.ContentType, context.Response.ContentLength64) = (status, type, bytes.Length);
            await context.Response.OutputStream.WriteAsync(bytes);
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException)
        {
            // Who asked is no longer there.
        }
    }

    private (int Status, string Type, string Body) Ready()
    {
        var problem = _draining() ? "The node is draining." : _health.Problem;
        return problem is null
            ? (200, "application/json", """{"ready":true}""")
            : (503, "application/json", $$"""{"ready":false,"problem":{{JsonSerializer.Serialize(problem)}}}""");
    }

    private async Task<IReadOnlyList<(string, string, double)>> GaugesAsync()
    {
        List<(string, string, double)> gauges =
        [
            ("archive_node_ready", "1 where the node can work.", _health.Problem is null ? 1 : 0),
            ("archive_node_workers", "Page worker processes that the node runs at once.", _self.Workers),
            ("archive_node_disk_free_bytes", "Room on the disk of the node's temporary files.", new DriveInfo(_folder).AvailableFreeSpace),
        ];
        using var patience = new CancellationTokenSource(CatalogPatience);
        try
        {
            gauges.AddRange(Of(await _queue.GetStatusAsync(patience.Token)));
            var nodes = await _queue.ListNodesAsync(patience.Token);
            gauges.Add(("archive_nodes_alive", "Nodes whose heartbeats come.", nodes.Count(node => node.Alive)));
            if (nodes.FirstOrDefault(node => node.Node.Id == _self.Id) is { } self)
            {
                gauges.Add(("archive_node_pages_in_work", "Pages that this node holds.", self.PagesInWork));
                gauges.Add(("archive_node_pages_per_minute", "Pages a minute that this node finished in the last five minutes.", self.PagesLastMinutes / 5.0));
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
