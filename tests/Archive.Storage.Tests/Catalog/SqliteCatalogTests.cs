using Archive.Domain.Ports;
using Archive.Storage.Catalog.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Tests.Catalog;

/// <summary>The catalog's contract on SQLite.</summary>
public sealed class SqliteCatalogTests : AuditLedgerContract
{
    private readonly TemporaryFolder _folder = new();

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Open_Catalog_IsWalWithFullSyncAndForeignKeys()
    {
        await using var database = Archive.Storage.Sqlite.SqliteDatabase.Open(_folder["catalog.db"], "full");
        var settings = await database.WriteAsync(
            connection => string.Join(' ', new[] { "journal_mode", "foreign_keys" }.Select(name => connection.ExecuteScalar<string>($"pragma {name}"))), None);
        Assert.Equal("wal 1", settings);
        Assert.Equal(2, await database.WriteAsync(connection => connection.ExecuteScalar<int>("select synchronous from pragma_synchronous"), None));
    }

    [Theory]
    [InlineData("select id from page where batch_id = 1 and state = 'Received' order by file_ordinal, number limit 1", "page_waiting")]
    [InlineData("select id from file where batch_id = 1 and page_count > 0 order by id", "file_by_batch")]
    [InlineData("update page set state = 'Received' where state = 'InWork'", "page_in_work")]
    [InlineData("select path from source where digest = x'00' and batch_id = 1 and disposition = 'Received' order by id limit 1", "source_by_digest")]
    public async Task QueryPlan_HotQueries_UseAnIndexAndNoSort(string sql, string index)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder["catalog.db"]};Pooling=False");
        var plan = string.Join('\n', connection.Query("explain query plan " + sql).Select(row => (string)row.detail));
        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("TEMP B-TREE", plan, StringComparison.Ordinal);
    }

    protected override async Task TamperAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder["catalog.db"]};Pooling=False");
        await connection.ExecuteAsync("drop trigger audit_keeps_entries; drop trigger audit_loses_nothing; " + sql);
    }

    protected override async Task<Exception?> TryAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder["catalog.db"]};Pooling=False");
        return await Record.ExceptionAsync(() => connection.ExecuteAsync(sql));
    }

    protected override async Task<ICatalog> OpenAsync() => await SqliteCatalog.OpenAsync(_folder["catalog.db"], Time);
}
