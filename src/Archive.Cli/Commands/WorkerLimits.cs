using System.CommandLine;
using Archive.Pipeline.Nodes;
using Archive.Pipeline.Workers;

namespace Archive.Cli.Commands;

/// <summary>The options of commands that run page workers.</summary>
internal sealed class WorkerLimits
{
    private const long Megabyte = 1_000_000;

    private readonly Option<int?> _workers = new("--workers")
    {
        Description = "Page worker processes at once, 1 to 256. Default: $ARCHIVE_WORKER_WORKERS, else one per core.",
    };

    private readonly Option<double?> _timeout = new("--page-timeout")
    {
        Description = "Seconds a page may take, 1 to 3600. Default: $ARCHIVE_WORKER_PAGE_TIMEOUT, else 120.",
    };

    private readonly Option<int?> _memory = new("--memory-limit")
    {
        Description = "Megabytes of memory a page worker may hold, 100 to 1000000. Default: $ARCHIVE_WORKER_MEMORY_LIMIT_MEGABYTES, else 1500.",
    };

    private readonly Option<long?> _keepFree = new("--keep-free")
    {
        Description = "Megabytes of the disk to keep free, 0 to 1000000000: with less, no work is taken until there is room again. Default: $ARCHIVE_NODE_LEAST_FREE_BYTES, else 500.",
        HelpName = "MB",
    };

    internal void AddTo(Command command)
    {
        command.Add(_workers);
        command.Add(_timeout);
        command.Add(_memory);
        command.Add(_keepFree);
    }

    /// <param name="set">As the environment sets them; the command line wins.</param>
    /// <exception cref="UsageException">An option is out of range.</exception>
    internal PageWorkerOptions Read(ParseResult parsed, PageWorkerOptions set)
    {
        var seconds = parsed.GetValue(_timeout) ?? set.PageTimeout.TotalSeconds;
        try
        {
            var timeout = TimeSpan.FromSeconds(double.IsFinite(seconds) ? Math.Clamp(seconds, 0, 1e6) : 0);
            return (set with { Workers = parsed.GetValue(_workers) ?? set.Workers, PageTimeout = timeout, MemoryLimitMegabytes = parsed.GetValue(_memory) ?? set.MemoryLimitMegabytes }).Validated();
        }
        catch (ArgumentOutOfRangeException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }

    /// <inheritdoc cref="Read"/>
    internal NodeOptions ReadNode(ParseResult parsed, NodeOptions set)
    {
        if (parsed.GetValue(_keepFree) is not { } megabytes) return set;
        try
        {
            return (set with { LeastFreeBytes = Math.Clamp(megabytes, -1, long.MaxValue / Megabyte) * Megabyte }).Validated();
        }
        catch (ArgumentOutOfRangeException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }
}
