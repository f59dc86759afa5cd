using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Receive;
using Archive.Pipeline.Receive.Pdf;
using Archive.Pipeline.Workers;
using Archive.Recognition;
using Archive.Storage;
using Archive.Storage.Catalog;

namespace Archive.Cli;

/// <summary>What the command tells the shell, and the one table from exceptions to it.</summary>
internal static class ExitCodes
{
    internal const int AllWell = 0;

    /// <summary>A bug: no outcome that the archive knows of.</summary>
    internal const int Unexpected = 1;

    /// <summary>The command line or the query makes no sense; nothing was done.</summary>
    internal const int Usage = 2;

    /// <summary>Done, but some inputs need the operator or were rejected, or a check found something.</summary>
    internal const int NeedsAttention = 3;

    /// <summary>The machine is not fit: something is missing, full, in use or forbidden.</summary>
    internal const int Environment = 4;

    /// <summary>An object is missing or has other bytes than it was stored with, or the audit ledger was tampered with: an alarm.</summary>
    internal const int Mismatch = 5;

    /// <summary>Ended by Ctrl-C or a signal; the same command goes on from there.</summary>
    internal const int Interrupted = 130;

    internal const string Help =
        """
        Exit codes:
          0  all well
          2  usage: the command line or the query makes no sense, nothing was done
          3  done, but some inputs need the operator or were rejected, or a check found something
          4  environment: a library, model, room on the disk or access is missing, or the data folder is in use
          5  verify: an object is missing or has other bytes than it was stored with; audit verify: the ledger was tampered with
          130  interrupted; run the same command again to go on
        """;

    internal static int Of(Exception exception) => exception switch
    {
        UsageException or IngestUsageException or SearchSyntaxException => Usage,
        OperationCanceledException => Interrupted,
        EnvironmentProblemException or MissingToolException or RecognitionException or CatalogUnusableException => Environment,
        DllNotFoundException or EntryPointNotFoundException => Environment,
        IOException or UnauthorizedAccessException => Environment,
        _ => DiskSpace.IsExhausted(exception) ? Environment : Unexpected,
    };

    /// <summary>What people are told: short, with the fix where there is one.</summary>
    internal static string Message(Exception exception) => exception switch
    {
        OperationCanceledException => "Interrupted. Run the same command again to go on.",
        DataFolderInUseException or StorageFullException => exception.Message,
        DllNotFoundException => $"A native library is missing: {exception.Message} Run 'archive doctor' to see which package has it.",
        _ when Of(exception) == Unexpected => $"Unexpected error, please report it: {exception}",
        _ => exception.Message,
    };
}

/// <summary>The command as given makes no sense; the message says what to change.</summary>
internal sealed class UsageException(string message) : Exception(message);
