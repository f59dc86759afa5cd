using Archive.Domain;
using Archive.Storage.Catalog.Rows;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Catalog.Sqlite;

/// <summary>Batches.</summary>
internal static class BatchTable
{
    /// <summary>A batch with this key that is not complete is the one a dead process began; it is taken up instead of doubled.</summary>
    internal static BatchRecord Create(SqliteConnection connection, string name, Sha256Digest sourceKey, DateTimeOffset now)
    {
        if (Find(connection, sourceKey) is { State: not BatchState.Complete } begun) return begun;
        var id = connection.ExecuteScalar<long>(
            "insert into batch (name, source_key, state, created_at) values (@Name, @Key, @State, @At) returning id",
            new { Name = name, Key = Blob.Of(sourceKey), State = nameof(BatchState.Receiving), At = CatalogTime.ToText(now) });
        return Get(connection, id)!;
    }

    internal static BatchRecord? Find(SqliteConnection connection, Sha256Digest sourceKey) =>
        connection.QueryFirstOrDefault<BatchRow>(BatchRow.NewestByKey, new { Key = Blob.Of(sourceKey) })?.ToRecord();

    internal static BatchRecord? Get(SqliteConnection connection, long id) =>
        connection.QueryFirstOrDefault<BatchRow>(BatchRow.ById, new { Id = id })?.ToRecord();

    internal static IReadOnlyList<BatchRecord> List(SqliteConnection connection) =>
        connection.Query<BatchRow>(BatchRow.NewestFirst).Select(row => row.ToRecord()).ToList();

    internal static void SetState(SqliteConnection connection, long id, BatchState state, DateTimeOffset now)
    {
        var changed = connection.Execute(
            "update batch set state = @State, completed_at = case when @State = 'Complete' then ifnull(completed_at, @At) end where id = @Id",
            new { Id = id, State = state.ToString(), At = CatalogTime.ToText(now) });
        if (changed == 0) throw new InvalidOperationException($"There is no batch {id}.");
    }

    internal static (int Finished, int Total) CountPages(SqliteConnection connection, long id) =>
        connection.QueryFirstOrDefault<(int Finished, int Total)>("select pages_finished, pages_total from batch where id = @Id", new { Id = id });
}
