using System.Security.Cryptography;
using Archive.Domain;
using Azure.Storage.Blobs.Specialized;

namespace Archive.Storage.Objects.Azure;

/// <summary>Reads whole objects and tells a damaged object from bytes that were altered on the way.</summary>
internal sealed class BlobReader(AzureCalls calls, AzureObjectStoreOptions options, TimeProvider time)
{
    private const int BufferBytes = 128 * 1024;

    /// <summary>
    /// Reads the object into <paramref name="target"/>. Wrong bytes are read again, and taken for what the store holds once two readings agree,
    /// or where they have the MD5 that the store keeps with the blob.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Away, or each reading gives other bytes.</exception>
    internal async Task<FixityOutcome> ReadAsync(BlockBlobClient blob, Sha256Digest digest, Stream target, CancellationToken cancellation)
    {
        Sha256Digest? earlier = null;
        for (var attempt = 0; attempt <= options.Retries + 1; attempt++)
        {
            if (attempt > 0) await Task.Delay(options.FirstDelay, time, cancellation);
            target.SetLength(0);
            if (await ReadOnceAsync(blob, target, cancellation) is not { } reading) return FixityOutcome.Missing;
            if (reading.Digest == digest) return FixityOutcome.Intact;
            if (reading.IsAsStored || reading.Digest == earlier) return FixityOutcome.Changed;
            earlier = reading.Digest;
        }
        throw calls.Unavailable($"gives other bytes at each reading of object {digest}");
    }

    private async Task<Reading?> ReadOnceAsync(BlockBlobClient blob, Stream target, CancellationToken cancellation)
    {
        var answer = await calls.AskAsync(token => blob.DownloadStreamingAsync(cancellationToken: token), cancellation);
        if (answer.IsMissing) return null;
        if (answer.Refusal is { } refusal) throw calls.Unavailable(refusal);
        using var download = answer.Value.Value;
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        var buffer = new byte[BufferBytes];
        for (int read; (read = await calls.RunAsync(token => download.Content.ReadAsync(buffer, token).AsTask(), cancellation)) > 0;)
        {
            sha256.AppendData(buffer, 0, read);
            md5.AppendData(buffer, 0, read);
            target.Write(buffer, 0, read);
        }
        var isAsStored = download.Details.ContentHash is { } kept && md5.GetHashAndReset().AsSpan().SequenceEqual(kept);
        return new Reading(Sha256Digest.FromBytes(sha256.GetHashAndReset()), isAsStored);
    }

    private sealed record Reading(Sha256Digest Digest, bool IsAsStored);
}
