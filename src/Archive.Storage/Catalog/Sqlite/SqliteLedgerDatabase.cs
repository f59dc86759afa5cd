using Archive.Storage.Catalog.Verification;
using Archive.Storage.Sqlite;
using Dapper;

namespace Archive.Storage.Catalog.Sqlite;

/// <summary>The memory of verification on SQLite.</summary>
internal sealed class SqliteLedgerDatabase(SqliteDatabase database) : ILedgerDatabase
{
    public Task<List<T>> ListAsync<T>(string sql, object parameters, CancellationToken cancellation) =>
        database.ReadAsync(connection => connection.Query<T>(sql, parameters).AsList(), cancellation);

    public Task ExecuteAsync(string sql, IEnumerable<object> parameters, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            foreach (var one in parameters) connection.Execute(sql, one);
        },
        cancellation);
}
