using System.Diagnostics;

namespace Archive.Testing;

/// <summary>A clock that stands until it is set forward. Beside it goes the time that only passes, as on a machine whose clock somebody sets.</summary>
public sealed class ManualTime : TimeProvider
{
    private DateTimeOffset _now = new(2026, 3, 2, 8, 30, 0, TimeSpan.Zero);
    private TimeSpan _passed;

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => base.GetTimestamp() + (long)(_passed.TotalSeconds * Stopwatch.Frequency);

    /// <summary>Time passes.</summary>
    public void Advance(TimeSpan step)
    {
        _now += step;
        if (step > TimeSpan.Zero) _passed += step;
    }

    /// <summary>The clock is set, forward or back; no time passes.</summary>
    public void Jump(TimeSpan step) => _now += step;
}
