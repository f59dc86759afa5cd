using Archive.Cli.Settings;
using Microsoft.Extensions.Logging;

namespace Archive.Cli.Sight;

/// <summary>What is told of a command while it runs, from the environment.</summary>
/// <param name="Level"><see cref="SightVariables.Log"/>; null where it does not say.</param>
/// <param name="TraceFolder"><see cref="SightVariables.Traces"/>; null for none.</param>
/// <param name="ExportsTraces">Whether a collector is named; OpenTelemetry reads itself which, and its other variables.</param>
internal sealed record SightSettings(LogLevel? Level, string? TraceFolder, bool ExportsTraces)
{
    internal bool WantsTraces => TraceFolder is not null || ExportsTraces;

    /// <param name="environment">Looks up a variable; null where it is not set.</param>
    /// <exception cref="UsageException">A variable makes no sense.</exception>
    internal static SightSettings From(Func<string, string?> environment)
    {
        var disabled = string.Equals(Value(SightVariables.Disabled), "true", StringComparison.OrdinalIgnoreCase);
        var endpoint = Value(SightVariables.TraceCollector) ?? Value(SightVariables.Collector);
        if (endpoint is not null && !Uri.TryCreate(endpoint, UriKind.Absolute, out _)) throw new UsageException("OTEL_EXPORTER_OTLP_ENDPOINT is the URL of a collector, such as http://127.0.0.1:4317.");
        return new(LevelOf(Value(SightVariables.Log)), disabled ? null : Value(SightVariables.Traces), !disabled && endpoint is not null);

        string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;
    }

    private static LogLevel? LevelOf(string? named)
    {
        if (named is null) return null;
        if (char.IsLetter(named[0]) && Enum.TryParse<LogLevel>(named, ignoreCase: true, out var level)) return level;
        throw new UsageException("ARCHIVE_LOG is one of trace, debug, information, warning, error, critical, none.");
    }
}
