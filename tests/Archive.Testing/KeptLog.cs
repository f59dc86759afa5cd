using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Archive.Testing;

/// <summary>A log that keeps what it is told, for tests to look at.</summary>
public sealed class KeptLog : ILogger
{
    private readonly ConcurrentQueue<(LogLevel Level, string Event, string Text)> _entries = new();

    /// <summary>What was told, in order: how bad, the event's name, and the sentence.</summary>
    public IReadOnlyCollection<(LogLevel Level, string Event, string Text)> Entries => _entries;

    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _entries.Enqueue((logLevel, eventId.Name ?? "", formatter(state, exception)));
}
