using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Archive.Domain.Ports;
using Archive.Storage.Objects.Azure;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Archive.Storage.Uploads;

/// <summary>
/// Uploads as append blobs beside the objects: a block is added where the one who sends it believes the end to be, or not at all, so that two nodes
/// never mix their bytes (Append Block with x-ms-blob-condition-appendpos). What is known of an upload is its blob's metadata.
/// </summary>
/// <remarks>Every member throws <see cref="Domain.StoreUnavailableException"/> where the service is away, too slow, refuses access or answers nonsense.</remarks>
public sealed class AzureUploadSpool : IUploadSpool
{
    private const string Prefix = "uploads/", Facts = "facts", Finished = "finished";

    /// <summary>Most bytes of an appended block that every version of the service takes.</summary>
    private const int BlockBytes = 4 * 1024 * 1024;

    private readonly string _temporaryFolder;
    private readonly BlobContainerClient _container;
    private readonly AzureCalls _calls;
    private volatile bool _containerIsThere;

    /// <param name="temporaryFolder">An existing local folder for uploads that are leased.</param>
    public AzureUploadSpool(AzureObjectStoreOptions options, string temporaryFolder, TimeProvider time)
    {
        _container = BlobContainers.Open(options.Validated());
        _calls = new(new(_container.Uri), options.RetryFor, time);
        _temporaryFolder = temporaryFolder;
        // By a container's URL comes who may not make one.
        _containerIsThere = options.ContainerUrl is not null;
    }

    public async Task BeginAsync(Upload upload, CancellationToken cancellation)
    {
        if (!_containerIsThere) await _calls.RunAsync(token => _container.CreateIfNotExistsAsync(cancellationToken: token), cancellation);
        _containerIsThere = true;
        await _calls.RunAsync(token => BlobOf(upload.Id).CreateAsync(new AppendBlobCreateOptions { Metadata = Metadata(upload, isFinished: false) }, token), cancellation);
    }

