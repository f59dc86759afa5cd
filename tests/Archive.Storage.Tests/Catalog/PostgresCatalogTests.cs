using Archive.Domain.Ports;
using Archive.Storage.Catalog.Postgres;
using Dapper;
using Npgsql;

namespace Archive.Storage.Tests.Catalog;

/// <summary>The catalog's contract on PostgreSQL, as the sole owner of the catalog.</summary>
public class PostgresCatalogTests(PostgresFixture postgres) : PostgresContractRun(postgres, nodeId: null)
{
    [Theory]
    [InlineData("select id from page where batch_id = 1 and state = 'Received' order by file_ordinal, number limit 1", "page_waiting")]
    [InlineData("select id from file where batch_id = 1 and page_count > 0 order by id", "file_by_batch")]
    [InlineData("update page set state = 'Received' where state = 'InWork' and node_id = 'a'", "page_in_work")]
    [InlineData("select min(received_at) from page where state = 'Received'", "page_waiting_since")]
    [InlineData("select path from source where digest = '\\x00' and batch_id = 1 and disposition = 'Received'", "source_received_once")]
    [InlineData("select id from source where batch_id = 1 and md5(path) = md5('x') and path = 'x'", "source_path_once")]
    public async Task QueryPlan_HotQueries_UseAnIndexAndNoSort(string sql, string index)
    {
        await using var connection = await ConnectAsync();
        // An empty table is read whole whatever there is; the question is whether the index can serve.
        await connection.ExecuteAsync("set enable_seqscan = off; set enable_bitmapscan = off");
        var plan = string.Join('\n', await connection.QueryAsync<string>("explain " + sql));
        Assert.Contains(index, plan, StringComparison.Ordinal);
        Assert.DoesNotContain("Sort", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RejectSource_ReasonWithANulCharacter_IsKeptReadable()
    {
        var batch = await NewBatchAsync();
        var source = await Catalog.RejectSourceAsync(batch.Id, 0, "/in/x.tif", null, "tag 'a\0b'", None);
        Assert.Equal("tag 'a\uFFFDb'", source.Reason);
    }

    [Fact]
    public async Task AddSource_PathOfFourThousandLetters_IsEntered()
    {
        var (batch, file) = await NewFileAsync(1);
        var path = "/in/" + string.Join('/', Enumerable.Range(0, 1000).Select(number => DigestOf(number.ToString(System.Globalization.CultureInfo.InvariantCulture)).Hex[..3]));

        var source = await Catalog.AddSourceAsync(batch.Id, file.Id, Source(1, path), None);

        Assert.Equal(source, await Catalog.AddSourceAsync(batch.Id, file.Id, Source(1, path), None));
        Assert.Equal(2, (await Catalog.ListPagesAsync(file.Id, None)).Count);
    }
}

/// <summary>The same on behalf of a node: what it claims, fails and puts back is its own.</summary>
public sealed class PostgresNodeCatalogTests(PostgresFixture postgres) : PostgresContractRun(postgres, nodeId: "node-a");

[Collection(PostgresCollection.Name)]
public abstract class PostgresContractRun(PostgresFixture postgres, string? nodeId) : AuditLedgerContract
{
    private string? _database;

    protected override async Task TamperAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        await connection.ExecuteAsync("drop trigger audit_keeps_entries on audit; " + sql);
    }

    protected override async Task<Exception?> TryAsync(string sql)
    {
        await using var connection = await ConnectAsync();
        return await Record.ExceptionAsync(() => connection.ExecuteAsync(sql));
    }

    protected async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(_database + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    protected override async Task<ICatalog> OpenAsync()
    {
        _database ??= await postgres.Server.CreateDatabaseAsync();
        return await PostgresCatalog.OpenAsync(_database, nodeId, TimeSpan.FromSeconds(30), Time, None);
    }
}
