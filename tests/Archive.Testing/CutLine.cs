using System.Net;
using System.Net.Sockets;

namespace Archive.Testing;

/// <summary>
/// A line to a loopback port that can be cut as a network is cut: nothing comes through any more and nobody is told. Neither side sees its connection
/// end, and new connections get no answer, until it is mended; then what waited comes through.
/// </summary>
public sealed class CutLine : IAsyncDisposable
{
    private const int BufferBytes = 16 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly int _target;
    private readonly Task _accepting;
    private volatile TaskCompletionSource? _cut;

    public CutLine(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public void Cut() => _cut ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Mend()
    {
        var cut = _cut;
        _cut = null;
        cut?.SetResult();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var server = new TcpClient();
        using (client)
        {
            try
            {
                await PassableAsync();
                await server.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
                await Task.WhenAny(CopyAsync(client.GetStream(), server.GetStream()), CopyAsync(server.GetStream(), client.GetStream()));
            }
            catch (Exception gone) when (gone is IOException or SocketException or OperationCanceledException or InvalidOperationException)
            {
                // Either side left, perhaps before anything was passed on.
            }
        }
    }

    private async Task CopyAsync(NetworkStream from, NetworkStream to)
    {
        try
        {
            var buffer = new byte[BufferBytes];
            for (int read; (read = await from.ReadAsync(buffer, _stop.Token)) > 0;)
            {
                await PassableAsync();
                await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
            }

            // That one side has left is not told either.
            await PassableAsync();
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Either side left.
        }
    }

    private Task PassableAsync() => _cut is { } cut ? cut.Task.WaitAsync(_stop.Token) : Task.CompletedTask;
}
