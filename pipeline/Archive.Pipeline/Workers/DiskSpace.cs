using Archive.Domain;
using Microsoft.Data.Sqlite;

namespace Archive.Pipeline.Workers;

/// <summary>Tells "the disk is full" from other failures of the medium, wherever it shows.</summary>
public static class DiskSpace
{
    // errno values of Linux: .NET keeps them in HResult.
    private const int FileTooBig = 27;
    private const int NoSpaceLeft = 28;
    private const int QuotaExceeded = 122;
    private const int SqliteFull = 13;

    /// <summary>True where the exception, or one it was caused by, says that nothing more can be written.</summary>
    public static bool IsExhausted(Exception? exception) => exception switch
    {
        null => false,
        StorageFullException => true,
        IOException { HResult: FileTooBig or NoSpaceLeft or QuotaExceeded } => true,
        SqliteException { SqliteErrorCode: SqliteFull } => true,
        AggregateException many => many.InnerExceptions.Any(IsExhausted),
        _ => IsExhausted(exception.InnerException),
    };

    /// <summary>The exception that says so to people.</summary>
    public static EnvironmentProblemException Exhausted(Exception? cause) => new(
        "No space is left for the data folder or for temporary files. What was received so far is safe: make room, then run the same command again to go on.",
        cause);
}
