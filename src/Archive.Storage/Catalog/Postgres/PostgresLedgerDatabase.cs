using Archive.Storage.Catalog.Verification;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>The memory of verification on PostgreSQL.</summary>
internal sealed class PostgresLedgerDatabase(PostgresDatabase database) : ILedgerDatabase
{
    public Task<List<T>> ListAsync<T>(string sql, object parameters, CancellationToken cancellation) =>
        database.RunAsync(session => session.ListAsync<T>(sql, parameters), cancellation);

    public Task ExecuteAsync(string sql, IEnumerable<object> parameters, CancellationToken cancellation)
    {
        var all = parameters.ToList();
        return database.WriteAsync(
            async session =>
            {
                foreach (var one in all) await session.ExecuteAsync(sql, one);
            },
            cancellation);
    }
}
