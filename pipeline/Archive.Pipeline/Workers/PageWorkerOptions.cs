namespace Archive.Pipeline.Workers;

/// <summary>How page workers are run and how long they are trusted.</summary>
public sealed record PageWorkerOptions
{
    /// <summary>Worker processes at once, 1 to 256; by default one per core that this process may use.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>Time a page may take, from when a worker has it; 1 second to 1 hour, by default 120 seconds.</summary>
    public TimeSpan PageTimeout { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Resident memory a worker may have, in megabytes of 1,000,000 bytes; 100 to 1,000,000, by default 1,500.</summary>
    public int MemoryLimitMegabytes { get; init; } = 1500;

    /// <summary>How often resident memory is read; 10 ms to 10 s, by default 100 ms.</summary>
    public TimeSpan MemoryInterval { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Time a worker may take to start and load its models; 1 second to 1 hour, by default 60 seconds.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Pages after which a worker is replaced by a fresh one, so that a small leak stays small; 1 to 1,000,000, by default 500.</summary>
    public int PagesPerWorker { get; init; } = 500;

    /// <summary>Checks every option against its range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range; the message names it and the range.</exception>
    public PageWorkerOptions Validated()
    {
        Require(Workers is >= 1 and <= 256, "The number of workers lies between 1 and 256.");
        Require(PageTimeout >= TimeSpan.FromSeconds(1) && PageTimeout <= TimeSpan.FromHours(1), "The page time-out lies between 1 second and 1 hour.");
        Require(MemoryLimitMegabytes is >= 100 and <= 1_000_000, "The memory limit lies between 100 and 1,000,000 megabytes.");
        Require(MemoryInterval.TotalMilliseconds is >= 10 and <= 10_000, "The memory interval lies between 10 milliseconds and 10 seconds.");
        Require(StartTimeout >= TimeSpan.FromSeconds(1) && StartTimeout <= TimeSpan.FromHours(1), "The start time-out lies between 1 second and 1 hour.");
        Require(PagesPerWorker is >= 1 and <= 1_000_000, "The pages per worker lie between 1 and 1,000,000.");
        return this;
    }

    private static void Require(bool holds, string message)
    {
        if (!holds) throw new ArgumentOutOfRangeException(null, message);
    }
}
