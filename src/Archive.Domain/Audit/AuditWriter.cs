using System.Threading.Channels;
using Archive.Domain.Ports;

namespace Archive.Domain.Audit;

/// <summary>
/// Adds events for many callers at once: those that come while the ledger is being written share the next transaction. A call returns when its
/// event is durable, so that no answer leaves before it. Safe for use from many tasks; disposal waits for what was taken on.
/// </summary>
public sealed class AuditWriter : IAsyncDisposable
{
    /// <summary>Most entries of one transaction.</summary>
    private const int Most = 500;

    /// <summary>Entries that wait; more callers wait for their turn.</summary>
    private const int Room = 10_000;

    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(Room) { SingleReader = true });
    private readonly IAuditLedger _ledger;
    private readonly Task _writing;

    public AuditWriter(IAuditLedger ledger) => (_ledger, _writing) = (ledger, Task.Run(WriteAllAsync));

    /// <summary>Adds an entry.</summary>
    /// <param name="cancellation">Ends the wait; an entry that was taken on is written all the same.</param>
    /// <exception cref="StoreUnavailableException">The catalog is away; whether the entry was written is not known.</exception>
    /// <exception cref="ObjectDisposedException">The writer was disposed of.</exception>
    public async Task WriteAsync(AuditEvent told, CancellationToken cancellation)
    {
        var waiting = new Waiting(told, new(TaskCreationOptions.RunContinuationsAsynchronously));
        try
        {
            await _waiting.Writer.WriteAsync(waiting, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(AuditWriter));
        }

        await waiting.Written.Task.WaitAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<Waiting>();
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < Most && _waiting.Reader.TryRead(out var next)) batch.Add(next);
            await WriteAsync(batch);
            batch.Clear();
        }
    }

    private async Task WriteAsync(List<Waiting> batch)
    {
        try
        {
            await _ledger.AppendAsync(batch.ConvertAll(one => one.Told), CancellationToken.None);
            foreach (var one in batch) one.Written.SetResult();
        }
        catch (Exception failure)
        {
            foreach (var one in batch) one.Written.SetException(failure);
        }
    }

    private sealed record Waiting(AuditEvent Told, TaskCompletionSource Written);
}
