using Archive.Storage.Catalog;
using Archive.Storage.Catalog.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Tests.Catalog;

public sealed class CatalogMigrationsTests : IDisposable
{
    private static readonly CatalogMigration Next = new(CatalogMigrations.Known.Count + 1, "next", "alter table batch add column note text;");

    private readonly TemporaryFolder _folder = new();

    private string CatalogPath => _folder["catalog.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Known_EmbeddedSteps_AreNumberedFromOne() =>
        Assert.Equal(Enumerable.Range(1, CatalogMigrations.Known.Count), CatalogMigrations.Known.Select(step => step.Version));

    [Fact]
    public async Task Open_OlderCatalog_IsBroughtForwardAndKeepsItsRows()
    {
        await using (var old = await SqliteCatalog.OpenAsync(CatalogPath, TimeProvider.System))
        {
            await old.CreateBatchAsync("kept", Domain.Sha256Digest.Of("key"u8), CancellationToken.None);
        }

        await using var newer = await SqliteCatalog.OpenAsync(CatalogPath, TimeProvider.System, [.. CatalogMigrations.Known, Next], CancellationToken.None);

        Assert.Equal("kept", Assert.Single(await newer.ListBatchesAsync(CancellationToken.None)).Name);
        Assert.Equal(Next.Version, Scalar("select max(version) from schema_version"));
        Assert.Equal(1, Scalar("select count(*) from pragma_table_info('batch') where name = 'note'"));
    }

    [Fact]
    public async Task Open_NewerCatalog_IsRefusedInWords()
    {
        await (await SqliteCatalog.OpenAsync(CatalogPath, TimeProvider.System, [.. CatalogMigrations.Known, Next], CancellationToken.None)).DisposeAsync();

        var refusal = await Assert.ThrowsAsync<CatalogUnusableException>(() => SqliteCatalog.OpenAsync(CatalogPath, TimeProvider.System));

        Assert.Contains($"has version {Next.Version}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_FailingStep_LeavesTheCatalogAsItWas()
    {
        await (await SqliteCatalog.OpenAsync(CatalogPath, TimeProvider.System)).DisposeAsync();
        var broken = Next with { Sql = Next.Sql + " insert into no_such_table values (1);" };

        await Assert.ThrowsAsync<SqliteException>(
            () => SqliteCatalog.OpenAsync(CatalogPath, TimeProvider.System, [.. CatalogMigrations.Known, broken], CancellationToken.None));

        Assert.Equal(CatalogMigrations.Known.Count, Scalar("select max(version) from schema_version"));
        Assert.Equal(0, Scalar("select count(*) from pragma_table_info('batch') where name = 'note'"));
    }

    [Fact]
    public async Task Open_AnotherSqliteFile_IsRefusedUntouched()
    {
        using (var other = new SqliteConnection($"Data Source={CatalogPath};Pooling=False")) other.Execute("create table diary (day text)");

        await Assert.ThrowsAsync<CatalogUnusableException>(() => SqliteCatalog.OpenAsync(CatalogPath, TimeProvider.System));

        Assert.Equal(0, Scalar("select count(*) from sqlite_schema where name = 'batch'"));
    }

    [Fact]
    public async Task Open_NoDatabaseAtAll_IsRefused()
    {
        await File.WriteAllTextAsync(CatalogPath, new string('x', 5000));
        await Assert.ThrowsAsync<CatalogUnusableException>(() => SqliteCatalog.OpenAsync(CatalogPath, TimeProvider.System));
    }

    private long Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={CatalogPath};Pooling=False");
        return connection.ExecuteScalar<long>(sql);
    }
}