    public async Task<UploadState?> FindAsync(string id, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(id, "N", out _)) return null;
        var answer = await _calls.AskAsync(token => BlobOf(id).GetPropertiesAsync(cancellationToken: token), cancellation);
        if (answer.Refusal is { Status: 404 }) return null;
        if (answer.Refusal is { } refusal) throw _calls.Unavailable(refusal);
        return StateOf(answer.Value.Value.Metadata, answer.Value.Value.ContentLength, answer.Value.Value.LastModified);
    }

    public async Task<bool> AppendAsync(Upload upload, long offset, Stream content, CancellationToken cancellation)
    {
        if ((await FindAsync(upload.Id, cancellation))?.Offset != offset) return false;
        var block = new byte[(int)Math.Min(BlockBytes, upload.Length + 1)];
        while (true)
        {
            var (count, interruption) = await FillAsync(content, block, cancellation);
            // What arrived before a break stays.
            if (count > 0)
            {
                if (offset + count > upload.Length) throw new InvalidDataException("More bytes came than were announced.");
                if (!await AppendBlockAsync(upload, offset, block, count)) return false;
                offset += count;
            }

            interruption?.Throw();
            if (count < block.Length) return true;
        }
    }

    public async Task<byte[]> HeadAsync(Upload upload, int count, CancellationToken cancellation)
    {
        var arrived = (await FindAsync(upload.Id, cancellation))?.Offset ?? 0;
        if (arrived == 0) return [];
        var range = new HttpRange(0, Math.Min(count, arrived));
        var content = await _calls.RunAsync(token => BlobOf(upload.Id).DownloadContentAsync(new BlobDownloadOptions { Range = range }, token), cancellation);
        return content.Value.Content.ToArray();
    }

    public async Task<ILocalFile> LeaseLocalAsync(Upload upload, CancellationToken cancellation)
    {
        var path = Path.Combine(_temporaryFolder, $"upload-{Guid.NewGuid():N}");
        try
        {
            // Block by block: the time allowed is that of a block, however long the upload is.
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            for (long from = 0; from < upload.Length; from += BlockBytes)
            {
                var range = new HttpRange(from, Math.Min(BlockBytes, upload.Length - from));
                var content = await _calls.RunAsync(token => BlobOf(upload.Id).DownloadContentAsync(new BlobDownloadOptions { Range = range }, token), cancellation);
                await file.WriteAsync(content.Value.Content.ToMemory(), cancellation);
            }

            return new Copy(path);
        }
        catch (Exception failure)
        {
            File.Delete(path);
            if (SpaceErrors.IsNoSpace(failure)) throw SpaceErrors.Full(path, failure);
            throw;
        }
    }

    /// <inheritdoc/>
    /// <remarks>Its bytes stay until it is removed: an append blob cannot be shortened.</remarks>
    public Task FinishAsync(Upload upload, CancellationToken cancellation) =>
        _calls.RunAsync(token => BlobOf(upload.Id).SetMetadataAsync(Metadata(upload, isFinished: true), cancellationToken: token), cancellation);

    public Task RemoveAsync(string id, CancellationToken cancellation) => Guid.TryParseExact(id, "N", out _)
        ? _calls.RunAsync(token => BlobOf(id).DeleteIfExistsAsync(cancellationToken: token), cancellation)
        : Task.CompletedTask;

    public async IAsyncEnumerable<UploadState> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (string? next = null; ;)
        {
            var after = next;
            var answer = await _calls.AskAsync(token => PageAsync(after, token), cancellation);
            if (answer.Refusal is { Status: 404 }) yield break;
            if (answer.Refusal is { } refusal) throw _calls.Unavailable(refusal);
            foreach (var blob in answer.Value.Values)
            {
                if (StateOf(blob.Metadata, blob.Properties.ContentLength ?? 0, blob.Properties.LastModified ?? default) is { } state) yield return state;
            }

            next = answer.Value.ContinuationToken;
            if (string.IsNullOrEmpty(next)) yield break;
        }
    }

    private async Task<Page<BlobItem>> PageAsync(string? after, CancellationToken cancellation)
    {
        await foreach (var page in _container.GetBlobsAsync(BlobTraits.Metadata, BlobStates.None, Prefix, cancellation).AsPages(after)) return page;
        throw new InvalidDataException("The list has no page.");
    }

    /// <summary>As many bytes as there are, up to a block's; and what ended the sending before its end.</summary>
    private static async Task<(int Count, System.Runtime.ExceptionServices.ExceptionDispatchInfo? Interruption)> FillAsync(Stream content, byte[] block, CancellationToken cancellation)
    {
        var count = 0;
        try
        {
            for (int read; count < block.Length && (read = await content.ReadAsync(block.AsMemory(count), cancellation)) > 0;) count += read;
            return (count, null);
        }
        catch (Exception broken) when (broken is IOException or OperationCanceledException)
        {
            return (count, System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(broken));
        }
    }

    private async Task<bool> AppendBlockAsync(Upload upload, long offset, byte[] block, int count)
    {
        var conditions = new AppendBlobAppendBlockOptions { Conditions = new() { IfAppendPositionEqual = offset } };
        var answer = await _calls.AskAsync(token => BlobOf(upload.Id).AppendBlockAsync(new MemoryStream(block, 0, count), conditions, token), CancellationToken.None);
        if (answer.Refusal is null) return true;
        if (answer.Refusal is not { Status: 412 }) throw _calls.Unavailable(answer.Refusal);
        // Of a block whose answer was lost, the repetition finds the end where it wanted to bring it. Others would have brought it elsewhere, or the same bytes.
        return await FindAsync(upload.Id, CancellationToken.None) is { } state && state.Offset == offset + count && await IsSameAsync(upload, offset, block.AsMemory(0, count));
    }

    private async Task<bool> IsSameAsync(Upload upload, long offset, ReadOnlyMemory<byte> block)
    {
        var range = new HttpRange(offset, block.Length);
        var there = await _calls.RunAsync(token => BlobOf(upload.Id).DownloadContentAsync(new BlobDownloadOptions { Range = range }, token), CancellationToken.None);
        return there.Value.Content.ToMemory().Span.SequenceEqual(block.Span);
    }

    private AppendBlobClient BlobOf(string id) => _container.GetAppendBlobClient(Prefix + id);

    /// <summary>Metadata are ASCII; names are not.</summary>
    private static Dictionary<string, string> Metadata(Upload upload, bool isFinished) => new()
    {
        [Facts] = Convert.ToBase64String(JsonSerializer.SerializeToUtf8Bytes(upload)),
        [Finished] = isFinished.ToString(CultureInfo.InvariantCulture),
    };

    private static UploadState? StateOf(IDictionary<string, string> metadata, long length, DateTimeOffset changed)
    {
        try
        {
            if (!metadata.TryGetValue(Facts, out var facts) || JsonSerializer.Deserialize<Upload>(Convert.FromBase64String(facts)) is not { } upload) return null;
            var isFinished = metadata.TryGetValue(Finished, out var word) && word == bool.TrueString;
            return new(upload, isFinished ? upload.Length : length, isFinished, changed);
        }
        catch (Exception foreign) when (foreign is FormatException or JsonException)
        {
            return null;
        }
    }

    private sealed record Copy(string Path) : ILocalFile
    {
        public ValueTask DisposeAsync()
        {
            File.Delete(Path);
            return ValueTask.CompletedTask;
        }
    }
}
