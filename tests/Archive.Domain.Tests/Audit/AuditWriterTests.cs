using Archive.Domain.Audit;
using Archive.Domain.Ports;

namespace Archive.Domain.Tests.Audit;

public sealed class AuditWriterTests
{
    private readonly HeldLedger _ledger = new();

    [Fact]
    public async Task Write_WhileTheLedgerIsBusy_SharesTheNextTransactionInOrder()
    {
        await using var writer = new AuditWriter(_ledger);
        var first = writer.WriteAsync(Event(0), default);
        await _ledger.Begun.WaitAsync();
        var others = Enumerable.Range(1, 100).Select(number => writer.WriteAsync(Event(number), default)).ToList();
        Assert.All(others.Append(first), write => Assert.False(write.IsCompleted));

        _ledger.Go.Release(2);
        await Task.WhenAll(others.Append(first));

        Assert.Equal([1, 100], _ledger.Written.Select(batch => batch.Count));
        Assert.Equal(Enumerable.Range(0, 101).Select(number => $"e{number}"), _ledger.Written.SelectMany(batch => batch).Select(told => told.Detail));
    }

    [Fact]
    public async Task Write_LedgerAway_IsToldToEachCallerAndTheNextIsWritten()
    {
        await using var writer = new AuditWriter(_ledger);
        var first = writer.WriteAsync(Event(0), default);
        await _ledger.Begun.WaitAsync();
        var others = Enumerable.Range(1, 3).Select(number => writer.WriteAsync(Event(number), default)).ToList();
        _ledger.Go.Release();
        await first;
        await _ledger.Begun.WaitAsync();
        _ledger.Failure = new StoreUnavailableException("catalog", "gone");
        _ledger.Go.Release();
        foreach (var other in others) Assert.Same(_ledger.Failure, await Assert.ThrowsAsync<StoreUnavailableException>(() => other));

        _ledger.Failure = null;
        _ledger.Go.Release();
        await writer.WriteAsync(Event(9), default);
        Assert.Equal(["e0", "e9"], _ledger.Written.SelectMany(batch => batch).Select(told => told.Detail));
    }

    [Fact]
    public async Task Write_CallerGivesUp_IsWrittenAllTheSame()
    {
        await using var writer = new AuditWriter(_ledger);
        using var impatient = new CancellationTokenSource();
        var write = writer.WriteAsync(Event(0), impatient.Token);
        await _ledger.Begun.WaitAsync();
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => write);
        _ledger.Go.Release(2);
        await writer.WriteAsync(Event(1), default);
        Assert.Equal(["e0", "e1"], _ledger.Written.SelectMany(batch => batch).Select(told => told.Detail));
    }

    [Fact]
    public async Task Dispose_WithEventsTakenOn_WaitsForThemAndTakesNoMore()
    {
        var writer = new AuditWriter(_ledger);
        var first = writer.WriteAsync(Event(0), default);
        await _ledger.Begun.WaitAsync();
        var second = writer.WriteAsync(Event(1), default);
        var disposal = writer.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => writer.WriteAsync(Event(2), default));
        Assert.False(disposal.IsCompleted);

        _ledger.Go.Release(2);
        await disposal;

        await Task.WhenAll(first, second);
        Assert.Equal(2, _ledger.Written.Sum(batch => batch.Count));
    }

    private static AuditEvent Event(int number) => new(Guid.NewGuid(), DateTimeOffset.UnixEpoch, "anna", AuditAction.Search, AuditOutcome.Done, Detail: $"e{number}");

    /// <summary>A ledger that writes when it is told to.</summary>
    private sealed class HeldLedger : IAuditLedger
    {
        internal SemaphoreSlim Begun { get; } = new(0);

        internal SemaphoreSlim Go { get; } = new(0);

        internal List<IReadOnlyList<AuditEvent>> Written { get; } = [];

        internal Exception? Failure { get; set; }

        public async Task AppendAsync(IReadOnlyList<AuditEvent> events, CancellationToken cancellation)
        {
            Begun.Release();
            await Go.WaitAsync(cancellation);
            if (Failure is { } failure) throw failure;
            Written.Add([.. events]);
        }

        public Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditFilter filter, CancellationToken cancellation) => throw new NotSupportedException();

        public Task<AuditHead> GetHeadAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public IAsyncEnumerable<AuditBreach> VerifyAsync(AuditHead? noted, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
