using Archive.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Catalog.Sqlite;

/// <summary>Brings a catalog forward, step by step, never back; the steps are the embedded files <c>0001_name.sql</c>, <c>0002_…</c></summary>
internal static class CatalogMigrations
{
    /// <summary>The steps this program knows, in order, numbered from 1 without gaps.</summary>
    internal static IReadOnlyList<CatalogMigration> Known { get; } = CatalogMigration.Load("catalog/");

    /// <summary>Applies what is missing. To be called inside a transaction, so that a catalog is never between two versions.</summary>
    /// <returns>The version the catalog had before.</returns>
    /// <exception cref="CatalogUnusableException">The catalog is newer than this program, or no catalog.</exception>
    internal static int Apply(SqliteConnection connection, IReadOnlyList<CatalogMigration> known, TimeProvider time)
    {
        var version = ReadVersion(connection);
        if (version > known.Count)
        {
            throw new CatalogUnusableException(
                $"The catalog '{connection.DataSource}' has version {version}, this program knows versions up to {known.Count}. Use the program that wrote it, or a newer one.");
        }
        foreach (var migration in known.Skip(version))
        {
            SqliteDatabase.RunScript(connection, migration.Sql);
            connection.Execute(
                "insert into schema_version (version, name, applied_at) values (@Version, @Name, @At)",
                new { migration.Version, migration.Name, At = CatalogTime.ToText(time.GetUtcNow()) });
        }
        return version;
    }

    private static int ReadVersion(SqliteConnection connection)
    {
        var tables = connection.Query<string>("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'").ToList();
        if (tables.Count > 0 && !tables.Contains("schema_version"))
        {
            throw new CatalogUnusableException($"'{connection.DataSource}' is a SQLite file, but no catalog of Archive.");
        }
        connection.Execute("create table if not exists schema_version (version integer primary key, name text not null, applied_at text not null) strict");
        return connection.ExecuteScalar<int?>("select max(version) from schema_version") ?? 0;
    }
}
