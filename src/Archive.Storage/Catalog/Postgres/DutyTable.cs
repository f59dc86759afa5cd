namespace Archive.Storage.Catalog.Postgres;

/// <summary>Duties that one does for all, by the server's clock alone.</summary>
internal static class DutyTable
{
    internal static async Task<bool> TakeAsync(PostgresSession session, string name, string holder, TimeSpan time) => await session.ExecuteAsync(
        """
        insert into duty (name, holder, held_until) values (@Name, @Holder, clock_timestamp() + make_interval(secs => @Seconds))
        on conflict (name) do update set holder = excluded.holder, held_until = excluded.held_until
        where duty.holder = excluded.holder or duty.held_until < clock_timestamp()
        """,
        new { Name = name, Holder = holder, Seconds = time.TotalSeconds }) > 0;

    internal static Task LeaveAsync(PostgresSession session, string name, string holder) =>
        session.ExecuteAsync("delete from duty where name = @Name and holder = @Holder", new { Name = name, Holder = holder });
}
