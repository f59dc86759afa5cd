using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Archive.Domain;

namespace Archive.Pipeline.Nodes;

/// <summary>
/// What a node tells machines that watch it, over HTTP on loopback: <c>/health/live</c> (the process answers), <c>/health/ready</c> (200 where it
/// can work, 503 with what it waits for), <c>/metrics</c> (Prometheus text).
/// </summary>
public sealed class NodeEndpoint : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly NodeSight _sight;
    private readonly Task _serving;

    /// <param name="port">TCP port on loopback, 1 to 65535.</param>
    /// <param name="sight">What it tells; disposed of with it.</param>
    /// <exception cref="EnvironmentProblemException">The port cannot be had.</exception>
    public NodeEndpoint(int port, NodeSight sight)
    {
        _sight = sight;
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
        _sight.Dispose();
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
                "/metrics" => (200, "text/plain; version=0.0.4; charset=utf-8", await _sight.MetricsAsync()),
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
        return _sight.Problem is not { } problem
            ? (200, "application/json", """{"ready":true}""")
            : (503, "application/json", $$"""{"ready":false,"problem":{{JsonSerializer.Serialize(problem)}}}""");
    }
}
