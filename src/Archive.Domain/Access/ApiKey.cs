namespace Archive.Domain.Access;

/// <summary>A key by which another system calls the service, on behalf of the account that owns it.</summary>
public sealed record ApiKey
{
    /// <summary>Given by the store; 0 before.</summary>
    public long Id { get; init; }

    /// <summary>Unique, spelt as <see cref="AccountName"/> makes it; the audit ledger names it.</summary>
    public required string Name { get; init; }

    public required long OwnerId { get; init; }

    /// <summary>Digest of the secret (<see cref="SecretToken"/>).</summary>
    public required Sha256Digest Secret { get; init; }

    /// <summary>What it may do.</summary>
    public IReadOnlySet<string> Scopes { get; init; } = new HashSet<string>();

    /// <summary>Registers whose files it may see, as far as its owner may.</summary>
    public IReadOnlySet<Register> Registers { get; init; } = new HashSet<Register>();

    /// <summary>Set by the store.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    public bool IsValidAt(DateTimeOffset moment) => RevokedAt is null && moment < ExpiresAt;
}
