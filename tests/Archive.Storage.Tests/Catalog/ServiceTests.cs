using Archive.Domain.Ports;
using Archive.Storage.Catalog.Postgres;
using Archive.Storage.Catalog.Sqlite;

namespace Archive.Storage.Tests.Catalog;

/// <summary>What nodes of the service share, on SQLite.</summary>
public sealed class SqliteServiceTests : ServiceContract
{
    private readonly TemporaryFolder _folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override async Task<ICatalog> OpenAsync() => await SqliteCatalog.OpenAsync(_folder["catalog.db"], Time);
}

/// <summary>The same on PostgreSQL.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresServiceTests(PostgresFixture postgres) : ServiceContract
{
    private string? _database;

    protected override async Task<ICatalog> OpenAsync()
    {
        _database ??= await postgres.Server.CreateDatabaseAsync();
        return await PostgresCatalog.OpenAsync(_database, null, TimeSpan.FromSeconds(30), Time, None);
    }
}
