using Archive.Domain.Ports;
using Archive.Storage.Catalog.Postgres;
using Archive.Storage.Catalog.Sqlite;

namespace Archive.Storage.Tests.Catalog.Capture;

/// <summary>Batches of operators on SQLite.</summary>
public sealed class SqliteCaptureTests : CaptureContract
{
    private readonly TemporaryFolder _folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    protected override IWorkQueue Queue => ((SqliteCatalog)Catalog).Queue;

    protected override async Task<ICatalog> OpenAsync() => await SqliteCatalog.OpenAsync(_folder["catalog.db"], Time);
}

/// <summary>The same on PostgreSQL.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresCaptureTests(PostgresFixture postgres) : CaptureContract
{
    private string? _database;

    protected override IWorkQueue Queue => (IWorkQueue)Catalog;

    protected override async Task<ICatalog> OpenAsync()
    {
        _database ??= await postgres.Server.CreateDatabaseAsync();
        return await PostgresCatalog.OpenAsync(_database, null, TimeSpan.FromSeconds(30), Time, None);
    }
}

/// <summary>Second looks and samples on SQLite.</summary>
public sealed class SqliteSampleTests : SampleContract
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
public sealed class PostgresSampleTests(PostgresFixture postgres) : SampleContract
{
    private string? _database;

    protected override async Task<ICatalog> OpenAsync()
    {
        _database ??= await postgres.Server.CreateDatabaseAsync();
        return await PostgresCatalog.OpenAsync(_database, null, TimeSpan.FromSeconds(30), Time, None);
    }
}
