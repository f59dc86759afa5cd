using Archive.Pipeline.Sight;
using Microsoft.Extensions.Logging;

namespace Archive.Cli.Sight;

/// <summary>Runs a command that logs; where nobody sits in front of it, its end with an error is an event of the log like any other.</summary>
internal static class ObservedCommand
{
    /// <param name="usual">From which level on is told where ARCHIVE_LOG does not say.</param>
    internal static async Task<int> RunAsync(Terminal terminal, LogLevel usual, Func<ILogger, Task<int>> command)
    {
        using var observation = Observation.Begin(terminal, usual, Environment.GetEnvironmentVariable);
        try
        {
            return await command(observation.Log);
        }
        catch (Exception failure) when (!terminal.ErrorIsTerminal && ExitCodes.Of(failure) != ExitCodes.Usage)
        {
            var code = ExitCodes.Of(failure);
            if (code == ExitCodes.Unexpected) observation.Log.CommandBroke(SafeWords.Of(failure), SafeWords.StackOf(failure));
            observation.Log.CommandFailed(code == ExitCodes.Interrupted ? ExitCodes.Message(failure) : SafeWords.Of(failure), code);
            return code;
        }
    }
}
