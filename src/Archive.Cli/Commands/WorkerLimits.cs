using System.CommandLine;
using Archive.Pipeline.Nodes;
using Archive.Pipeline.Workers;

namespace Archive.Cli.Commands;

/// <summary>The options of commands that run page workers.</summary>
internal sealed class WorkerLimits
{
    private const long Megabyte = 1_000_000;

    private static readonly PageWorkerOptions Defaults = new();
    private static readonly NodeOptions NodeDefaults = new();

    private readonly Option<int> _workers = new("--workers")
    {
        Description = "Page worker processes at once, 1 to 256. Default: one per core.",
        DefaultValueFactory = _ => Defaults.Workers,
    };

    private readonly Option<double> _timeout = new("--page-timeout")
    {
        Description = "Seconds a page may take, 1 to 3600.",
        DefaultValueFactory = _ => Defaults.PageTimeout.TotalSeconds,
    };

    private readonly Option<int> _memory = new("--memory-limit")
    {
        Description = "Megabytes of memory a page worker may hold, 100 to 1000000.",
        DefaultValueFactory = _ => Defaults.MemoryLimitMegabytes,
    };

    private readonly Option<long> _keepFree = new("--keep-free")
    {
        Description = "Megabytes of the disk to keep free, 0 to 1000000000: with less, no work is taken until there is room again.",
        DefaultValueFactory = _ => NodeDefaults.LeastFreeBytes / Megabyte,
        HelpName = "MB",
    };

    internal void AddTo(Command command)
    {
        command.Add(_workers);
        command.Add(_timeout);
        command.Add(_memory);
        command.Add(_keepFree);
    }

    /// <exception cref="UsageException">An option is out of range.</exception>
    internal PageWorkerOptions Read(ParseResult parsed)
    {
        var seconds = parsed.GetValue(_timeout);
        try
        {
            var timeout = TimeSpan.FromSeconds(double.IsFinite(seconds) ? Math.Clamp(seconds, 0, 1e6) : 0);
            return (Defaults with { Workers = parsed.GetValue(_workers), PageTimeout = timeout, MemoryLimitMegabytes = parsed.GetValue(_memory) }).Validated();
        }
        catch (ArgumentOutOfRangeException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }

    /// <exception cref="UsageException">An option is out of range.</exception>
    internal NodeOptions ReadNode(ParseResult parsed)
    {
        try
        {
            return (NodeDefaults with { LeastFreeBytes = Math.Clamp(parsed.GetValue(_keepFree), -1, long.MaxValue / Megabyte) * Megabyte }).Validated();
        }
        catch (ArgumentOutOfRangeException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }
}
