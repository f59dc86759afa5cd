namespace Archive.Pipeline.Nodes;

/// <summary>How a worker node takes its share of the work.</summary>
public sealed record NodeOptions
{
    /// <summary>Whether the node has the search index at hand; false where another node has it. True by default.</summary>
    public bool CanIndex { get; init; } = true;

    /// <summary>Pause after the queue was found empty; 10 ms to 1 hour, by default 1 second.</summary>
    public TimeSpan IdlePause { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How often leases of silent nodes are taken back and batches closed; 100 ms to 1 hour, by default 5 seconds.</summary>
    public TimeSpan HousekeepingInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>First pause after a store or the machine was not fit; doubled with each further failure; 10 ms to 1 minute, by default 1 second.</summary>
    public TimeSpan FirstWait { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest pause; <see cref="FirstWait"/> to 1 hour, by default 30 seconds.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time after which a file that could not be assembled because of a bug is tried again; by default 1 hour.</summary>
    public TimeSpan BrokenFilePause { get; init; } = TimeSpan.FromHours(1);

    /// <summary>No work is taken while less than this is free for temporary files, bytes; 0 to 10^15, by default 500,000,000.</summary>
    public long LeastFreeBytes { get; init; } = 500_000_000;

    /// <summary>Checks every option against its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the message names it and the range.</exception>
    public NodeOptions Validated()
    {
        Require(IdlePause.TotalMilliseconds is >= 10 and <= 3_600_000, "The idle pause lies between 10 milliseconds and 1 hour.");
        Require(HousekeepingInterval.TotalMilliseconds is >= 100 and <= 3_600_000, "The housekeeping interval lies between 100 milliseconds and 1 hour.");
        Require(FirstWait.TotalMilliseconds is >= 10 and <= 60_000, "The first wait lies between 10 milliseconds and 1 minute.");
        Require(LongestWait >= FirstWait && LongestWait <= TimeSpan.FromHours(1), "The longest wait lies between the first wait and 1 hour.");
        Require(BrokenFilePause >= TimeSpan.Zero, "The pause of a broken file is not negative.");
        Require(LeastFreeBytes is >= 0 and <= 1_000_000_000_000_000, "The least free space lies between 0 and 10^15 bytes.");
        return this;
    }

    private static void Require(bool holds, string message)
    {
        if (!holds) throw new ArgumentOutOfRangeException(null, message);
    }
}
