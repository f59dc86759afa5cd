using Archive.Storage.Catalog;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>Brings a catalog forward, step by step, never back, while nodes of the release before go on with it.</summary>
internal static class PostgresMigrations
{
    /// <summary>The oldest server whose behaviour the queries count on.</summary>
    private const int OldestServer = 150_000;

    /// <summary>The steps this program knows, in order, numbered from 1 without gaps.</summary>
    internal static IReadOnlyList<CatalogMigration> Known { get; } = CatalogMigration.Load("catalog-postgres/");

    /// <summary>
    /// Applies what is missing, in the transaction of <paramref name="session"/>; other nodes that start meanwhile wait. A catalog one step newer
    /// than this program is worked as it is.
    /// </summary>
    /// <exception cref="CatalogUnusableException">The catalog is newer than that, or no catalog, or the server is not fit.</exception>
    internal static async Task ApplyAsync(PostgresSession session, IReadOnlyList<CatalogMigration> known)
    {
        await RequireServerAsync(session);
        await session.LockAsync("migration");
        var version = await ReadVersionAsync(session);
        if (version > known.Count + 1)
        {
            throw new CatalogUnusableException(
                $"The catalog has version {version}, this program works with versions up to {known.Count + 1}. Use the program that wrote it, or a newer one.");
        }

        foreach (var migration in known.Skip(version))
        {
            await session.ExecuteAsync(migration.Sql);
            await session.ExecuteAsync("insert into schema_version (version, name) values (@Version, @Name)", new { migration.Version, migration.Name });
        }
    }

    private static async Task RequireServerAsync(PostgresSession session)
    {
        if (await session.ScalarAsync<int>("select current_setting('server_version_num')::integer") < OldestServer)
            throw new CatalogUnusableException("The catalog needs PostgreSQL 15 or newer.");
        if (await session.ScalarAsync<string>("select current_setting('server_encoding')") is var encoding && encoding != "UTF8")
            throw new CatalogUnusableException($"The catalog's database must have the encoding UTF8, not {encoding}: make it with \"create database … encoding 'UTF8' template template0\".");
    }

    private static async Task<int> ReadVersionAsync(PostgresSession session)
    {
        var tables = await session.ListAsync<string>("select tablename from pg_tables where schemaname = current_schema()");
        if (tables.Count > 0 && !tables.Contains("schema_version"))
            throw new CatalogUnusableException("The database holds tables of something else, and no catalog of Archive. Give Archive a database of its own.");
        await session.ExecuteAsync(
            "create table if not exists schema_version (version integer primary key, name text not null, applied_at timestamptz not null default now())");
        return await session.ScalarAsync<int?>("select max(version) from schema_version") ?? 0;
    }
}
