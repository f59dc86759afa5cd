using System.Runtime.CompilerServices;
using System.Text.Json;
using Archive.Domain.Ports;

namespace Archive.Storage.Uploads;

/// <summary>
/// Uploads as files of a folder, on the machine's own disk or one that all nodes mount. Each has a folder named by its id with two files whose names
/// are this program's own: what is known of it, and its bytes.
/// </summary>
public sealed class FileUploadSpool(string root) : IUploadSpool
{
    private const string Facts = "facts", Data = "data";
    private const int BufferBytes = 128 * 1024;

    public async Task BeginAsync(Upload upload, CancellationToken cancellation)
    {
        Directory.CreateDirectory(root);
        if (SpaceErrors.FreeBytes(root) is >= 0 and var free && free < upload.Length) throw SpaceErrors.Full(root, new IOException($"An upload of {upload.Length} bytes was announced."));
        Directory.CreateDirectory(FolderOf(upload.Id));
        await Guarded(async () =>
        {
            await File.Create(DataOf(upload)).DisposeAsync();
            await WriteFactsAsync(new(upload, IsFinished: false), cancellation);
        });
    }

    public async Task<UploadState?> FindAsync(string id, CancellationToken cancellation)
    {
        if (!IsId(id)) return null;
        try
        {
            var kept = JsonSerializer.Deserialize<Kept>(await File.ReadAllBytesAsync(Path.Combine(FolderOf(id), Facts), cancellation));
            if (kept?.Upload is not { } upload || upload.Id != id) return null;
            var data = new FileInfo(DataOf(upload));
            var changed = new DateTimeOffset((data.Exists ? data.LastWriteTimeUtc : File.GetLastWriteTimeUtc(Path.Combine(FolderOf(id), Facts))), TimeSpan.Zero);
            return new(upload, kept.IsFinished || !data.Exists ? upload.Length : data.Length, kept.IsFinished, changed);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    public Task<bool> AppendAsync(Upload upload, long offset, Stream content, CancellationToken cancellation) => Guarded(async () =>
    {
        FileStream file;
        try
        {
            // Alone: two who write at once would mix their bytes.
            file = new FileStream(DataOf(upload), FileMode.Open, FileAccess.Write, FileShare.None);
        }
        catch (IOException busy) when (busy is not (FileNotFoundException or DirectoryNotFoundException) && !SpaceErrors.IsNoSpace(busy))
        {
            return false;
        }

        await using (file)
        {
            if (file.Length != offset) return false;
            file.Seek(0, SeekOrigin.End);
            try
            {
                await CopyAsync(upload, content, file, cancellation);
            }
            finally
            {
                file.Flush(flushToDisk: true);
            }

            return true;
        }
    });

    public async Task<byte[]> HeadAsync(Upload upload, int count, CancellationToken cancellation)
    {
        await using var file = new FileStream(DataOf(upload), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var head = new byte[Math.Min(count, file.Length)];
        await file.ReadExactlyAsync(head, cancellation);
        return head;
    }

    public Task<ILocalFile> LeaseLocalAsync(Upload upload, CancellationToken cancellation) => Task.FromResult<ILocalFile>(new InPlace(DataOf(upload)));

    public async Task FinishAsync(Upload upload, CancellationToken cancellation)
    {
        await WriteFactsAsync(new(upload, IsFinished: true), cancellation);
        File.Delete(DataOf(upload));
    }

    public Task RemoveAsync(string id, CancellationToken cancellation)
    {
        if (IsId(id) && Directory.Exists(FolderOf(id))) Directory.Delete(FolderOf(id), recursive: true);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<UploadState> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        if (!Directory.Exists(root)) yield break;
        foreach (var path in Directory.EnumerateDirectories(root))
        {
            if (await FindAsync(Path.GetFileName(path), cancellation) is { } state) yield return state;
        }
    }

    private static async Task CopyAsync(Upload upload, Stream content, FileStream file, CancellationToken cancellation)
    {
        var buffer = new byte[BufferBytes];
        for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (file.Position + read > upload.Length) throw new InvalidDataException("More bytes came than were announced.");
            await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
        }
    }

    /// <summary>Whole or not at all: half of it would make the upload unreadable.</summary>
    private async Task WriteFactsAsync(Kept kept, CancellationToken cancellation)
    {
        var path = Path.Combine(FolderOf(kept.Upload.Id), Facts);
        var fresh = $"{path}-{Guid.NewGuid():N}";
        await using (var file = new FileStream(fresh, FileMode.CreateNew, FileAccess.Write))
        {
            await JsonSerializer.SerializeAsync(file, kept, cancellationToken: cancellation);
            file.Flush(flushToDisk: true);
        }

        File.Move(fresh, path, overwrite: true);
    }

    private async Task<T> Guarded<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception full) when (SpaceErrors.IsNoSpace(full))
        {
            throw SpaceErrors.Full(root, full);
        }
    }

    private Task Guarded(Func<Task> work) => Guarded(async () =>
    {
        await work();
        return true;
    });

    private static bool IsId(string id) => Guid.TryParseExact(id, "N", out _);

    private string FolderOf(string id) => Path.Combine(root, id);

    private string DataOf(Upload upload) => Path.Combine(FolderOf(upload.Id), Data);

    private sealed record Kept(Upload Upload, bool IsFinished);

    private sealed record InPlace(string Path) : ILocalFile
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
