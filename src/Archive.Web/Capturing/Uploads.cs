using System.Text.Json;
using Archive.Domain;

namespace Archive.Web.Capturing;

/// <summary>A file on its way in.</summary>
/// <param name="Id">Random; in the URL.</param>
/// <param name="Replaces">The page that it is scanned in place of; null for new ones.</param>
internal sealed record Upload(string Id, long BatchId, string Name, long Length, long? Replaces, string Owner);

/// <summary>
/// Files on their way in, in a folder that survives the process: an upload that was interrupted goes on where it was. What has arrived whole is given
/// to the batch and then removed.
/// </summary>
internal sealed class Uploads(string folder)
{
    private const string Facts = "upload.json";

    /// <summary>Begins an upload.</summary>
    internal async Task<Upload> BeginAsync(long batchId, string name, long length, long? replaces, string owner, CancellationToken cancellation)
    {
        var upload = new Upload(Guid.NewGuid().ToString("N"), batchId, name, length, replaces, owner);
        Directory.CreateDirectory(FolderOf(upload.Id));
        await File.WriteAllBytesAsync(Path.Combine(FolderOf(upload.Id), Facts), JsonSerializer.SerializeToUtf8Bytes(upload), cancellation);
        await File.Create(DataOf(upload)).DisposeAsync();
        return upload;
    }

    internal async Task<Upload?> FindAsync(string id, CancellationToken cancellation)
    {
        if (!Guid.TryParseExact(id, "N", out _) || !File.Exists(Path.Combine(FolderOf(id), Facts))) return null;
        return JsonSerializer.Deserialize<Upload>(await File.ReadAllBytesAsync(Path.Combine(FolderOf(id), Facts), cancellation));
    }

    /// <summary>Bytes that have arrived.</summary>
    internal long OffsetOf(Upload upload) => new FileInfo(DataOf(upload)).Length;

    /// <summary>Adds what comes from a position on; what arrived before a break stays.</summary>
    /// <returns>False where the position is not the end of what has arrived, or somebody else writes.</returns>
    /// <exception cref="InvalidDataException">More comes than was announced.</exception>
    internal async Task<bool> AppendAsync(Upload upload, long offset, Stream content, CancellationToken cancellation)
    {
        FileStream file;
        try
        {
            file = new FileStream(DataOf(upload), FileMode.Open, FileAccess.Write, FileShare.Read);
        }
        catch (IOException busy) when (busy is not (FileNotFoundException or DirectoryNotFoundException))
        {
            return false;
        }

        await using (file)
        {
            if (file.Length != offset) return false;
            file.Seek(0, SeekOrigin.End);
            var buffer = new byte[128 * 1024];
            for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
            {
                if (file.Position + read > upload.Length) throw new InvalidDataException("More bytes came than were announced.");
                await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None);
            }

            file.Flush(flushToDisk: true);
            return true;
        }
    }

    /// <summary>The first bytes that have arrived.</summary>
    internal async Task<byte[]> HeadAsync(Upload upload, int count, CancellationToken cancellation)
    {
        await using var file = new FileStream(DataOf(upload), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var head = new byte[Math.Min(count, file.Length)];
        await file.ReadExactlyAsync(head, cancellation);
        return head;
    }

    internal string DataOf(Upload upload) => Path.Combine(FolderOf(upload.Id), upload.Name);

    internal void Remove(Upload upload)
    {
        if (Directory.Exists(FolderOf(upload.Id))) Directory.Delete(FolderOf(upload.Id), recursive: true);
    }

    /// <summary>Uploads that have arrived whole and that nobody gave to their batch, since the process ended before.</summary>
    internal async Task<IReadOnlyList<Upload>> ListWholeAsync(CancellationToken cancellation)
    {
        var whole = new List<Upload>();
        if (!Directory.Exists(folder)) return whole;
        foreach (var path in Directory.EnumerateDirectories(folder))
        {
            if (await FindAsync(Path.GetFileName(path), cancellation) is { } upload && File.Exists(DataOf(upload)) && OffsetOf(upload) == upload.Length) whole.Add(upload);
        }

        return whole;
    }

    private string FolderOf(string id) => Path.Combine(folder, id);
}
