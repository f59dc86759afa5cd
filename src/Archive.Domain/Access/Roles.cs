namespace Archive.Domain.Access;

/// <summary>What somebody does with the archive; one account may have several. The numbers are stored: they stay as they are.</summary>
[Flags]
public enum Roles
{
    None = 0,

    /// <summary>Feeds paper, looks at flagged pages, releases batches.</summary>
    Operator = 1,

    /// <summary>Searches and reads.</summary>
    Caseworker = 2,

    /// <summary>Keeps files and paper: corrects, verifies, exports.</summary>
    Archivist = 4,

    /// <summary>Reads the audit ledger, and changes nothing.</summary>
    Auditor = 8,

    /// <summary>Looks after accounts and the system; sees no file by that alone.</summary>
    Administrator = 16,
}
