using Microsoft.Extensions.Logging;

namespace Archive.Cli.Sight;

/// <summary>What the commands themselves log; of the same rules as <see cref="Archive.Pipeline.Sight"/>: ids and codes alone.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(LogLevel.Information, "{Name} works with {Workers} page workers, version {Version}, indexes: {Indexes}")]
    internal static partial void NodeStarted(this ILogger log, string name, int workers, string version, bool indexes);

    [LoggerMessage(LogLevel.Information, "draining: what is in hand is finished, nothing more is taken")]
    internal static partial void NodeDraining(this ILogger log);

    [LoggerMessage(LogLevel.Information, "{Name} has left")]
    internal static partial void NodeLeft(this ILogger log, string name);

    [LoggerMessage(LogLevel.Warning, "start waits: {Problem}")]
    internal static partial void StartWaits(this ILogger log, string problem);

    /// <summary>An object that is missing or changed, by its digest; or what became of the alarm's command.</summary>
    [LoggerMessage(LogLevel.Critical, "{Alarm}")]
    internal static partial void FixityAlarm(this ILogger log, string alarm);

    [LoggerMessage(LogLevel.Error, "{Problem} Exit code {Code}.")]
    internal static partial void CommandFailed(this ILogger log, string problem, int code);

    [LoggerMessage(LogLevel.Critical, "this is a bug, please report it: {Problem} {Stack}")]
    internal static partial void CommandBroke(this ILogger log, string problem, string stack);
}
