using Archive.Domain.Access;

namespace Archive.Domain.Ports;

/// <summary>Sessions of the web service, shared by all its nodes.</summary>
public interface ISessionStore
{
    /// <summary>Keeps a session; one with this key is written over.</summary>
    Task PutAsync(WebSession session, CancellationToken cancellation);

    /// <returns>Null where there is none, or its time is over.</returns>
    Task<WebSession?> GetAsync(Sha256Digest key, CancellationToken cancellation);

    /// <summary>Writes down that a session was used, unless a later use is known.</summary>
    /// <param name="ahead">A use further ahead than this was written by a clock that went wrong, and counts for nothing.</param>
    Task TouchAsync(Sha256Digest key, DateTimeOffset seenAt, TimeSpan ahead, CancellationToken cancellation);

    Task RemoveAsync(Sha256Digest key, CancellationToken cancellation);

    /// <summary>Ends all sessions of an account, or all but one.</summary>
    /// <returns>How many.</returns>
    Task<int> RemoveAllOfAsync(long accountId, Sha256Digest? except, CancellationToken cancellation);

    /// <summary>Keeps what a restricted file is read for in this session; said again, the last word counts. Nothing happens where the session is over.</summary>
    Task StatePurposeAsync(Sha256Digest key, string fileId, string purpose, CancellationToken cancellation);

    /// <returns>Null where nothing was stated for the file in this session.</returns>
    Task<string?> FindPurposeAsync(Sha256Digest key, string fileId, CancellationToken cancellation);

    /// <summary>All that was stated in this session, by file.</summary>
    Task<IReadOnlyDictionary<string, string>> ListPurposesAsync(Sha256Digest key, CancellationToken cancellation);

    /// <summary>Removes what is over at a moment.</summary>
    /// <returns>How many.</returns>
    Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellation);

    /// <summary>An account's sessions whose time is not over, the last used first.</summary>
    Task<IReadOnlyList<WebSession>> ListAsync(long accountId, CancellationToken cancellation);
}
