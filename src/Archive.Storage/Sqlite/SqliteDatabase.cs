using Archive.Domain;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Sqlite;

/// <summary>
/// A SQLite file in WAL mode for one process: one writing connection behind a gate, since SQLite has one writer anyway and a gate is
/// cheaper than its busy handler, and pooled reading connections, each read seeing one consistent state.
/// </summary>
internal sealed class SqliteDatabase : IDisposable, IAsyncDisposable
{
    private const int FullErrorCode = 13;
    private const int BusySeconds = 30;

    /// <summary>Pages of the database that each connection keeps in memory, in KiB; SQLite's own 2 MiB are read again and again in an index of gigabytes.</summary>
    internal const int UsualCacheKibibytes = 16 * 1024;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly SqliteConnection _writer;
    private readonly string _readerSettings;

    private SqliteDatabase(string path, SqliteConnection writer)
    {
        (Path, _writer) = (path, writer);
        _readerSettings = Settings(path, SqliteOpenMode.ReadOnly, pooled: true);
    }

    internal string Path { get; }

    /// <summary>Opens or makes the file.</summary>
    /// <param name="synchronous">"full": a commit survives a power cut; "normal": it may be lost, but the file stays whole.</param>
    internal static SqliteDatabase Open(string path, string synchronous)
    {
        var full = System.IO.Path.GetFullPath(path);
        var writer = new SqliteConnection(Settings(full, SqliteOpenMode.ReadWriteCreate, pooled: false));
        try
        {
            writer.Open();
            writer.Execute($"pragma journal_mode = wal; pragma synchronous = {synchronous}; pragma foreign_keys = on; pragma busy_timeout = {BusySeconds * 1000}; pragma cache_size = {-UsualCacheKibibytes};");
            return new SqliteDatabase(full, writer);
        }
        catch
        {
            writer.Dispose();
            throw;
        }
    }

    /// <summary>Runs <paramref name="work"/> as one durable transaction; whatever it throws takes everything back.</summary>
    /// <exception cref="StorageFullException">No space; the transaction was taken back.</exception>
    internal async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            return InTransaction(work);
        }
        catch (SqliteException error) when (error.SqliteErrorCode == FullErrorCode)
        {
            throw SpaceErrors.Full(Path, error);
        }
        finally
        {
            _gate.Release();
        }
    }

    internal Task WriteAsync(Action<SqliteConnection> work, CancellationToken cancellation) => WriteAsync(
        connection =>
        {
            work(connection);
            return true;
        },
        cancellation);

    /// <summary>As <see cref="WriteAsync{T}"/>, where nobody else can have the database yet.</summary>
    internal void Write(Action<SqliteConnection> work) => InTransaction(connection =>
    {
        work(connection);
        return true;
    });

    /// <summary>Runs <paramref name="work"/> on one snapshot of the database.</summary>
    internal Task<T> ReadAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(Read(work));
    }

    internal T Read<T>(Func<SqliteConnection, T> work)
    {
        using var connection = new SqliteConnection(_readerSettings);
        connection.Open();
        connection.Execute($"pragma cache_size = {-UsualCacheKibibytes}; begin deferred");
        try
        {
            return work(connection);
        }
        finally
        {
            connection.Execute("rollback transaction");
        }
    }

    /// <summary>Runs a script as a whole: a command of the provider does not report the error of every later statement of its text.</summary>
    internal static void RunScript(SqliteConnection connection, string sql) =>
        SqliteException.ThrowExceptionForRC(SQLitePCL.raw.sqlite3_exec(connection.Handle, sql), connection.Handle);

    public void Dispose()
    {
        using (var pooled = new SqliteConnection(_readerSettings)) SqliteConnection.ClearPool(pooled);
        _writer.Dispose();
        _gate.Dispose();
    }

    /// <summary>Waits for the transaction in hand.</summary>
    public async ValueTask DisposeAsync()
    {
        await _gate.WaitAsync();
        Dispose();
    }

    private T InTransaction<T>(Func<SqliteConnection, T> work)
    {
        _writer.Execute("begin immediate");
        try
        {
            var result = work(_writer);
            _writer.Execute("commit transaction");
            return result;
        }
        catch
        {
            // SQLite has already rolled back by itself after some errors (full disk), and then refuses to do it again.
            if (SQLitePCL.raw.sqlite3_get_autocommit(_writer.Handle) == 0) _writer.Execute("rollback transaction");
            throw;
        }
    }

    private static string Settings(string path, SqliteOpenMode mode, bool pooled) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Mode = mode,
        Pooling = pooled,
        DefaultTimeout = BusySeconds,
    }.ToString();
}
