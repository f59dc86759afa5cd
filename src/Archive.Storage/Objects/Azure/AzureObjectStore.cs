using System.Runtime.CompilerServices;
using Archive.Domain;
using Archive.Domain.Ports;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archive.Storage.Objects.Azure;

/// <summary>
/// Objects as block blobs of one container, named by digest. The service acknowledges a write when it is durable. Nothing is asked of it before
/// the first call, so a node starts also while the store is away.
/// </summary>
/// <remarks>Every member throws <see cref="StoreUnavailableException"/> where the service is away, too slow, refuses access or answers nonsense.</remarks>
public sealed class AzureObjectStore : IObjectStore
{
    private readonly AzureObjectStoreOptions _options;
    private readonly string _temporaryFolder;
    private readonly BlobContainerClient _container;
    private readonly AzureCalls _calls;
    private readonly BlobUploader _uploader;
    private readonly BlobReader _reader;
    private readonly MasterProtection _protection;
    private volatile bool _containerIsThere;

    /// <param name="options">Way in and limits.</param>
    /// <param name="temporaryFolder">An existing local folder for objects on their way up or leased; what a dead process left there its owner may delete.</param>
    /// <param name="time">Clock for dates of receipt, waits and limits.</param>
    /// <param name="log">Told once each what the account does not have (tags, immutability policies, legal hold).</param>
    /// <exception cref="ArgumentException">An option is out of its range, or the way in cannot be read.</exception>
    public AzureObjectStore(AzureObjectStoreOptions options, string temporaryFolder, TimeProvider time, ILogger? log = null)
    {
        _options = options.Validated();
        _temporaryFolder = temporaryFolder;
        _container = BlobContainers.Open(options);
        _calls = new AzureCalls(new AzureFailures(_container.Uri), options.RetryFor, time);
        _uploader = new BlobUploader(_calls, options, time, log ?? NullLogger.Instance);
        _reader = new BlobReader(_calls, options, time);
        _protection = new MasterProtection(_calls, options, time, log ?? NullLogger.Instance);
    }

    /// <inheritdoc/>
    /// <exception cref="StorageFullException">No space in the temporary folder.</exception>
    /// <exception cref="IOException">The object is there already but damaged.</exception>
    public async Task<StoredObject> PutAsync(ObjectKind kind, Stream content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        await using var spooled = await SpooledContent.ReadAsync(content, _temporaryFolder, _options.MemoryBytes, cancellation);
        await EnsureContainerAsync(cancellation);
        var blob = BlobOf(kind, spooled.Stored.Digest);
        var isNew = await _uploader.UploadAsync(blob, kind, spooled, overwrite: false, cancellation);
        var present = isNew ? null : await VerifyPresentAsync(blob, spooled, cancellation);
        // Also where it was there: whoever wrote it may have died before it was protected.
        if (kind == ObjectKind.Master && _protection.IsWanted) await _protection.ApplyAsync(blob, present, cancellation);
        return spooled.Stored;
    }

    /// <inheritdoc/>
    /// <exception cref="StorageFullException">No space in the temporary folder.</exception>
    /// <exception cref="StoreUnavailableException">As everywhere; also where a changed master is protected by the account, which then keeps the older version.</exception>
    public async Task RestoreAsync(ObjectKind kind, Sha256Digest digest, Stream content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        await using var spooled = await SpooledContent.ReadAsync(content, _temporaryFolder, _options.MemoryBytes, cancellation);
        if (spooled.Stored.Digest != digest) throw new InvalidDataException($"The content has the digest {spooled.Stored.Digest}, not {digest}.");
        await EnsureContainerAsync(cancellation);
        var blob = BlobOf(kind, digest);
        await _uploader.UploadAsync(blob, kind, spooled, overwrite: true, cancellation);
        if (kind == ObjectKind.Master && _protection.IsWanted) await _protection.ApplyAsync(blob, known: null, cancellation);
    }

    public async Task DiscardAsync(Sha256Digest derivative, CancellationToken cancellation)
    {
        await EnsureContainerAsync(cancellation);
        var blob = BlobOf(ObjectKind.Derivative, derivative);
        await _calls.RunAsync(token => blob.DeleteIfExistsAsync(DeleteSnapshotsOption.IncludeSnapshots, cancellationToken: token), cancellation);
    }

