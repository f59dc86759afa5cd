namespace Archive.Storage.Catalog.Verification;

/// <summary>What the memory of verification asks of a catalog's database; every catalog understands its queries.</summary>
internal interface ILedgerDatabase
{
    Task<List<T>> ListAsync<T>(string sql, object parameters, CancellationToken cancellation);

    /// <summary>Runs a statement once with each of the parameters, as one transaction that can be done again.</summary>
    Task ExecuteAsync(string sql, IEnumerable<object> parameters, CancellationToken cancellation);
}
