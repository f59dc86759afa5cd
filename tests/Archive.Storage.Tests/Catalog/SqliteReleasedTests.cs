using Archive.Storage.Catalog.Sqlite;
using Archive.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Tests.Catalog;

/// <summary>Catalogs of every released version, with data, brought to this program's version.</summary>
public sealed class SqliteReleasedTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public static TheoryData<int> Versions => [.. Enumerable.Range(1, CatalogMigrations.Known.Count - 1)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Versions))]
    public void Data_OfAVersion_FillsEveryColumn(int version)
    {
        using var connection = Make(version);
        foreach (var (table, columns) in Tables(connection))
        {
            foreach (var column in columns) Assert.True(connection.ExecuteScalar<long>($"select count({column}) from {table}") > 0, $"{table}.{column}");
        }
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Open_OlderVersion_KeepsEveryRowAndSaysTheSame(int version)
    {
        List<(string Table, string[] Columns)> tables;
        List<string> before;
        using (var connection = Make(version)) before = Rows(connection, tables = Tables(connection));

        await using (await SqliteCatalog.OpenAsync(CatalogPath, TimeProvider.System)) { }

        using (var opened = Connect(CatalogPath)) Assert.Equal(before, Rows(opened, tables));
        await AssertSaysTheSameAsync(CatalogPath);
        using var after = Connect(CatalogPath);
        Assert.Equal("ok", after.ExecuteScalar<string>("pragma integrity_check"));
        Assert.Empty(after.Query("pragma foreign_key_check"));
    }

    /// <summary>As after kill -9 or a power cut: what is on the disk while a migration is between two statements.</summary>
    [Fact]
    public async Task Open_KilledBetweenTwoStatementsOfAMigration_IsTheOldAndThenTheNew()
    {
        var last = CatalogMigrations.Known[^1];
        using var connection = Make(last.Version - 1);
        connection.Execute("pragma journal_mode = wal");
        var statements = ReleasedSchemas.Statements(last.Sql);
        for (var done = 1; done <= statements.Count; done++)
        {
            connection.Execute("begin immediate");
            foreach (var statement in statements.Take(done)) connection.Execute(statement);
            var copy = _folder[$"killed-{done}.db"];
            foreach (var suffix in new[] { "", "-wal" }) if (File.Exists(CatalogPath + suffix)) File.Copy(CatalogPath + suffix, copy + suffix);
            connection.Execute("rollback");
            using (var left = Connect(copy)) Assert.Equal(last.Version - 1, left.ExecuteScalar<int>("select max(version) from schema_version"));

            await AssertSaysTheSameAsync(copy);
        }
    }

    private string CatalogPath => _folder["catalog.db"];

    private static async Task AssertSaysTheSameAsync(string path)
    {
        await using (var catalog = await SqliteCatalog.OpenAsync(path, TimeProvider.System))
        {
            Assert.Equal(await File.ReadAllTextAsync(ReleasedSchemas.PathOf("expected.json")), await ReleasedSchemas.TellAsync(catalog));
            await catalog.Verification.EnrolAsync(default);
            Assert.Equal(9, (await catalog.Verification.SummarizeAsync(default)).Objects);
        }

        using var connection = Connect(path);
        Assert.Equal(CatalogMigrations.Known.Count, connection.ExecuteScalar<int>("select max(version) from schema_version"));
    }

    /// <summary>A catalog as the program of that version made it, which its migrations, never edited since, do.</summary>
    private SqliteConnection Make(int version)
    {
        var connection = Connect(CatalogPath);
        CatalogMigrations.Apply(connection, [.. CatalogMigrations.Known.Take(version)], TimeProvider.System);
        SqliteDatabase.RunScript(connection, File.ReadAllText(ReleasedSchemas.PathOf(ReleasedSchemas.DataOf("sqlite", version))));
        return connection;
    }

    private static SqliteConnection Connect(string path)
    {
        var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        return connection;
    }

    private static List<(string Table, string[] Columns)> Tables(SqliteConnection connection) => [.. connection
        .Query<string>("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%' and name <> 'schema_version' order by name").ToList()
        .Select(table => (table, connection.Query<string>("select name from pragma_table_info(@Table)", new { Table = table }).ToArray()))];

    private static List<string> Rows(SqliteConnection connection, List<(string Table, string[] Columns)> tables) => [.. tables.SelectMany(table => connection
        .Query<string>($"select '{table.Table} ' || {string.Join(" || '|' || ", table.Columns.Select(column => $"quote({column})"))} as row from {table.Table} order by row"))];
}