    /// <summary>The object's bytes as they come, forward only, of known length; the last ones only if all have the right digest, else <see cref="IOException"/>.</summary>
    /// <exception cref="FileNotFoundException">No such object.</exception>
    public async Task<Stream> OpenReadAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation)
    {
        await EnsureContainerAsync(cancellation);
        var blob = BlobOf(kind, digest);
        var answer = await _calls.AskAsync(token => blob.DownloadStreamingAsync(cancellationToken: token), cancellation);
        if (answer.IsMissing) throw Missing(kind, digest, blob);
        if (answer.Refusal is { } refusal) throw _calls.Unavailable(refusal);
        var download = answer.Value.Value;
        return new BlobReadStream(download.Content, download.Details.ContentLength, digest, _calls);
    }

    public async Task<bool> ExistsAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation)
    {
        await EnsureContainerAsync(cancellation);
        var answer = await _calls.AskAsync(token => BlobOf(kind, digest).GetPropertiesAsync(cancellationToken: token), cancellation);
        if (answer.IsMissing) return false;
        return answer.Refusal is { } refusal ? throw _calls.Unavailable(refusal) : true;
    }

    /// <summary>Downloads the object into the temporary folder; the file is removed on disposal.</summary>
    /// <exception cref="FileNotFoundException">No such object.</exception>
    /// <exception cref="StorageFullException">No space in the temporary folder.</exception>
    /// <exception cref="IOException">The object is damaged.</exception>
    public async Task<ILocalFile> LeaseLocalAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation)
    {
        await EnsureContainerAsync(cancellation);
        var blob = BlobOf(kind, digest);
        var local = new LocalCopy(Path.Combine(_temporaryFolder, $"lease-{Guid.NewGuid():N}"));
        try
        {
            var outcome = await DownloadAsync(blob, digest, local.Path, cancellation);
            if (outcome == FixityOutcome.Missing) throw Missing(kind, digest, blob);
            if (outcome == FixityOutcome.Changed) throw Damaged(kind, digest, "the object store gives other bytes");
            return local;
        }
        catch
        {
            await local.DisposeAsync();
            throw;
        }
    }

    public async Task<ObjectReading> ReadBackAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation)
    {
        await EnsureContainerAsync(cancellation);
        await using var counter = new ByteCounter();
        var outcome = await _reader.ReadAsync(BlobOf(kind, digest), digest, counter, cancellation);
        return new(outcome, counter.Written);
    }

    /// <summary>Every object of the kind in ascending order of digest; blobs that are no objects are passed over.</summary>
    public async IAsyncEnumerable<Sha256Digest> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await EnsureContainerAsync(cancellation);
        for (string? next = null; next != "";)
        {
            var page = await _calls.RunAsync(token => ListPageAsync(kind, next, token), cancellation);
            foreach (var blob in page.Values)
                if (BlobNames.TryParse(kind, blob.Name, out var digest)) yield return digest;
            next = page.ContinuationToken ?? "";
        }
    }

    private async Task<Page<BlobItem>> ListPageAsync(ObjectKind kind, string? continuation, CancellationToken cancellation)
    {
        var pages = _container.GetBlobsAsync(prefix: BlobNames.Prefix(kind), cancellationToken: cancellation).AsPages(continuation, _options.ListPage);
        await foreach (var page in pages) return page;
        throw new InvalidDataException("The list has no page.");
    }

    private async Task<FixityOutcome> DownloadAsync(BlockBlobClient blob, Sha256Digest digest, string path, CancellationToken cancellation)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
            if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead);
            return await _reader.ReadAsync(blob, digest, file, cancellation);
        }
        catch (Exception error) when (SpaceErrors.IsNoSpace(error))
        {
            throw SpaceErrors.Full(path, error);
        }
    }

    /// <summary>Holds what is there against what was to be written: acknowledging a damaged object would lose the good bytes at hand.</summary>
    private async Task<BlobProperties> VerifyPresentAsync(BlockBlobClient blob, SpooledContent content, CancellationToken cancellation)
    {
        var present = (await _calls.RunAsync(token => blob.GetPropertiesAsync(cancellationToken: token), cancellation)).Value;
        if (present.ContentLength != content.Stored.Bytes)
            throw new IOException($"Object {content.Stored.Digest} is damaged: '{blob.Name}' has {present.ContentLength} bytes instead of {content.Stored.Bytes}.");
        if (present.ContentHash is { } kept && !kept.AsSpan().SequenceEqual(content.Md5))
            throw new IOException($"Object {content.Stored.Digest} is damaged: '{blob.Name}' was written with other bytes.");
        return present;
    }

    /// <summary>Makes the container once in a process's life. A SAS may not permit that: then it must be there, and the next request will say if it is not.</summary>
    private async Task EnsureContainerAsync(CancellationToken cancellation)
    {
        if (_containerIsThere) return;
        var answer = await _calls.AskAsync(token => _container.CreateIfNotExistsAsync(cancellationToken: token), cancellation);
        if (answer.Refusal is { } refusal && refusal.Status != 403) throw _calls.Unavailable(refusal);
        _containerIsThere = true;
    }

    private BlockBlobClient BlobOf(ObjectKind kind, Sha256Digest digest) => _container.GetBlockBlobClient(BlobNames.Of(kind, digest));

    private static FileNotFoundException Missing(ObjectKind kind, Sha256Digest digest, BlockBlobClient blob) =>
        new($"There is no {BlobNames.Describe(kind, digest)}.", blob.Name);

    private static IOException Damaged(ObjectKind kind, Sha256Digest digest, string how) => new($"The {BlobNames.Describe(kind, digest)} is damaged: {how}.");

    private sealed record LocalCopy(string Path) : ILocalFile
    {
        public ValueTask DisposeAsync()
        {
            File.Delete(Path);
            return ValueTask.CompletedTask;
        }
    }
}
