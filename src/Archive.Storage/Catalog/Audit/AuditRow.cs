using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Ports;

namespace Archive.Storage.Catalog.Audit;

/// <summary>An entry of the audit ledger as read from the catalog; every catalog understands the statements.</summary>
internal sealed class AuditRow
{
    private const string Select =
        """
        select id as Id, key as Key, at as At, actor as Actor, action as Action, outcome as Outcome, subject as Subject, origin as Origin,
               purpose as Purpose, detail as Detail, previous as Previous, hash as Hash
        from audit
        """ + "\n";

    internal const string After = Select + "where id > @After order by id limit @Limit";

    internal const string Known = "select count(*) from audit where key = @Key";

    internal const string Insert =
        """
        insert into audit (id, key, at, actor, action, outcome, subject, origin, purpose, detail, previous, hash)
        values (@Id, @Key, @At, @Actor, @Action, @Outcome, @Subject, @Origin, @Purpose, @Detail, @Previous, @Hash)
        """;

    internal const string Head = "select id as Id, hash as Hash from audit_head where one = 1";

    internal const string SetHead = "update audit_head set id = @Id, hash = @Hash where one = 1";

    /// <summary>The statement for a list, and its parameters. Conditions are left out where they are not wanted, so that each has its index.</summary>
    internal static (string Sql, object Parameters) Of(AuditFilter filter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(filter.Limit, 1, nameof(filter));
        var conditions = new List<string>();
        if (filter.Actor is not null) conditions.Add("actor = @Actor");
        if (filter.Action is not null) conditions.Add("action = @Action");
        if (filter.Outcome is not null) conditions.Add("outcome = @Outcome");
        if (filter.Subject is not null) conditions.Add("subject = @Subject");
        // Each catalog has a function of its own for the place of a text in another; this, both have.
        if (filter.Mentions is not null) conditions.Add("replace(detail, @Mentions, '') <> detail");
        if (filter.From is not null) conditions.Add("at >= @From");
        if (filter.To is not null) conditions.Add("at < @To");
        if (filter.Before is not null) conditions.Add("id < @Before");
        var where = conditions.Count == 0 ? "" : $"where {string.Join(" and ", conditions)} ";
        return (Select + where + "order by id desc limit @Limit", new
        {
            filter.Actor,
            Action = filter.Action?.ToString(),
            Outcome = filter.Outcome?.ToString(),
            filter.Subject,
            filter.Mentions,
            From = filter.From is { } from ? AuditEntry.MicrosecondsOf(from) : (long?)null,
            To = filter.To is { } to ? AuditEntry.MicrosecondsOf(to) : (long?)null,
            filter.Before,
            filter.Limit,
        });
    }

    internal static object ParametersOf(AuditEntry entry) => new
    {
        entry.Id,
        Key = KeyOf(entry.Event),
        At = AuditEntry.MicrosecondsOf(entry.Event.At),
        entry.Event.Actor,
        Action = entry.Event.Action.ToString(),
        Outcome = entry.Event.Outcome.ToString(),
        entry.Event.Subject,
        entry.Event.Origin,
        entry.Event.Purpose,
        entry.Event.Detail,
        Previous = Blob.Of(entry.Previous),
        Hash = Blob.Of(entry.Hash),
    };

    internal static string KeyOf(AuditEvent told) => told.Key.ToString("D");

    public long Id { get; init; }

    public string Key { get; init; } = "";

    public long At { get; init; }

    public string Actor { get; init; } = "";

    public string Action { get; init; } = "";

    public string Outcome { get; init; } = "";

    public string? Subject { get; init; }

    public string? Origin { get; init; }

    public string? Purpose { get; init; }

    public string? Detail { get; init; }

    public byte[] Previous { get; init; } = [];

    public byte[] Hash { get; init; } = [];

    /// <summary>What cannot be read as an entry any more stands as the default: its hash then does not fit, which is what is to be found.</summary>
    internal AuditEntry ToEntry() => new(
        Id,
        new(
            Guid.TryParse(Key, out var key) ? key : Guid.Empty, DateTimeOffset.UnixEpoch.AddTicks(Math.Clamp(At, 0, MostMicroseconds) * TimeSpan.TicksPerMicrosecond), Actor,
            Enum.TryParse<AuditAction>(Action, out var action) ? action : default, Enum.TryParse<AuditOutcome>(Outcome, out var outcome) ? outcome : default,
            Subject, Origin, Purpose, Detail),
        Digest(Previous), Digest(Hash));

    private static long MostMicroseconds => AuditEntry.MicrosecondsOf(DateTimeOffset.MaxValue);

    private static Sha256Digest Digest(byte[] bytes) => bytes.Length == 32 ? Sha256Digest.FromBytes(bytes) : AuditEntry.Genesis;
}

/// <summary>The newest entry as the ledger itself says.</summary>
internal sealed class AuditHeadRow
{
    public long Id { get; init; }

    public byte[] Hash { get; init; } = [];

    internal AuditHead ToHead() => new(Id, Sha256Digest.FromBytes(Hash));
}
