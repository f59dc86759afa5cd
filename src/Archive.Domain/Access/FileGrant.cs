namespace Archive.Domain.Access;

/// <summary>An account that was let into a restricted file by name.</summary>
/// <param name="GrantedBy">Name of the account that did so.</param>
public sealed record FileGrant(long AccountId, string Name, string DisplayName, string GrantedBy, DateTimeOffset GrantedAt);
