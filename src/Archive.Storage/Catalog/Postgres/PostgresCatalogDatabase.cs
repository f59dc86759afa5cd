namespace Archive.Storage.Catalog.Postgres;

/// <summary>What both catalogs share, on PostgreSQL.</summary>
internal sealed class PostgresCatalogDatabase(PostgresDatabase database) : ICatalogDatabase
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

    public Task<T> WriteAsync<T>(Func<ICatalogSession, Task<T>> work, CancellationToken cancellation) => database.WriteAsync(work, cancellation);
}
