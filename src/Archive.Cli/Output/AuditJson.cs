namespace Archive.Cli.Output;

/// <summary>What `audit list --json` writes.</summary>
internal sealed record AuditListJson(IReadOnlyList<AuditEntryJson> Entries);

/// <summary>An entry of the audit ledger: subject is what it was done to, origin where it came from.</summary>
internal sealed record AuditEntryJson(
    long Id, DateTimeOffset At, string Actor, string Action, string Outcome, string? Subject, string? Origin, string? Purpose, string? Detail, string Hash);

/// <summary>What `audit verify --json` writes; head is to be noted elsewhere, for a later --head.</summary>
internal sealed record AuditCheckJson(bool Sound, string Head, IReadOnlyList<AuditBreachJson> Breaches);

/// <summary>What is wrong at an entry.</summary>
internal sealed record AuditBreachJson(long Id, string What);
