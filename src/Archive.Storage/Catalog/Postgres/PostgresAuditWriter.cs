using Archive.Domain.Audit;
using Archive.Storage.Catalog.Audit;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>The audit ledger's writer on PostgreSQL: who adds holds the row of the newest entry until the end of the transaction.</summary>
internal sealed class PostgresAuditWriter(PostgresDatabase database) : IAuditWriter
{
    public Task AppendAsync(IReadOnlyList<AuditEvent> events, CancellationToken cancellation) => database.WriteAsync(
        async session =>
        {
            var head = (await session.FirstAsync<AuditHeadRow>(AuditRow.Head + " for update"))!.ToHead();
            foreach (var told in events)
            {
                if (await session.ScalarAsync<long>(AuditRow.Known, new { Key = AuditRow.KeyOf(told) }) > 0) continue;
                var entry = AuditEntry.After(head.Hash, head.Id + 1, told);
                await session.ExecuteAsync(AuditRow.Insert, AuditRow.ParametersOf(entry));
                head = new(entry.Id, entry.Hash);
            }

            await session.ExecuteAsync(AuditRow.SetHead, new { head.Id, Hash = Blob.Of(head.Hash) });
        },
        cancellation);
}
