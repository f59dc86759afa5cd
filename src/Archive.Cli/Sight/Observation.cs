using Microsoft.Extensions.Logging;

namespace Archive.Cli.Sight;

/// <summary>The log and the traces of one command, closed together at its end.</summary>
internal sealed class Observation : IDisposable
{
    private readonly ILoggerFactory _factory;
    private readonly IDisposable? _traces;

    private Observation(ILoggerFactory factory, IDisposable? traces) => (_factory, _traces, Log) = (factory, traces, factory.CreateLogger("Archive"));

    /// <summary>Where the command tells what it does.</summary>
    internal ILogger Log { get; }

    /// <param name="usual">From which level on is told where ARCHIVE_LOG does not say.</param>
    /// <param name="environment">Looks up a variable; null where it is not set.</param>
    /// <exception cref="UsageException">A variable makes no sense.</exception>
    internal static Observation Begin(Terminal terminal, LogLevel usual, Func<string, string?> environment)
    {
        var settings = SightSettings.From(environment);
        var lines = new LogOutput(terminal.Error, terminal.ErrorIsTerminal ? LogLine.ForPeople : LogLine.Json, TimeProvider.System);
        var factory = LoggerFactory.Create(logging => logging.AddProvider(lines).SetMinimumLevel(settings.Level ?? usual));
        try
        {
            return new(factory, settings.WantsTraces ? TraceExport.Begin(settings) : null);
        }
        catch
        {
            factory.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        _traces?.Dispose();
        _factory.Dispose();
    }
}
