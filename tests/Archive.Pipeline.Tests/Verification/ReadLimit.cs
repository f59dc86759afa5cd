using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Pipeline.Tests.Verification;

/// <summary>An object store that tells what is read back, and at which whoever reads is interrupted after some.</summary>
internal sealed class ReadLimit(IObjectStore store) : IObjectStore
{
    internal int Left { get; set; }

    internal List<Sha256Digest> Read { get; } = [];

    public Task<ObjectReading> ReadBackAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation)
    {
        if (Left-- <= 0) throw new OperationCanceledException();
        Read.Add(digest);
        return store.ReadBackAsync(kind, digest, cancellation);
    }

    public Task<StoredObject> PutAsync(ObjectKind kind, Stream content, CancellationToken cancellation) => store.PutAsync(kind, content, cancellation);

    public Task<Stream> OpenReadAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation) => store.OpenReadAsync(kind, digest, cancellation);

    public Task<bool> ExistsAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation) => store.ExistsAsync(kind, digest, cancellation);

    public Task<ILocalFile> LeaseLocalAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation) => store.LeaseLocalAsync(kind, digest, cancellation);

    public Task RestoreAsync(ObjectKind kind, Sha256Digest digest, Stream content, CancellationToken cancellation) => store.RestoreAsync(kind, digest, content, cancellation);

    public Task DiscardAsync(Sha256Digest derivative, CancellationToken cancellation) => store.DiscardAsync(derivative, cancellation);

    public IAsyncEnumerable<Sha256Digest> ListAsync(ObjectKind kind, CancellationToken cancellation) => store.ListAsync(kind, cancellation);
}
