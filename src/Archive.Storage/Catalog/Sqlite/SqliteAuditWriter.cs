using Archive.Domain.Audit;
using Archive.Storage.Catalog.Audit;
using Archive.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Catalog.Sqlite;

/// <summary>The audit ledger's writer on SQLite, whose writing transactions come one after the other.</summary>
internal sealed class SqliteAuditWriter(SqliteDatabase database) : IAuditWriter
{
    public Task AppendAsync(IReadOnlyList<AuditEvent> events, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            var head = connection.QuerySingle<AuditHeadRow>(AuditRow.Head).ToHead();
            foreach (var told in events)
            {
                if (connection.ExecuteScalar<long>(AuditRow.Known, new { Key = AuditRow.KeyOf(told) }) > 0) continue;
                var entry = AuditEntry.After(head.Hash, head.Id + 1, told);
                connection.Execute(AuditRow.Insert, AuditRow.ParametersOf(entry));
                head = new(entry.Id, entry.Hash);
            }

            connection.Execute(AuditRow.SetHead, new { head.Id, Hash = Blob.Of(head.Hash) });
        },
        cancellation);
}
