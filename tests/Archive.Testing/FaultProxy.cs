using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Archive.Testing;

/// <summary>What a <see cref="FaultProxy"/> does to one request.</summary>
public enum Fault
{
    /// <summary>Passed on as it is.</summary>
    None,

    /// <summary>Answered with 503 ServerBusy, never passed on.</summary>
    Busy,

    /// <summary>Passed on, but the answer breaks off in the middle of its body.</summary>
    TruncateAnswer,

    /// <summary>Only half of the request's body is passed on, then both sides are cut.</summary>
    TruncateRequest,

    /// <summary>One bit of the request's body is flipped.</summary>
    AlterRequest,

    /// <summary>One bit of the answer's body is flipped.</summary>
    AlterAnswer,

    /// <summary>Passed on and done, but the answer never arrives: the line is cut.</summary>
    LoseAnswer,

    /// <summary>Taken, and not answered as long as the client waits.</summary>
    Hang,

    /// <summary>Answered with 403 AuthorizationPermissionMismatch, never passed on.</summary>
    Refuse,

    /// <summary>Answered with a page of HTML, as the sign-in page of a network is.</summary>
    Nonsense,
}

/// <summary>
/// An HTTP proxy on a loopback port that passes requests on to another and does to each what it is told. One request per connection.
/// </summary>
public sealed class FaultProxy : IAsyncDisposable
{
    private const int BufferBytes = 64 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Task, bool> _open = new();
    private readonly int _target;
    private readonly Func<string, Fault> _choose;
    private readonly Task _accepting;
    private int _faults;

    /// <param name="target">Loopback port of the server behind.</param>
    /// <param name="choose">Given the request's head (<c>GET /path HTTP/1.1</c> and its headers), what to do to it; called by several threads.</param>
    public FaultProxy(int target, Func<string, Fault> choose)
    {
        (_target, _choose) = (target, choose);
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Requests that met a fault.</summary>
    public int Faults => _faults;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_open.Keys);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                var serving = ServeAsync(client);
                _open.TryAdd(serving, true);
                _ = serving.ContinueWith(done => _open.TryRemove(done, out _), TaskScheduler.Default);
            }
        }
        catch (Exception error) when (error is OperationCanceledException or SocketException)
        {
            // Disposed.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                var stream = client.GetStream();
                if (await HttpHead.ReadAsync(stream, _stop.Token) is not { } request) return;
                var fault = _choose(request.Text);
                if (fault != Fault.None) Interlocked.Increment(ref _faults);
                await ServeAsync(stream, request, fault);
            }
            catch (Exception error) when (error is IOException or SocketException or OperationCanceledException)
            {
                // Either side left.
            }
        }
    }

    private Task ServeAsync(NetworkStream client, HttpHead request, Fault fault) => fault switch
    {
        Fault.Busy => AnswerAsync(client, request, "503 Server Busy", "x-ms-error-code: ServerBusy", "<?xml version=\"1.0\"?><Error><Code>ServerBusy</Code></Error>"),
        Fault.Refuse => AnswerAsync(client, request, "403 Forbidden", "x-ms-error-code: AuthorizationPermissionMismatch", ""),
        Fault.Nonsense => AnswerAsync(client, request, "200 OK", "Content-Type: text/html", "<html><body>Please sign in.</body></html>"),
        Fault.Hang => client.ReadExactlyAsync(new byte[request.BodyBytes + 1], _stop.Token).AsTask(),
        _ => PassOnAsync(client, request, fault),
    };

    private async Task AnswerAsync(NetworkStream client, HttpHead request, string status, string header, string body)
    {
        await client.ReadExactlyAsync(new byte[request.BodyBytes], _stop.Token);
        // A HEAD is answered without the body.
        if (request.Text.StartsWith("HEAD", StringComparison.Ordinal)) body = "";
        var head = string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status}\r\n{header}\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n");
        await client.WriteAsync(Encoding.ASCII.GetBytes(head + body), _stop.Token);
    }

    private async Task PassOnAsync(NetworkStream client, HttpHead request, Fault fault)
    {
        using var upstream = new TcpClient();
        await upstream.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
        var server = upstream.GetStream();
        var body = new byte[request.BodyBytes];
        await client.ReadExactlyAsync(body, _stop.Token);
        if (fault == Fault.AlterRequest && body.Length > 0) body[body.Length / 2] ^= 1;
        await server.WriteAsync(request.WithConnectionClosed(), _stop.Token);
        await server.WriteAsync(fault == Fault.TruncateRequest ? body.AsMemory(0, body.Length / 2) : body, _stop.Token);
        if (fault == Fault.TruncateRequest || await HttpHead.ReadAsync(server, _stop.Token) is not { } answer || fault == Fault.LoseAnswer) return;
        await client.WriteAsync(answer.Bytes, _stop.Token);
        await CopyAnswerAsync(server, client, answer, fault);
    }

    /// <summary>Passes on until the server closes, or half of the body where it is to be cut.</summary>
    private async Task CopyAnswerAsync(NetworkStream server, NetworkStream client, HttpHead answer, Fault fault)
    {
        var left = fault == Fault.TruncateAnswer ? answer.BodyBytes / 2 : long.MaxValue;
        var isAltered = fault != Fault.AlterAnswer;
        var buffer = new byte[BufferBytes];
        for (int read; left > 0 && (read = await server.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), _stop.Token)) > 0; left -= read)
        {
            if (!isAltered) buffer[read / 2] ^= 1;
            isAltered = true;
            await client.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }

    /// <summary>The first line and the headers of a request or an answer.</summary>
    private sealed record HttpHead(byte[] Bytes)
    {
        private const int MostBytes = 64 * 1024;

        internal string Text { get; } = Encoding.ASCII.GetString(Bytes);

        private string[] Lines => Text.Split("\r\n");

        internal int BodyBytes => Lines.FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase)) is { } line
            ? int.Parse(line.AsSpan(line.IndexOf(':') + 1).Trim(), CultureInfo.InvariantCulture)
            : 0;

        /// <summary>Null where the other side closes without having asked.</summary>
        internal static async Task<HttpHead?> ReadAsync(NetworkStream stream, CancellationToken cancellation)
        {
            var bytes = new List<byte>();
            var one = new byte[1];
            while (bytes.Count < MostBytes && await stream.ReadAsync(one, cancellation) > 0)
            {
                bytes.Add(one[0]);
                if (one[0] == '\n' && bytes.Count >= 4 && bytes[^2] == '\r' && bytes[^3] == '\n') return new HttpHead([.. bytes]);
            }
            return null;
        }

        /// <summary>The same with the wish that the connection be closed after the answer, which then ends with it.</summary>
        internal byte[] WithConnectionClosed() => Encoding.ASCII.GetBytes(
            string.Join("\r\n", Lines[..^2].Where(line => !line.StartsWith("Connection:", StringComparison.OrdinalIgnoreCase)).Append("Connection: close")) + "\r\n\r\n");
    }
}
