namespace Archive.Domain.Ports;

/// <summary>
/// Content-addressed, write-once objects. An object is durable (data and directory entry synced) before <c>PutAsync</c> returns;
/// putting the same content again is a no-op that verifies length. Safe for concurrent use.
/// </summary>
public interface IObjectStore
{
    /// <summary>Stores a stream's bytes and returns their digest.</summary>
    /// <exception cref="IOException">No space, or the medium failed; nothing half-written is left visible.</exception>
    Task<StoredObject> PutAsync(ObjectKind kind, Stream content, CancellationToken cancellation);

    /// <exception cref="FileNotFoundException">No such object.</exception>
    Task<Stream> OpenReadAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation);

    Task<bool> ExistsAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation);

    /// <summary>A path of a local, read-only file with the object's bytes, for native code that reads by path; valid while the lease is held.</summary>
    Task<ILocalFile> LeaseLocalAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation);

    /// <summary>Re-reads and re-hashes the object.</summary>
    Task<FixityOutcome> CheckAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation);

    IAsyncEnumerable<Sha256Digest> ListAsync(ObjectKind kind, CancellationToken cancellation);
}

/// <summary>A local copy of an object, released by disposal.</summary>
public interface ILocalFile : IAsyncDisposable
{
    string Path { get; }
}
