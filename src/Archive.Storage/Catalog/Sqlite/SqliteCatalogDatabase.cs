using Archive.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Catalog.Sqlite;

/// <summary>What both catalogs share, on SQLite.</summary>
internal sealed class SqliteCatalogDatabase(SqliteDatabase database) : ICatalogDatabase
{
    public string? RecountFiles => null;

    public Task<List<T>> ListAsync<T>(string sql, object parameters, CancellationToken cancellation) =>
        database.ReadAsync(connection => connection.Query<T>(sql, parameters).AsList(), cancellation);

    public Task ExecuteAsync(string sql, IEnumerable<object> parameters, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            foreach (var one in parameters) connection.Execute(sql, one);
        },
        cancellation);

    // The session never waits, so neither does the work.
    public Task<T> WriteAsync<T>(Func<ICatalogSession, Task<T>> work, CancellationToken cancellation) =>
        database.WriteAsync(connection => work(new Session(connection)).GetAwaiter().GetResult(), cancellation);

    public Task ReopenPageAsync(ICatalogSession session, long pageId)
    {
        PageTable.Reopen(((Session)session).Connection, pageId);
        return Task.CompletedTask;
    }

    private sealed class Session(SqliteConnection connection) : ICatalogSession
    {
        internal SqliteConnection Connection => connection;

        public Task<List<T>> ListAsync<T>(string sql, object? parameters) => Task.FromResult(connection.Query<T>(sql, parameters).AsList());

        public Task<int> ExecuteAsync(string sql, object? parameters) => Task.FromResult(connection.Execute(sql, parameters));

        /// <summary>SQLite has one writer.</summary>
        public Task LockAsync(string name) => Task.CompletedTask;
    }
}
