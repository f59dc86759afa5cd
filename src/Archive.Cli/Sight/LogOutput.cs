using Microsoft.Extensions.Logging;

namespace Archive.Cli.Sight;

/// <summary>Writes every event as one line, whole, as it is told.</summary>
internal sealed class LogOutput(TextWriter output, Func<LogEntry, string> format, TimeProvider time) : ILoggerProvider
{
    private readonly Lock _gate = new();

    private DateTimeOffset Now => time.GetUtcNow();

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose()
    {
    }

    private void Write(LogEntry entry)
    {
        var line = format(entry);
        lock (_gate) output.WriteLine(line);
    }

    private sealed class Logger(LogOutput owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => owner.Write(new(
            owner.Now, logLevel, eventId.Name ?? "Event", formatter(state, null), state as IReadOnlyList<KeyValuePair<string, object?>> ?? [], exception));
    }
}
