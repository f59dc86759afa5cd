using System.Data.Common;
using Dapper;
using Npgsql;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>An open connection, with its transaction where there is one, as the tables use it.</summary>
internal sealed class PostgresSession(NpgsqlConnection connection, CancellationToken cancellation) : ICatalogSession
{
    /// <summary>The first row, or null where there is none.</summary>
    internal Task<T?> FirstAsync<T>(string sql, object? parameters = null) => connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters));

    public async Task<List<T>> ListAsync<T>(string sql, object? parameters = null) => (await connection.QueryAsync<T>(Command(sql, parameters))).AsList();

    /// <summary>As <see cref="ListAsync"/> for lists of many thousands, read column by column without an object for each value.</summary>
    internal async Task<List<T>> ListLongAsync<T>(string sql, object? parameters, Func<DbDataReader, T> read)
    {
        await using var reader = await connection.ExecuteReaderAsync(Command(sql, parameters));
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation)) rows.Add(read(reader));
        return rows;
    }

    /// <summary>The first column of the first row; the type's default where there is none.</summary>
    internal Task<T?> ScalarAsync<T>(string sql, object? parameters = null) => connection.ExecuteScalarAsync<T>(Command(sql, parameters));

    /// <returns>How many rows were written.</returns>
    public Task<int> ExecuteAsync(string sql, object? parameters = null) => connection.ExecuteAsync(Command(sql, parameters));

    /// <summary>Waits until no other transaction holds this name, and holds it until the end of the transaction.</summary>
    public Task LockAsync(string name) => ExecuteAsync("select pg_advisory_xact_lock(hashtextextended(@Name, 0))", new { Name = $"archive {name}" });

    private CommandDefinition Command(string sql, object? parameters) => new(sql, parameters, cancellationToken: cancellation);
}
