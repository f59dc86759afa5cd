using Microsoft.Extensions.Logging;

namespace Archive.Cli.Sight;

/// <summary>What is told of a command while it runs, from the environment.</summary>
/// <param name="Level">ARCHIVE_LOG: from which level on is logged: trace, debug, information, warning, error, critical or none; by default information for nodes and for intake into a shared archive, warning for an ingest of one machine.</param>
/// <param name="TraceFolder">ARCHIVE_TRACES: a folder into which every process writes its spans, each a file of its own in the JSON lines of OpenTelemetry's file exporter; by default none is written.</param>
/// <param name="ExportsTraces">OTEL_EXPORTER_OTLP_ENDPOINT or OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: the collector that spans are sent to; the other OTEL_ variables (headers, protocol, sampler, resource attributes, OTEL_SDK_DISABLED) mean what OpenTelemetry says; by default none are sent.</param>
internal sealed record SightSettings(LogLevel? Level, string? TraceFolder, bool ExportsTraces)
{
    internal bool WantsTraces => TraceFolder is not null || ExportsTraces;

    /// <param name="environment">Looks up a variable; null where it is not set.</param>
    /// <exception cref="UsageException">A variable makes no sense.</exception>
    internal static SightSettings From(Func<string, string?> environment)
    {
        var disabled = string.Equals(Value("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase);
        var endpoint = Value("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT") ?? Value("OTEL_EXPORTER_OTLP_ENDPOINT");
        if (endpoint is not null && !Uri.TryCreate(endpoint, UriKind.Absolute, out _)) throw new UsageException("OTEL_EXPORTER_OTLP_ENDPOINT is the URL of a collector, such as http://127.0.0.1:4317.");
        return new(LevelOf(Value("ARCHIVE_LOG")), disabled ? null : Value("ARCHIVE_TRACES"), !disabled && endpoint is not null);

        string? Value(string name) => environment(name) is { Length: > 0 } value ? value : null;
    }

    private static LogLevel? LevelOf(string? named)
    {
        if (named is null) return null;
        if (char.IsLetter(named[0]) && Enum.TryParse<LogLevel>(named, ignoreCase: true, out var level)) return level;
        throw new UsageException("ARCHIVE_LOG is one of trace, debug, information, warning, error, critical, none.");
    }
}
