using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Archive.Domain;
using Azure;
using Azure.Storage;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;

namespace Archive.Storage.Objects.Azure;

/// <summary>
/// Writes a blob once: in one request where it is short, else in blocks that become an object only when their list is committed. Each request
/// carries the MD5 of its body, which the service compares; the blob keeps the MD5 of the whole.
/// </summary>
internal sealed class BlobUploader(AzureCalls calls, AzureObjectStoreOptions options, TimeProvider time, ILogger log)
{
    // The service's limit: https://learn.microsoft.com/azure/storage/blobs/scalability-targets
    private const int MostBlocks = 50_000;

    private static readonly BlobRequestConditions OnlyIfAbsent = new() { IfNoneMatch = ETag.All };

    private volatile bool _tags = options.Tags;

    /// <param name="overwrite">Whether a blob of that name is replaced; else it is left as it is.</param>
    /// <returns>False where a blob of that name was there already and was left.</returns>
    internal async Task<bool> UploadAsync(BlockBlobClient blob, ObjectKind kind, SpooledContent content, bool overwrite, CancellationToken cancellation)
    {
        var conditions = overwrite ? null : OnlyIfAbsent;
        var labels = Labels(kind, content.Stored.Digest);
        var headers = new BlobHttpHeaders { ContentType = "application/octet-stream", ContentHash = content.Md5 };
        if (content.Stored.Bytes <= options.BlockBytes)
        {
            var body = await content.ReadAsync(0, (int)content.Stored.Bytes, cancellation);
            var whole = WholeOptions(headers, labels, conditions);
            return await WriteAsync((tags, token) =>
            {
                whole.Tags = tags ? labels : null;
                return blob.UploadAsync(new MemoryStream(body), whole, token);
            }, overwrite, cancellation);
        }
        // Asked first, so that an object that is there does not go over the line again.
        if (!overwrite && await ExistsAsync(blob, cancellation)) return false;
        var blocks = await StageAsync(blob, content, cancellation);
        var commit = new CommitBlockListOptions { HttpHeaders = headers, Metadata = labels, Conditions = conditions };
        return await WriteAsync((tags, token) =>
        {
            commit.Tags = tags ? labels : null;
            return blob.CommitBlockListAsync(blocks, commit, token);
        }, overwrite, cancellation);
    }

    private BlobUploadOptions WholeOptions(BlobHttpHeaders headers, Dictionary<string, string> metadata, BlobRequestConditions? conditions) => new()
    {
        HttpHeaders = headers,
        Metadata = metadata,
        Conditions = conditions,
        TransferOptions = new StorageTransferOptions { InitialTransferSize = options.BlockBytes, MaximumTransferSize = options.BlockBytes },
        // Not the one at hand: the library takes none where, for all it knows, it might have to split the body.
        TransferValidation = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 },
    };

    private Dictionary<string, string> Labels(ObjectKind kind, Sha256Digest digest) => new(StringComparer.Ordinal)
    {
        ["kind"] = kind == ObjectKind.Master ? "master" : "derivative",
        ["sha256"] = digest.Hex,
        ["received"] = time.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
    };

    /// <summary>The write that makes the object: with tags, and without where it is refused only with them.</summary>
    private async Task<bool> WriteAsync<T>(Func<bool, CancellationToken, Task<T>> write, bool overwrite, CancellationToken cancellation)
    {
        var tagged = _tags;
        var answer = await calls.AskAsync(token => write(tagged, token), cancellation);
        if (tagged && answer.Refusal is { } refusal && !IsThereAlready(refusal))
        {
            answer = await calls.AskAsync(token => write(false, token), cancellation);
            if (answer.Refusal is null && _tags)
            {
                _tags = false;
                log.AccountRefuses("tags", refusal.Status, refusal.ErrorCode);
            }
        }
        if (answer.Refusal is null) return true;
        return !overwrite && IsThereAlready(answer.Refusal) ? false : throw calls.Unavailable(answer.Refusal);
    }

    // The block list is also refused where another upload of the same object was committed meanwhile and cleared the blocks that wait.
    private static bool IsThereAlready(RequestFailedException refusal) =>
        refusal is { Status: 412 } or { ErrorCode: "BlobAlreadyExists" or "InvalidBlockList" or "BlobImmutableDueToPolicy" };

    private async Task<bool> ExistsAsync(BlockBlobClient blob, CancellationToken cancellation)
    {
        var answer = await calls.AskAsync(token => blob.GetPropertiesAsync(cancellationToken: token), cancellation);
        return !answer.IsMissing && (answer.Refusal is { } refusal ? throw calls.Unavailable(refusal) : true);
    }

    private async Task<List<string>> StageAsync(BlockBlobClient blob, SpooledContent content, CancellationToken cancellation)
    {
        var total = content.Stored.Bytes;
        var blockBytes = (int)Math.Max(options.BlockBytes, (total + MostBlocks - 1) / MostBlocks);
        var names = new string[(int)((total + blockBytes - 1) / blockBytes)];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.ParallelBlocks, CancellationToken = cancellation };
        await Parallel.ForAsync(0, names.Length, parallel, async (index, token) =>
        {
            var offset = (long)index * blockBytes;
            var block = await content.ReadAsync(offset, (int)Math.Min(blockBytes, total - offset), token);
            names[index] = await StageAsync(blob, index, block, token);
        });
        return [.. names];
    }

    private async Task<string> StageAsync(BlockBlobClient blob, int index, byte[] block, CancellationToken cancellation)
    {
        var md5 = MD5.HashData(block);
        var name = BlockName(index, md5);
        var validation = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5, PrecalculatedChecksum = md5 };
        var settings = new BlockBlobStageBlockOptions { TransferValidation = validation };
        await calls.RunAsync(token => blob.StageBlockAsync(name, new MemoryStream(block), settings, token), cancellation);
        return name;
    }

    /// <summary>
    /// Number and MD5: nodes that send the same object at once share the names of waiting blocks, and with other block sizes the same number
    /// would stand for other bytes.
    /// </summary>
    private static string BlockName(int index, byte[] md5)
    {
        var name = new byte[sizeof(int) + md5.Length];
        BinaryPrimitives.WriteInt32BigEndian(name, index);
        md5.CopyTo(name, sizeof(int));
        return Convert.ToBase64String(name);
    }
}
