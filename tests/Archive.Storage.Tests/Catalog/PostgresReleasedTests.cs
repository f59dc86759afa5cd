using Archive.Storage.Catalog.Postgres;
using Dapper;
using Npgsql;

namespace Archive.Storage.Tests.Catalog;

/// <summary>Catalogs of every released version on PostgreSQL, with data, brought to this program's version.</summary>
[Collection(ShakyPostgresCollection.Name)]
public sealed class PostgresReleasedTests(PostgresFixture postgres) : IAsyncLifetime
{
    private string _database = "";

    public static TheoryData<int> Versions => [.. Enumerable.Range(1, PostgresMigrations.Known.Count - 1)];

    public async Task InitializeAsync() => _database = await postgres.Server.CreateDatabaseAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Open_OlderVersion_KeepsEveryRowAndSaysTheSame(int version)
    {
        await using var connection = await MakeAsync(version);
        var tables = await TablesAsync(connection);
        foreach (var (table, columns) in tables)
        {
            foreach (var column in columns) Assert.True(await connection.ExecuteScalarAsync<long>($"select count({column}) from {table}") > 0, $"{table}.{column}");
        }

        var before = await RowsAsync(connection, tables);

        await using (await OpenAsync()) { }

        Assert.Equal(before, await RowsAsync(connection, tables));
        await AssertSaysTheSameAsync();
    }

    [Fact]
    public async Task Open_KilledBetweenTwoStatementsOfAMigration_IsTheOldAndThenTheNew()
    {
        var last = PostgresMigrations.Known[^1];
        await (await MakeAsync(last.Version - 1)).DisposeAsync();
        var statements = ReleasedSchemas.Statements(last.Sql);
        for (var done = 1; done <= statements.Count; done++)
        {
            await using var dying = await ConnectAsync();
            await dying.ExecuteAsync("begin transaction");
            foreach (var statement in statements.Take(done)) await dying.ExecuteAsync(statement);
            await using (var other = await ConnectAsync()) await other.ExecuteAsync("select pg_terminate_backend(@Pid)", new { Pid = dying.ProcessID });
        }

        await using (var left = await ConnectAsync()) Assert.Equal(last.Version - 1, await left.ExecuteScalarAsync<int>("select max(version) from schema_version"));
        await AssertSaysTheSameAsync();
    }

    private Task<PostgresCatalog> OpenAsync() => PostgresCatalog.OpenAsync(_database, null, TimeSpan.FromSeconds(30), TimeProvider.System, default);

    private async Task AssertSaysTheSameAsync()
    {
        await using var catalog = await OpenAsync();
        Assert.Equal(await File.ReadAllTextAsync(ReleasedSchemas.PathOf("expected.json")), await ReleasedSchemas.TellAsync(catalog));
        await catalog.Verification.EnrolAsync(default);
        Assert.Equal(9, (await catalog.Verification.SummarizeAsync(default)).Objects);
    }

    private async Task<NpgsqlConnection> MakeAsync(int version)
    {
        var connection = await ConnectAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await PostgresMigrations.ApplyAsync(new(connection, default), [.. PostgresMigrations.Known.Take(version)]);
        await connection.ExecuteAsync(await File.ReadAllTextAsync(ReleasedSchemas.PathOf(ReleasedSchemas.DataOf("postgres", version))));
        await transaction.CommitAsync();
        return connection;
    }

    private async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(_database + ";Pooling=false");
        await connection.OpenAsync();
        return connection;
    }

    private static async Task<List<(string Table, string[] Columns)>> TablesAsync(NpgsqlConnection connection) => [.. (await connection.QueryAsync<(string Table, string Column)>(
        """
        select table_name, column_name from information_schema.columns
        where table_schema = current_schema() and table_name <> 'schema_version' order by table_name, ordinal_position
        """)).GroupBy(row => row.Table, row => row.Column).Select(group => (group.Key, group.ToArray()))];

    private static async Task<List<string>> RowsAsync(NpgsqlConnection connection, List<(string Table, string[] Columns)> tables)
    {
        var rows = new List<string>();
        foreach (var (table, columns) in tables)
            rows.AddRange(await connection.QueryAsync<string>($"select '{table} ' || row({string.Join(", ", columns)})::text as row from {table} order by row"));
        return rows;
    }
}
