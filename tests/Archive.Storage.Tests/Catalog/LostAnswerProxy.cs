using System.Net;
using System.Net.Sockets;

namespace Archive.Storage.Tests.Catalog;

/// <summary>Stands before a PostgreSQL server and, when told to, cuts the connection after a statement was done and before its answer is passed on.</summary>
internal sealed class LostAnswerProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly int _serverPort;
    private readonly Task _accepting;
    private byte[]? _toLose;

    internal LostAnswerProxy(int serverPort)
    {
        _serverPort = serverPort;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many answers were lost.</summary>
    internal int Lost { get; private set; }

    /// <summary>Loses the answer to the next statement that holds these words.</summary>
    internal void LoseNext(string words) => Volatile.Write(ref _toLose, System.Text.Encoding.UTF8.GetBytes(words));

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _accepting;
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        var running = new List<Task>();
        try
        {
            while (true) running.Add(PassAsync(await _listener.AcceptTcpClientAsync(_ended.Token)));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task PassAsync(TcpClient client)
    {
        using var near = client;
        using var far = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        await far.ConnectAsync(IPAddress.Loopback, _serverPort);
        using var cut = CancellationTokenSource.CreateLinkedTokenSource(_ended.Token);
        var losing = new StrongBox();
        var there = PumpAsync(near.GetStream(), far.GetStream(), chunk => losing.Value |= IsToLose(chunk), () => false, cut);
        var back = PumpAsync(far.GetStream(), near.GetStream(), _ => { }, () => losing.Value, cut);
        await Task.WhenAll(there, back);
        if (losing.Value) Lost++;
    }

    private bool IsToLose(ReadOnlySpan<byte> chunk)
    {
        var words = Volatile.Read(ref _toLose);
        return words is not null && chunk.IndexOf(words) >= 0 && Interlocked.CompareExchange(ref _toLose, null, words) == words;
    }

    private static async Task PumpAsync(NetworkStream from, NetworkStream to, Action<byte[]> look, Func<bool> lose, CancellationTokenSource cut)
    {
        var buffer = new byte[65536];
        try
        {
            while (await from.ReadAsync(buffer, cut.Token) is > 0 and var read)
            {
                look(buffer[..read]);
                if (lose())
                {
                    // This may be the answer to what came before the statement, in one packet with it: the server goes through all that it was sent
                    // and then hangs up. After that it is done, and nobody will hear of it.
                    from.Socket.Shutdown(SocketShutdown.Send);
                    while (await from.ReadAsync(buffer, cut.Token) > 0)
                    {
                    }

                    break;
                }

                await to.WriteAsync(buffer.AsMemory(0, read), cut.Token);
            }
        }
        catch (Exception end) when (end is IOException or OperationCanceledException)
        {
            // One side is gone.
        }

        await cut.CancelAsync();
    }

    private sealed class StrongBox
    {
        internal volatile bool Value;
    }
}
