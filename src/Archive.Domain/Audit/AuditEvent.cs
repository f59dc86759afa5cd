namespace Archive.Domain.Audit;

/// <summary>What was done, or tried.</summary>
public enum AuditAction
{
    LogIn,
    LogOut,
    Search,

    /// <summary>A personal file was opened: its list of pages, its description.</summary>
    ReadFile,
    ReadPage,

    /// <summary>Something left the archive: a PDF, texts, a list.</summary>
    Export,

    /// <summary>Something of a batch, a file or a page was changed.</summary>
    Change,

    /// <summary>An account, its rights or its keys were changed.</summary>
    Administer,
}

/// <summary>How it ended.</summary>
public enum AuditOutcome
{
    Done,

    /// <summary>It was not let through; nothing was told.</summary>
    Refused,
    Failed,
}

/// <summary>One act that has to be accounted for: who, what, when, from where, and why. It may name persons, and so may its detail: it goes to no log.</summary>
/// <param name="Key">Chosen by who tells it, new for each event: told again after a lost answer, it is the same event.</param>
/// <param name="At">Kept to the microsecond.</param>
/// <param name="Actor">Name of the account, of the key ("key:NAME"), or "system" or "anonymous".</param>
/// <param name="Subject">Id of the file, batch or account that it was done to; null where there is none, as for a search.</param>
/// <param name="Origin">Address of the machine that asked; null for the service itself.</param>
/// <param name="Purpose">What it was done for, as the actor stated it; null where nobody had to.</param>
/// <param name="Detail">What else there is to know: a query, a page number, what was changed; null for nothing.</param>
public sealed record AuditEvent(
    Guid Key, DateTimeOffset At, string Actor, AuditAction Action, AuditOutcome Outcome, string? Subject = null, string? Origin = null, string? Purpose = null, string? Detail = null)
{
    /// <summary>The actor of what the archive does by itself, and of who has its console.</summary>
    public const string System = "system";

    /// <summary>The actor where nobody is logged in.</summary>
    public const string Anonymous = "anonymous";
}
