using Archive.Domain;
using Archive.Storage.Catalog.Rows;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>Batches.</summary>
internal static class BatchTable
{
    /// <summary>A batch with this key that is not complete is the one a dead process began; it is taken up instead of doubled.</summary>
    /// <param name="creation">The same where the same wish is repeated.</param>
    internal static async Task<BatchRecord> CreateAsync(PostgresSession session, Guid creation, string name, Sha256Digest sourceKey, DateTimeOffset now)
    {
        await session.LockAsync($"batch {sourceKey.Hex}");
        if (await FindAsync(session, sourceKey) is { State: not BatchState.Complete } begun) return begun;
        var id = await session.ScalarAsync<long>(
            """
            insert into batch (name, source_key, state, created_at, creation) values (@Name, @Key, 'Receiving', @At, @Creation)
            on conflict (creation) do update set name = excluded.name
            returning id
            """,
            new { Name = PostgresText.Of(name), Key = Blob.Of(sourceKey), At = now.UtcDateTime, Creation = creation });
        return (await GetAsync(session, id))!;
    }

    internal static async Task<BatchRecord?> FindAsync(PostgresSession session, Sha256Digest sourceKey) =>
        (await session.FirstAsync<BatchRow>(BatchRow.NewestByKey, new { Key = Blob.Of(sourceKey) }))?.ToRecord();

    internal static async Task<BatchRecord?> GetAsync(PostgresSession session, long id) =>
        (await session.FirstAsync<BatchRow>(BatchRow.ById, new { Id = id }))?.ToRecord();

    internal static async Task<IReadOnlyList<BatchRecord>> ListAsync(PostgresSession session) =>
        (await session.ListAsync<BatchRow>(BatchRow.NewestFirst)).ConvertAll(row => row.ToRecord());

    internal static async Task SetStateAsync(PostgresSession session, long id, BatchState state, DateTimeOffset now) => Expect(id, await session.ExecuteAsync(
        "update batch set state = @State, completed_at = case when @State = 'Complete' then coalesce(completed_at, @At) end where id = @Id",
        new { Id = id, State = state.ToString(), At = now.UtcDateTime }));

    internal static async Task SetPriorityAsync(PostgresSession session, long id, int priority) => Expect(id, await session.ExecuteAsync(
        "update batch set priority = @Priority where id = @Id", new { Id = id, Priority = priority }));

    internal static Task<(int Finished, int Total)> CountPagesAsync(PostgresSession session, long id) =>
        session.FirstAsync<(int Finished, int Total)>("select pages_finished, pages_total from batch where id = @Id", new { Id = id });

    /// <summary>Files of rejected pages alone are never assembled, and files without pages hold duplicates: neither keeps a batch open.</summary>
    internal static Task<int> CompleteAsync(PostgresSession session, DateTimeOffset now) => session.ExecuteAsync(
        """
        update batch set state = 'Complete', completed_at = @At
        where state = 'Processing' and pages_finished = pages_total and not exists (
            select from file where batch_id = batch.id and pages_rejected < page_count and (assembled_at is null or indexed_at is null))
        """,
        new { At = now.UtcDateTime });

    internal static Task ReopenAsync(PostgresSession session, long id) => session.ExecuteAsync(
        "update batch set state = 'Processing', completed_at = null where id = @Id and state = 'Complete'", new { Id = id });

    internal static Task ReopenPageAsync(PostgresSession session, long id) => session.ExecuteAsync(
        "update batch set pages_finished = pages_finished - 1 where id = @Id", new { Id = id });

    private static void Expect(long id, int changed)
    {
        if (changed == 0) throw new InvalidOperationException($"There is no batch {id}.");
    }
}
