using Archive.Domain;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>Preservation events; told again, one stays one.</summary>
internal static class EventTable
{
    internal static Task AddAsync(PostgresSession session, PreservationEvent told) => session.ExecuteAsync(
        "insert into event (type, at, subject, outcome, detail) values (@Type, @At, @Subject, @Outcome, @Detail) on conflict do nothing",
        new { told.Type, At = told.At.UtcDateTime, Subject = PostgresText.Of(told.Subject), told.Outcome, Detail = PostgresText.Of(told.Detail) });
}
