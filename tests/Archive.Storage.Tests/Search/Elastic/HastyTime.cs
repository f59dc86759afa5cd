namespace Archive.Storage.Tests.Search.Elastic;

/// <summary>A clock on which every pause is over at once, having taken its time; waits of <see cref="Patience"/> and longer, which are time-outs, do not end.</summary>
public sealed class HastyTime : TimeProvider
{
    private long _ticks = new DateTimeOffset(2026, 3, 2, 8, 30, 0, TimeSpan.Zero).Ticks;

    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    public List<TimeSpan> Pauses { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => new(Interlocked.Read(ref _ticks), TimeSpan.Zero);

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public void Set(DateTimeOffset now) => Interlocked.Exchange(ref _ticks, now.Ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime == Timeout.InfiniteTimeSpan || dueTime >= Patience) return new Nothing();
        lock (Pauses) Pauses.Add(dueTime);
        Interlocked.Add(ref _ticks, dueTime.Ticks);
        ThreadPool.QueueUserWorkItem(_ => callback(state));
        return new Nothing();
    }

    private sealed class Nothing : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
