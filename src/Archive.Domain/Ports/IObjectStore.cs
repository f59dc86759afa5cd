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
    Task<ObjectReading> ReadBackAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation);

    /// <summary>Puts back the bytes of an object that was lost or changed. Content with another digest is refused and changes nothing.</summary>
    /// <exception cref="InvalidDataException">The content has another digest.</exception>
    Task RestoreAsync(ObjectKind kind, Sha256Digest digest, Stream content, CancellationToken cancellation);

    /// <summary>Takes a derivative out, so that it can be made anew; nothing happens where it is not there. Masters are never taken out.</summary>
    Task DiscardAsync(Sha256Digest derivative, CancellationToken cancellation);

    /// <summary>Every object of the kind, in ascending order of digest.</summary>
    IAsyncEnumerable<Sha256Digest> ListAsync(ObjectKind kind, CancellationToken cancellation);
}

/// <summary>What reading an object back gave.</summary>
/// <param name="Bytes">Bytes that were read for it.</param>
public readonly record struct ObjectReading(FixityOutcome Outcome, long Bytes);

/// <summary>Short forms over an object store.</summary>
public static class ObjectStores
{
    /// <summary>Re-reads and re-hashes the object.</summary>
    public static async Task<FixityOutcome> CheckAsync(this IObjectStore store, ObjectKind kind, Sha256Digest digest, CancellationToken cancellation) =>
        (await store.ReadBackAsync(kind, digest, cancellation)).Outcome;
}

/// <summary>A local copy of an object, released by disposal.</summary>
public interface ILocalFile : IAsyncDisposable
{
    string Path { get; }
}
