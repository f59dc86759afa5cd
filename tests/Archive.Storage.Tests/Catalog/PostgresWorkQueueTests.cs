using Archive.Domain.Ports;
using Archive.Storage.Catalog.Postgres;
using Dapper;
using Npgsql;

namespace Archive.Storage.Tests.Catalog;

/// <summary>The work queue's contract on PostgreSQL. Time passes by moving the stored times back: the clock is the server's.</summary>
[Collection(PostgresCollection.Name)]
public sealed class PostgresWorkQueueTests(PostgresFixture postgres) : WorkQueueFileContract
{
    private string? _database;

    protected override async Task<ICatalog> OpenAsync()
    {
        _database ??= await postgres.Server.CreateDatabaseAsync();
        return await OpenAsNodeAsync("node", Time);
    }

    protected override async Task<ICatalog> OpenAsNodeAsync(string nodeId, TimeProvider time) =>
        await PostgresCatalog.OpenAsync(_database!, nodeId, TimeSpan.FromSeconds(30), time, None);

    protected override Task SilenceAsync(string nodeId, TimeSpan silence) =>
        ExecuteAsync("update node set seen_at = seen_at - make_interval(secs => @Seconds) where id = @Id", new { Id = nodeId, Seconds = silence.TotalSeconds });

    protected override Task PassPauseAsync(string fileId, TimeSpan passed) =>
        ExecuteAsync("update file set not_before = not_before - make_interval(secs => @Seconds)", new { Seconds = passed.TotalSeconds });

    private async Task ExecuteAsync(string sql, object parameters)
    {
        await using var connection = new NpgsqlConnection(_database + ";Pooling=false");
        await connection.ExecuteAsync(sql, parameters);
    }
}
