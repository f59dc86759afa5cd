namespace Archive.Pipeline.Tests.Receive;

/// <summary>A clock that jumps to the due time of whatever waits on it, so that waits cost nothing; a hook sees each jump.</summary>
internal sealed class ManualTime(DateTimeOffset start) : TimeProvider
{
    private DateTimeOffset _now = start;

    public Action<int>? OnWait { get; set; }

    public int Waits { get; private set; }

    public override DateTimeOffset GetUtcNow() => _now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        _now += dueTime;
        OnWait?.Invoke(++Waits);
        return System.CreateTimer(callback, state, TimeSpan.Zero, Timeout.InfiniteTimeSpan);
    }
}
