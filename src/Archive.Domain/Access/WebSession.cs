namespace Archive.Domain.Access;

/// <summary>A session of the web service, kept by the server so that it can be ended there.</summary>
/// <param name="Key">Digest of the token that the browser has (<see cref="SecretToken"/>).</param>
/// <param name="Ticket">What the service keeps with it; opaque here.</param>
/// <param name="SeenAt">The last request that was written down.</param>
/// <param name="ExpiresAt">When it ends however much it is used.</param>
public sealed record WebSession(Sha256Digest Key, long AccountId, byte[] Ticket, DateTimeOffset CreatedAt, DateTimeOffset SeenAt, DateTimeOffset ExpiresAt);
