using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Objects.Files;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Catalog.Sqlite;

/// <summary>Snapshots of a SQLite catalog by its path: taken in one read transaction, which disturbs no writer.</summary>
/// <param name="path">The catalog file; for a restore, where it is to be.</param>
public sealed class SqliteSnapshots(string path) : ICatalogSnapshots
{
    private const string FileName = "catalog.db";

    public string Kind => "sqlite";

    public async Task WriteSnapshotAsync(string folder, Func<ObjectKind, Sha256Digest, Task> named, CancellationToken cancellation)
    {
        var copy = Path.Combine(folder, FileName);
        using (var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString()))
        {
            connection.Open();
            connection.Execute("vacuum into @Copy", new { Copy = copy });
        }

        MakeDurable(copy);
        // Looked at as a copy of the copy: opening a catalog leaves files beside it and may bring it forward.
        var scratch = Directory.CreateTempSubdirectory("archive-snapshot-");
        try
        {
            File.Copy(copy, Path.Combine(scratch.FullName, FileName));
            await using var catalog = await SqliteCatalog.OpenAsync(Path.Combine(scratch.FullName, FileName), TimeProvider.System, cancellation);
            await foreach (var (kind, digest, _) in catalog.ListObjectsAsync(cancellation)) await named(kind, digest);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    public Task ReadSnapshotAsync(string folder, CancellationToken cancellation)
    {
        if (File.Exists(path)) throw new InvalidOperationException($"There is a catalog at {path} already: a backup is restored into an empty place.");
        var fresh = path + ".restored";
        File.Copy(Path.Combine(folder, FileName), fresh, overwrite: true);
        EndSessions(fresh);
        MakeDurable(fresh);
        File.Move(fresh, path);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
        return Task.CompletedTask;
    }

    /// <summary>Whoever was logged in logs in again, and no session that was ended since comes back to life.</summary>
    private static void EndSessions(string file)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        connection.Open();
        if (connection.ExecuteScalar<bool>("select exists (select 1 from sqlite_schema where name = 'web_session')")) connection.Execute("delete from web_session");
    }

    private static void MakeDurable(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.ReadWrite);
        stream.Flush(flushToDisk: true);
    }
}
