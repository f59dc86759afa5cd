using Archive.Domain.Audit;

namespace Archive.Domain.Ports;

/// <summary>Which entries to read: those that meet every condition that is not null, newest first.</summary>
/// <param name="Before">Entries with ids below this one: the last of the page before.</param>
/// <param name="Limit">Most entries, 1 and up.</param>
public sealed record AuditFilter(
    string? Actor = null, AuditAction? Action = null, string? Subject = null, DateTimeOffset? From = null, DateTimeOffset? To = null, long? Before = null, int Limit = 100)
{
    public AuditOutcome? Outcome { get; init; }

    /// <summary>Entries whose detail has this text anywhere in it, taken by the letter.</summary>
    public string? Mentions { get; init; }
}

/// <summary>The account of who did what: entries are added and never changed or taken out.</summary>
public interface IAuditLedger
{
    /// <summary>Adds events in this order, durably, as one; told again, they are there once. Many nodes may do so at once: each entry follows from the one before.</summary>
    Task AppendAsync(IReadOnlyList<AuditEvent> events, CancellationToken cancellation);

    Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditFilter filter, CancellationToken cancellation);

    /// <summary>The newest entry as the ledger itself says; that of an empty ledger is 0 and <see cref="AuditEntry.Genesis"/>.</summary>
    Task<AuditHead> GetHeadAsync(CancellationToken cancellation);

    /// <summary>Looks through all of it.</summary>
    /// <param name="noted">A head that was noted elsewhere: a ledger written anew from some entry on is in order in itself and found by this alone.</param>
    IAsyncEnumerable<AuditBreach> VerifyAsync(AuditHead? noted, CancellationToken cancellation);
}
