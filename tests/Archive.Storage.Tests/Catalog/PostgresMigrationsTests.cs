using Archive.Domain;
using Archive.Storage.Catalog;
using Archive.Storage.Catalog.Postgres;
using Dapper;
using Npgsql;

namespace Archive.Storage.Tests.Catalog;

[Collection(ShakyPostgresCollection.Name)]
public sealed class PostgresMigrationsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CatalogMigration Next = new(PostgresMigrations.Known.Count + 1, "next", "alter table batch add column note text not null default ''");
    private static readonly CatalogMigration AfterNext = new(Next.Version + 1, "after next", "alter table batch add column more text");

    private string _database = "";

    public async Task InitializeAsync() => _database = await postgres.Server.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Open_ManyNodesAtOnce_MakeOneCatalog()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => OpenAsync()));
        foreach (var node in nodes) await node.DisposeAsync();

        Assert.Equal(PostgresMigrations.Known.Count, await ScalarAsync<int>("select count(*) from schema_version"));
    }

    [Fact]
    public async Task Open_OlderCatalog_IsBroughtForwardWhileTheOlderProgramWorksOn()
    {
        await using var old = await OpenAsync();
        await old.CreateBatchAsync("kept", Sha256Digest.Of("key"u8), CancellationToken.None);

        await using var newer = await OpenAsync(Next);
        await old.CreateBatchAsync("made by the old", Sha256Digest.Of("other key"u8), CancellationToken.None);

        Assert.Equal(["made by the old", "kept"], (await newer.ListBatchesAsync(CancellationToken.None)).Select(batch => batch.Name));
        Assert.Equal(Next.Version, await ScalarAsync<int>("select max(version) from schema_version"));
    }

    [Fact]
    public async Task Open_CatalogOneVersionNewer_IsWorked()
    {
        await (await OpenAsync(Next)).DisposeAsync();

        await using var older = await OpenAsync();

        Assert.Empty(await older.ListBatchesAsync(CancellationToken.None));
        Assert.Equal(Next.Version, await ScalarAsync<int>("select max(version) from schema_version"));
    }

    [Fact]
    public async Task Open_CatalogTwoVersionsNewer_IsRefusedInWords()
    {
        await (await OpenAsync(Next, AfterNext)).DisposeAsync();

        var refusal = await Assert.ThrowsAsync<CatalogUnusableException>(() => OpenAsync());

        Assert.Contains($"has version {AfterNext.Version}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FailingStep_LeavesTheCatalogAsItWas()
    {
        await (await OpenAsync()).DisposeAsync();

        await Assert.ThrowsAsync<PostgresException>(() => OpenAsync(Next, AfterNext with { Sql = "insert into no_such_table values (1)" }));

        Assert.Equal(PostgresMigrations.Known.Count, await ScalarAsync<int>("select max(version) from schema_version"));
        Assert.Equal(0, await ScalarAsync<int>("select count(*) from pg_attribute where attrelid = 'batch'::regclass and attname = 'note'"));
    }

    [Fact]
    public async Task Open_DatabaseOfSomethingElse_IsRefusedUntouched()
    {
        await ScalarAsync<int>("create table diary (day text)");

        await Assert.ThrowsAsync<CatalogUnusableException>(() => OpenAsync());

        Assert.Equal(1, await ScalarAsync<int>("select count(*) from pg_tables where schemaname = 'public'"));
    }

    [Fact]
    public async Task Open_DatabaseOfAnotherEncoding_IsRefusedWithTheRemedy()
    {
        await ScalarAsync<int>("create database ascii encoding 'SQL_ASCII' template template0");
        _database += ";Database=ascii";

        Assert.Contains("UTF8", (await Assert.ThrowsAsync<CatalogUnusableException>(() => OpenAsync())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NoSuchDatabase_SaysSoAtOnce()
    {
        _database += ";Database=nowhere";
        Assert.Contains("nowhere", (await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(86_401)]
    public async Task Open_LeaseTimeOutOfRange_IsRefused(int seconds) => await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
        () => PostgresCatalog.OpenAsync(_database, null, TimeSpan.FromSeconds(seconds), TimeProvider.System, CancellationToken.None));

    private Task<PostgresCatalog> OpenAsync(params CatalogMigration[] more) => PostgresCatalog.OpenAsync(
        _database, null, TimeSpan.FromSeconds(30), TimeProvider.System, new PostgresRetryOptions(), [.. PostgresMigrations.Known, .. more], CancellationToken.None);

    private async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = new NpgsqlConnection(_database + ";Pooling=false");
        return await connection.ExecuteScalarAsync<T>(sql);
    }
}
