namespace Archive.Domain.Access;

/// <summary>Somebody who may log in. A new account has no role, no register and no unit: what was not granted is denied.</summary>
public sealed record Account
{
    /// <summary>Most characters of <see cref="DisplayName"/>.</summary>
    public const int LongestDisplayName = 200;

    /// <summary>Given by the store; 0 before.</summary>
    public long Id { get; init; }

    /// <summary>The log-in name as <see cref="AccountName"/> makes it; never changed, for the audit ledger names it.</summary>
    public required string Name { get; init; }

    /// <summary>The name that people see; 1 to 200 characters without control characters.</summary>
    public required string DisplayName { get; init; }

    public Roles Roles { get; init; }

    /// <summary>Registers whose files it may see.</summary>
    public IReadOnlySet<Register> Registers { get; init; } = new HashSet<Register>();

    /// <summary>Codes of the units whose files it may see; without meaning where <see cref="AllUnits"/> is true.</summary>
    public IReadOnlySet<string> Units { get; init; } = new HashSet<string>();

    public bool AllUnits { get; init; }

    /// <summary>As ASP.NET Core's password hasher writes it (format 3); null: nobody can log in with a password.</summary>
    public string? PasswordHash { get; init; }

    /// <summary>True while the password is a one-time password that somebody else knows.</summary>
    public bool MustChangePassword { get; init; }

    public DateTimeOffset? PasswordChangedAt { get; init; }

    /// <summary>Log-ins that failed one after another: since the last that did not, or the last quiet day.</summary>
    public int FailedLogins { get; init; }

    /// <summary>No log-in before this moment; where the last failure locked nothing, the moment of that.</summary>
    public DateTimeOffset? LockedUntil { get; init; }

    /// <summary>Secret of the second factor, as the caller protects it; there before <see cref="TotpEnabled"/> while it is being set up.</summary>
    public string? TotpKey { get; init; }

    public bool TotpEnabled { get; init; }

    /// <summary>Hashes of the recovery codes that were not used yet.</summary>
    public IReadOnlyList<string> RecoveryCodeHashes { get; init; } = [];

    /// <summary>New whenever credentials or rights change; what was issued under another one no longer holds.</summary>
    public string SecurityStamp { get; init; } = SecretToken.New();

    /// <summary>Accounts are never deleted: the audit ledger names them.</summary>
    public bool Disabled { get; init; }

    /// <summary>Set by the store.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    public bool IsAdministrator => !Disabled && Roles.HasFlag(Roles.Administrator);

    public DateTimeOffset? LastLoginAt { get; init; }

    /// <summary>Counted up by the store with every change; a change of an older version is refused.</summary>
    public long Version { get; init; }

    /// <exception cref="ArgumentException">The name is not as <see cref="AccountName"/> makes it, or the display name is out of range.</exception>
    public Account Validated()
    {
        if (!AccountName.TryNormalize(Name, out var name) || name != Name)
            throw new ArgumentException($"A log-in name has 1 to {AccountName.Longest} letters, digits, dots, hyphens, underscores or at signs, in lower case.");
        if (string.IsNullOrWhiteSpace(DisplayName) || DisplayName.Length > LongestDisplayName || DisplayName.Any(char.IsControl))
            throw new ArgumentException($"A display name has 1 to {LongestDisplayName} characters, and no control characters.");
        return this;
    }
}
