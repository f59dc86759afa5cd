using Archive.Domain;
using Archive.Domain.Access;

namespace Archive.Storage.Catalog.Accounts;

/// <summary>A key of another system as the catalog keeps it.</summary>
internal sealed class ApiKeyRow
{
    internal const string Select =
        """
        select id as Id, name as Name, owner_id as OwnerId, secret as Secret, scopes as Scopes, registers as Registers, created_at as CreatedAt,
               expires_at as ExpiresAt, last_used_at as LastUsedAt, revoked_at as RevokedAt, change as Change
        from api_key
        """ + "\n";

    internal const string Insert =
        """
        insert into api_key (name, owner_id, secret, scopes, registers, created_at, expires_at, last_used_at, revoked_at, change)
        values (@Name, @OwnerId, @Secret, @Scopes, @Registers, @CreatedAt, @ExpiresAt, @LastUsedAt, @RevokedAt, @Change)
        """;

    public long Id { get; init; }

    public string Name { get; init; } = "";

    public long OwnerId { get; init; }

    public byte[] Secret { get; init; } = [];

    public string Scopes { get; init; } = "";

    public string Registers { get; init; } = "";

    public long CreatedAt { get; init; }

    public long ExpiresAt { get; init; }

    public long? LastUsedAt { get; init; }

    public long? RevokedAt { get; init; }

    public string Change { get; init; } = "";

    internal static ApiKeyRow Of(ApiKey key, string change) => new()
    {
        Name = key.Name,
        OwnerId = key.OwnerId,
        Secret = Blob.Of(key.Secret),
        Scopes = TextList.Write(key.Scopes),
        Registers = TextList.Write(key.Registers),
        CreatedAt = key.CreatedAt.UtcTicks,
        ExpiresAt = key.ExpiresAt.UtcTicks,
        LastUsedAt = key.LastUsedAt?.UtcTicks,
        RevokedAt = key.RevokedAt?.UtcTicks,
        Change = change,
    };

    internal ApiKey ToRecord() => new()
    {
        Id = Id,
        Name = Name,
        OwnerId = OwnerId,
        Secret = Sha256Digest.FromBytes(Secret),
        Scopes = TextList.Read(Scopes).ToHashSet(),
        Registers = TextList.ReadRegisters(Registers),
        CreatedAt = Ticks.Read(CreatedAt),
        ExpiresAt = Ticks.Read(ExpiresAt),
        LastUsedAt = Ticks.Read(LastUsedAt),
        RevokedAt = Ticks.Read(RevokedAt),
    };
}
