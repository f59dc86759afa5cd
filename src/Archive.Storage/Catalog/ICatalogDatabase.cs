namespace Archive.Storage.Catalog;

/// <summary>What is written once for both catalogs asks of a catalog's database; every catalog understands its queries.</summary>
internal interface ICatalogDatabase
{
    /// <summary>Brings what is counted along with the pages of a batch's files up to date (@BatchId); null where nothing is counted.</summary>
    string? RecountFiles { get; }

    Task<List<T>> ListAsync<T>(string sql, object parameters, CancellationToken cancellation);

    /// <summary>As <see cref="Domain.Ports.ICatalog.ReopenPageAsync"/>, within a transaction of this database.</summary>
    Task ReopenPageAsync(ICatalogSession session, long pageId);

    /// <summary>Runs a statement once with each of the parameters, as one transaction that can be done again.</summary>
    Task ExecuteAsync(string sql, IEnumerable<object> parameters, CancellationToken cancellation);

    /// <summary>
    /// Runs <paramref name="work"/> as one durable transaction; whatever it throws takes everything back. It is done again where the answer was lost, and
    /// then may have happened already. It waits for nothing but its session.
    /// </summary>
    Task<T> WriteAsync<T>(Func<ICatalogSession, Task<T>> work, CancellationToken cancellation);
}

/// <summary>A transaction of a catalog's database.</summary>
internal interface ICatalogSession
{
    Task<List<T>> ListAsync<T>(string sql, object? parameters = null);

    /// <returns>How many rows were written.</returns>
    Task<int> ExecuteAsync(string sql, object? parameters = null);

    /// <summary>Waits until no other transaction holds this name, and holds it until the end of the transaction.</summary>
    Task LockAsync(string name);
}
