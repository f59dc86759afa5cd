using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;

namespace Archive.Pipeline.Tests.Batches;

/// <summary>Hands each state on at once, on the caller's thread.</summary>
internal sealed class ProgressListener(Action<IngestProgress> listen) : IProgress<IngestProgress>
{
    public void Report(IngestProgress value) => listen(value);
}

/// <summary>An object store whose disk is full after some objects.</summary>
internal sealed class FullObjectStore(IObjectStore store, int putsLeft) : IObjectStore
{
    private const int NoSpaceLeft = 28;

    private int _putsLeft = putsLeft;

    public Task<StoredObject> PutAsync(ObjectKind kind, Stream content, CancellationToken cancellation) => Interlocked.Decrement(ref _putsLeft) < 0
        ? throw new IOException("No space left on device", NoSpaceLeft)
        : store.PutAsync(kind, content, cancellation);

    public Task<Stream> OpenReadAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation) => store.OpenReadAsync(kind, digest, cancellation);

    public Task<bool> ExistsAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation) => store.ExistsAsync(kind, digest, cancellation);

    public Task<ILocalFile> LeaseLocalAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation) => store.LeaseLocalAsync(kind, digest, cancellation);

    public Task<ObjectReading> ReadBackAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation) => store.ReadBackAsync(kind, digest, cancellation);

    public Task RestoreAsync(ObjectKind kind, Sha256Digest digest, Stream content, CancellationToken cancellation) => store.RestoreAsync(kind, digest, content, cancellation);

    public Task DiscardAsync(Sha256Digest derivative, CancellationToken cancellation) => store.DiscardAsync(derivative, cancellation);

    public IAsyncEnumerable<Sha256Digest> ListAsync(ObjectKind kind, CancellationToken cancellation) => store.ListAsync(kind, cancellation);
}
