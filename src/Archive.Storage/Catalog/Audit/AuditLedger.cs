using System.Runtime.CompilerServices;
using Archive.Domain.Audit;
using Archive.Domain.Ports;

namespace Archive.Storage.Catalog.Audit;

/// <summary>The audit ledger in a catalog of either kind.</summary>
internal sealed class AuditLedger(ICatalogDatabase database) : IAuditLedger
{
    private const int Portion = 1000;

    public Task AppendAsync(IReadOnlyList<AuditEvent> events, CancellationToken cancellation) => events.Count == 0 ? Task.CompletedTask : database.WriteAsync(session => WriteAsync(session, events), cancellation);

    public async Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditFilter filter, CancellationToken cancellation)
    {
        var (sql, parameters) = AuditRow.Of(filter);
        return (await database.ListAsync<AuditRow>(sql, parameters, cancellation)).ConvertAll(row => row.ToEntry());
    }

    public async Task<AuditHead> GetHeadAsync(CancellationToken cancellation) =>
        (await database.ListAsync<AuditHeadRow>(AuditRow.Head, new { }, cancellation)).FirstOrDefault()?.ToHead() ?? new(0, AuditEntry.Genesis);

    public async IAsyncEnumerable<AuditBreach> VerifyAsync(AuditHead? noted, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var check = new AuditCheck(noted);
        AuditHead head;
        bool more;
        do
        {
            // The head is read before the entries: those that come in meanwhile are looked at too, and none that it names may be missing.
            head = await GetHeadAsync(cancellation);
            var entries = await database.ListAsync<AuditRow>(AuditRow.After, new { After = check.Last.Id, Limit = Portion }, cancellation);
            foreach (var breach in entries.SelectMany(entry => check.Next(entry.ToEntry()))) yield return breach;
            more = entries.Count > 0;
        }
        while (more);

        foreach (var breach in check.End(head)) yield return breach;
    }

    /// <summary>Who adds keeps others from adding until the end of the transaction.</summary>
    private static async Task<long> WriteAsync(ICatalogSession session, IReadOnlyList<AuditEvent> events)
    {
        await session.LockAsync("audit ledger");
        var head = (await session.ListAsync<AuditHeadRow>(AuditRow.Head))[0].ToHead();
        foreach (var told in events)
        {
            if ((await session.ListAsync<long>(AuditRow.Known, new { Key = AuditRow.KeyOf(told) }))[0] > 0) continue;
            var entry = AuditEntry.After(head.Hash, head.Id + 1, told);
            await session.ExecuteAsync(AuditRow.Insert, AuditRow.ParametersOf(entry));
            head = new(entry.Id, entry.Hash);
        }

        await session.ExecuteAsync(AuditRow.SetHead, new { head.Id, Hash = Blob.Of(head.Hash) });
        return head.Id;
    }
}
