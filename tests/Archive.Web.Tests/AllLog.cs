using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Archive.Web.Tests;

/// <summary>A log that keeps every line of any level with its exception, as the most talkative sink would write it.</summary>
internal sealed class AllLog : ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    internal string Text => string.Join('\n', _lines);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue($"{logLevel} {eventId.Id} {formatter(state, exception)} {exception}");
}
