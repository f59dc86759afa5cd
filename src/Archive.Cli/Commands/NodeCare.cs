using System.CommandLine;
using System.Globalization;
using Archive.Cli.Composition;
using Archive.Cli.Settings;
using Archive.Cli.Sight;
using Archive.Pipeline.Nodes;
using Microsoft.Extensions.Logging;

namespace Archive.Cli.Commands;

/// <summary>What a worker does beside its pages: keeps the index whole, and verifies the archive at night.</summary>
internal static class NodeCare
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(30);

    /// <summary>Runs until the node drains.</summary>
    internal static Task StartAsync(SharedArchive archive, string nodeId, bool canIndex, VerifyWindow? window, ILogger log, CancellationToken drain)
    {
        List<Task> beside = [];
        if (canIndex)
        {
            var keeper = new IndexKeeper(archive.Stores, archive.Queue, nodeId);
            beside.Add(Task.Run(() => keeper.RunAsync(Interval, drain), CancellationToken.None));
        }

        if (window is not null)
        {
            var alarm = new Alarm(Environment.GetEnvironmentVariable(SightVariables.AlarmCommand), text => log.FixityAlarm(text), briefly: true);
            var verifier = new NightlyVerifier(archive.Stores, archive.Queue, nodeId, window, canIndex);
            verifier.Mismatch += alarm.Raise;
            beside.Add(Task.Run(() => verifier.RunAsync(Interval, drain), CancellationToken.None));
        }

        return Task.WhenAll(beside);
    }
}

/// <summary>The options of what a worker does beside its pages.</summary>
internal sealed class NodeCareOptions
{
    private readonly Option<string?> _window = new("--verify-window")
    {
        Description = "Verify the archive once in this time of day, local time, as in 01:00-05:00; one node does it for all. Default: never.",
        HelpName = "FROM-TO",
    };

    private readonly Option<string?> _budget = new("--verify-budget")
    {
        Description = "With --verify-window: read back no more than this each time, as in 50GB. Default: what the time allows.",
        HelpName = "SIZE",
    };

    internal void AddTo(Command command)
    {
        command.Add(_window);
        command.Add(_budget);
    }

    /// <exception cref="UsageException">The window or the budget makes no sense.</exception>
    internal VerifyWindow? Read(ParseResult parsed)
    {
        var budget = VerifyBudget.Parse(parsed.GetValue(_budget) is { } word ? [word] : []);
        if (budget.Time is not null) throw new UsageException("--verify-budget is a size as in 50GB; the window bounds the time.");
        if (parsed.GetValue(_window) is not { } window)
            return budget.Bytes is null ? null : throw new UsageException("--verify-budget serves --verify-window.");
        return window.Split('-') is [var from, var to] && TryTime(from, out var begin) && TryTime(to, out var end) && begin != end
            ? new(begin, end, budget.Bytes)
            : throw new UsageException($"'{window}' is no time of day: name it as in 01:00-05:00.");
    }

    private static bool TryTime(string text, out TimeOnly time) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
}
