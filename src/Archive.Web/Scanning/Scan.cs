namespace Archive.Web.Scanning;

/// <summary>A scan as it is kept beside its pages.</summary>
/// <param name="Id">Random; in the URL.</param>
/// <param name="Replaces">The page that it is scanned in place of; null for new ones.</param>
/// <param name="Operator">Who began it, as the audit ledger calls them.</param>
/// <param name="Pages">Pages that came whole.</param>
/// <param name="Before">The page before which its pages go; null for after all others.</param>
internal sealed record ScanFacts(
    string Id, long BatchId, string Profile, string Device, int Sides, long? Replaces, string Operator, DateTimeOffset StartedAt,
    ScanOutcome Outcome = ScanOutcome.Running, string? Word = null, int Pages = 0, int Received = 0, DateTimeOffset? FinishedAt = null, long? Before = null);

/// <summary>A scan as it is seen now. Safe for concurrent use.</summary>
internal sealed class Scan(ScanFacts facts)
{
    private readonly Lock _lock = new();
    private ScanFacts _facts = facts;
    private volatile string? _problem;
    private volatile bool _isStopped;

    internal ScanFacts Facts
    {
        get
        {
            lock (_lock) return _facts;
        }
    }

    /// <summary>The operator wants no more.</summary>
    internal bool IsStopped => _isStopped;

    /// <summary>What its pages wait for on their way into the batch; null where they go in.</summary>
    internal string? Problem
    {
        get => _problem;
        set => _problem = value;
    }

    internal void Stop() => _isStopped = true;

    internal ScanFacts Change(Func<ScanFacts, ScanFacts> change)
    {
        lock (_lock) return _facts = change(_facts);
    }
}
