namespace Archive.Storage.Catalog.Postgres;

/// <summary>How long a catalog that does not answer is asked again before the caller is told that it is away.</summary>
public sealed record PostgresRetryOptions
{
    /// <summary>Pause before the second try, doubled with each further one and jittered; 1 ms to 10 s, by default 100 ms.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Longest pause; <see cref="FirstPause"/> to 1 minute, by default 3 s.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>No further try begins once this has passed since the first; 0 to 10 minutes, by default 15 s.</summary>
    public TimeSpan GiveUpAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Checks every option against its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the message names it and the range.</exception>
    public PostgresRetryOptions Validated()
    {
        Require(FirstPause.TotalMilliseconds is >= 1 and <= 10_000, "The first pause lies between 1 millisecond and 10 seconds.");
        Require(LongestPause >= FirstPause && LongestPause <= TimeSpan.FromMinutes(1), "The longest pause lies between the first pause and 1 minute.");
        Require(GiveUpAfter >= TimeSpan.Zero && GiveUpAfter <= TimeSpan.FromMinutes(10), "The time to give up after lies between 0 and 10 minutes.");
        return this;
    }

    private static void Require(bool holds, string message)
    {
        if (!holds) throw new ArgumentOutOfRangeException(null, message);
    }
}
