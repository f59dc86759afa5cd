namespace Archive.Storage.Catalog.Postgres;

/// <summary>What both catalogs share, on PostgreSQL.</summary>
internal sealed class PostgresCatalogDatabase(PostgresDatabase database) : ICatalogDatabase
{
    public string? RecountFiles =>
        """
        update file set pages_finished = case when page_count = 0 then 0 else counted.finished end, pages_rejected = case when page_count = 0 then 0 else counted.rejected end
        from (select file.id, count(page.id) filter (where page.state = 'Finished') as finished, count(page.id) filter (where page.outcome = 'Rejected') as rejected
              from file left join page on page.file_id = file.id where file.batch_id = @BatchId group by file.id) counted
        where file.id = counted.id
        """;

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

    public Task ReopenPageAsync(ICatalogSession session, long pageId) => PageTable.ReopenAsync((PostgresSession)session, pageId);

    public Task<T> WriteAsync<T>(Func<ICatalogSession, Task<T>> work, CancellationToken cancellation) => database.WriteAsync(work, cancellation);
}
