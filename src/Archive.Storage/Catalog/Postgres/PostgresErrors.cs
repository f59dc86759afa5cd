using Archive.Domain;
using Npgsql;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>Tells errors that pass by themselves from others, and puts them into words.</summary>
internal static class PostgresErrors
{
    /// <summary>True for a server that is away, starting, stopping, full or read-only (a fail-over), and for transactions that got into each other's way.</summary>
    internal static bool MayPass(Exception error) => error switch
    {
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => true,
        PostgresException answer => answer.IsTransient || answer.SqlState is
            PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow or
            PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected,
        NpgsqlException connection => connection.IsTransient,
        _ => false,
    };

    /// <summary>What the caller is told once trying again is over.</summary>
    internal static Exception Translate(Exception error) => error switch
    {
        // Looked for before every insert: what is still in the way after many tries is a bug.
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } => error,
        PostgresException answer when MayPass(answer) || IsRefusal(answer) => new StoreUnavailableException("catalog", answer.MessageText, answer),
        NpgsqlException connection when MayPass(connection) => new StoreUnavailableException("catalog", Describe(connection), connection),
        _ => error,
    };

    /// <summary>Wrong password, no such database, no rights: people must mend it, and the program goes on when they have.</summary>
    private static bool IsRefusal(PostgresException answer) =>
        answer.SqlState.StartsWith("28", StringComparison.Ordinal) ||
        answer.SqlState is PostgresErrorCodes.InvalidCatalogName or PostgresErrorCodes.InsufficientPrivilege;

    private static string Describe(NpgsqlException error) =>
        error.InnerException is { } cause ? $"{error.Message.TrimEnd('.')}: {cause.Message}" : error.Message;
}
