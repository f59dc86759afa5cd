using System.Globalization;
using Archive.Domain;
using Archive.Domain.Ports;
using Dapper;
using Npgsql;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>
/// Snapshots of a PostgreSQL catalog: each table as one file of COPY text (PostgreSQL 15 documentation, "COPY", text format), all read in one
/// repeatable-read transaction. Leases and nodes are left out: what was in work at that moment waits again after a
/// restore. So are sessions: whoever was logged in logs in again, and no session that was ended since comes back to life. So is what verification looked at: a restored archive is to be checked anew.
/// </summary>
/// <param name="retry">How long a server that is away is asked again; as by default where null.</param>
public sealed class PostgresSnapshots(string connectionString, PostgresRetryOptions? retry = null) : ICatalogSnapshots
{
    private const string AuditHead = "audit_head";

    private const string VersionFile = "schema-version.txt";

    /// <summary>In the order in which rows refer to each other.</summary>
    private static readonly string[] Tables = ["batch", "file", "source", "page", "event", "audit", AuditHead, "account", "api_key", "key_ring", "file_grant", "capture", "capture_page", "document", "page_sample", "operation_sample"];

    private static readonly string[] Numbered = [.. Tables.Except([AuditHead, "file_grant", "capture", "capture_page", "document", "page_sample", "operation_sample"])];

    private const string Named =
        """
        select 0 as kind, digest from source where disposition = 'Received'
        union all select 1, image_digest from page where state = 'Finished' and image_digest is not null
        union all select 1, alto_digest from page where state = 'Finished' and alto_digest is not null
        union all select 1, text_digest from page where state = 'Finished' and text_digest is not null
        union all select 1, pdf_digest from file where pdf_digest is not null
        """;

    public string Kind => "postgresql";

    public async Task WriteSnapshotAsync(string folder, Func<ObjectKind, Sha256Digest, Task> named, CancellationToken cancellation)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var version = await connection.ExecuteScalarAsync<int>("select max(version) from schema_version");
        await WriteDurablyAsync(Path.Combine(folder, VersionFile), async writer => await writer.WriteLineAsync(version.ToString(CultureInfo.InvariantCulture)));
        foreach (var table in Tables)
        {
            var columns = await ColumnsAsync(connection, table);
            await WriteDurablyAsync(Path.Combine(folder, $"{table}.copy"), async writer =>
            {
                await writer.WriteLineAsync(columns);
                using var rows = await connection.BeginTextExportAsync($"copy {table} ({columns}) to stdout", cancellation);
                for (string? row; (row = await rows.ReadLineAsync(cancellation)) is not null;) await writer.WriteLineAsync(row);
            });
        }

        await using var command = new NpgsqlCommand(Named, connection, transaction);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            await named(reader.GetInt32(0) == 0 ? ObjectKind.Master : ObjectKind.Derivative, Sha256Digest.FromBytes((byte[])reader[1]));
    }

    public async Task ReadSnapshotAsync(string folder, CancellationToken cancellation)
    {
        await using (await PostgresCatalog.OpenAsync(connectionString, null, TimeSpan.FromSeconds(30), TimeProvider.System, retry ?? new(), cancellation))
        {
            // Opened so that the schema is there.
        }

        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var connection = await source.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        if (await connection.ExecuteScalarAsync<bool>("select exists (select 1 from batch) or exists (select 1 from account)"))
            throw new InvalidOperationException("The catalog holds batches or accounts already: a backup is restored into an empty place.");
        var (taken, now) = (int.Parse((await File.ReadAllTextAsync(Path.Combine(folder, VersionFile), cancellation)).Trim(), CultureInfo.InvariantCulture),
            await connection.ExecuteScalarAsync<int>("select max(version) from schema_version"));
        if (taken > now) throw new InvalidOperationException($"The snapshot has schema version {taken}, this program knows versions up to {now}. Use a newer program.");
        foreach (var table in Tables)
        {
            var path = Path.Combine(folder, $"{table}.copy");
            // Of an older release the tables that came later stay as they are made.
            if (taken < now && !File.Exists(path)) continue;
            // The row that a new catalog begins with.
            if (table == AuditHead) await connection.ExecuteAsync($"delete from {AuditHead}");
            await ReadTableAsync(connection, table, path, cancellation);
        }

        await connection.ExecuteAsync("update page set state = 'Received' where state = 'InWork'");
        foreach (var table in Numbered)
            await connection.ExecuteAsync($"select setval(pg_get_serial_sequence('{table}', 'id'), coalesce((select max(id) from {table}), 1), exists (select 1 from {table}))");
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>All but leases.</summary>
    private static async Task<string> ColumnsAsync(NpgsqlConnection connection, string table) => string.Join(", ", await connection.QueryAsync<string>(
        """
        select column_name from information_schema.columns
        where table_schema = current_schema() and table_name = @Table and column_name not in ('node_id', 'lease', 'not_before') order by ordinal_position
        """,
        new { Table = table }));

    private static async Task ReadTableAsync(NpgsqlConnection connection, string table, string path, CancellationToken cancellation)
    {
        using var file = new StreamReader(path);
        var columns = await file.ReadLineAsync(cancellation) ?? throw new InvalidOperationException($"{path} is empty.");
        await using var rows = await connection.BeginTextImportAsync($"copy {table} ({columns}) from stdin", cancellation);
        for (string? row; (row = await file.ReadLineAsync(cancellation)) is not null;)
        {
            await rows.WriteAsync(row.AsMemory(), cancellation);
            await rows.WriteAsync('\n');
        }
    }

    private static async Task WriteDurablyAsync(string path, Func<StreamWriter, Task> write)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await using var writer = new StreamWriter(file) { NewLine = "\n" };
        await write(writer);
        await writer.FlushAsync();
        file.Flush(flushToDisk: true);
    }
}
