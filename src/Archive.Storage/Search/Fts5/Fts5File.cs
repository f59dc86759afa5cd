using Archive.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>The search index cannot be read and may not be made anew here: another process owns the data folder.</summary>
public sealed class SearchIndexUnusableException(string path, Exception? inner = null)
    : IOException($"The search index '{path}' is missing or cannot be read. The next command that writes to the data folder makes it anew.", inner);

/// <summary>The index's file: opened where it is usable, made anew where it is not.</summary>
internal static class Fts5File
{
    /// <summary>To be raised with every change of the schema, of folding, of tokens, stems or skeletons.</summary>
    internal const int SchemaVersion = 4;

    private const string DamageMark = ".damaged";
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    internal static SqliteDatabase Open(string path, bool mayCreate)
    {
        var (database, error) = TryOpen(path);
        if (database is not null) return database;
        if (!mayCreate) throw new SearchIndexUnusableException(path, error);
        // The mark goes last: a death in between leaves an index that is still known to be damaged.
        foreach (var file in new[] { path, path + "-wal", path + "-shm", path + DamageMark }) File.Delete(file);
        return Create(path);
    }

    internal static bool IsDamage(SqliteException error) => error.SqliteErrorCode is Corrupt or NotADatabase;

    internal static void RememberDamage(string path) => File.WriteAllText(path + DamageMark, "");

    internal static bool NeedsRebuild(SqliteConnection connection) =>
        connection.ExecuteScalar<string?>("select value from state where name = 'rebuild'") == "needed";

    internal static void MarkRebuilt(SqliteConnection connection) => connection.Execute("delete from state where name in ('rebuild', 'rebuilt to')");

    /// <summary>The last file that a rebuild has entered; null before the first.</summary>
    internal static string? RebuiltTo(SqliteConnection connection) => connection.ExecuteScalar<string?>("select value from state where name = 'rebuilt to'");

    internal static void MarkRebuiltTo(SqliteConnection connection, string fileId) =>
        connection.Execute("insert or replace into state (name, value) values ('rebuilt to', @FileId)", new { FileId = fileId });

    private static readonly string[] Tables = ["state", "page", "classed_page", "page_class", "page_words", "term", "segment", "page_text"];

    private static (SqliteDatabase? Database, Exception? Error) TryOpen(string path)
    {
        if (!File.Exists(path) || File.Exists(path + DamageMark)) return (null, null);
        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.Open(path, synchronous: "normal");
            if (database.Read(IsUsable)) return (database, null);
        }
        catch (SqliteException error) when (IsDamage(error))
        {
            database?.Dispose();
            return (null, error);
        }
        database.Dispose();
        return (null, null);
    }

    /// <summary>Looks into every table; damage deeper inside is found by whoever compares the index with the catalog.</summary>
    private static bool IsUsable(SqliteConnection connection)
    {
        if (connection.ExecuteScalar<int>("pragma user_version") != SchemaVersion) return false;
        if (connection.ExecuteScalar<int>("select count(*) from sqlite_schema where type = 'table' and name in @Tables", new { Tables }) < Tables.Length) return false;
        connection.Execute("select count(*) from page_text where page_text match '\"usable\"'");
        foreach (var table in Tables) connection.Execute($"select 1 from {table} limit 1");
        return true;
    }

    private static SqliteDatabase Create(string path)
    {
        var database = SqliteDatabase.Open(path, synchronous: "normal");
        database.Write(connection =>
        {
            using var reader = new StreamReader(typeof(Fts5File).Assembly.GetManifestResourceStream("search/Schema.sql")!);
            SqliteDatabase.RunScript(connection, reader.ReadToEnd());
            connection.Execute("insert into state (name, value) values ('rebuild', 'needed')");
            connection.Execute($"pragma user_version = {SchemaVersion}");
        });
        return database;
    }
}
