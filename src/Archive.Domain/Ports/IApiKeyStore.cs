using Archive.Domain.Access;

namespace Archive.Domain.Ports;

/// <summary>Keys of other systems. They are never deleted, only revoked.</summary>
public interface IApiKeyStore
{
    /// <summary>Adds a key with the present time as its creation.</summary>
    /// <returns>The key as stored; null where the name is taken.</returns>
    /// <exception cref="ArgumentException">The name is not as <see cref="AccountName"/> makes it.</exception>
    Task<ApiKey?> AddAsync(ApiKey key, CancellationToken cancellation);

    Task<ApiKey?> GetAsync(long id, CancellationToken cancellation);

    /// <summary>The key with this secret, expired and revoked ones too (see <see cref="ApiKey.IsValidAt"/>).</summary>
    Task<ApiKey?> FindAsync(Sha256Digest secret, CancellationToken cancellation);

    /// <summary>Keys by name (in the order of UTF-8), those that come after one.</summary>
    /// <param name="limit">1 or more.</param>
    Task<IReadOnlyList<ApiKey>> ListAsync(string? afterName, int limit, CancellationToken cancellation);

    /// <summary>Writes down that a key was used, unless a later use is known.</summary>
    /// <param name="ahead">A use further ahead than this was written by a clock that went wrong, and counts for nothing.</param>
    Task TouchAsync(long id, DateTimeOffset usedAt, TimeSpan ahead, CancellationToken cancellation);

    /// <summary>Ends a key; told again, the first time stays.</summary>
    /// <returns>False where there is no such key.</returns>
    Task<bool> RevokeAsync(long id, DateTimeOffset at, CancellationToken cancellation);
}
