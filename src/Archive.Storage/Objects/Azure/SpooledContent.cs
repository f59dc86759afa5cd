using System.Security.Cryptography;
using Archive.Domain;

namespace Archive.Storage.Objects.Azure;

/// <summary>
/// Bytes that were read from a stream to its end, in memory or in a temporary file, with their digests: the object's name and the check sums
/// that the service compares must be known before the first byte goes out, and an attempt may have to be repeated.
/// </summary>
internal sealed class SpooledContent : IAsyncDisposable
{
    private const int BufferBytes = 128 * 1024;

    private readonly Stream _bytes;
    private readonly SemaphoreSlim _turn = new(1);

    private SpooledContent(Stream bytes, Sha256Digest digest, byte[] md5) => (_bytes, Stored, Md5) = (bytes, new StoredObject(digest, bytes.Length), md5);

    internal StoredObject Stored { get; }

    internal byte[] Md5 { get; }

    /// <exception cref="StorageFullException">No space for the temporary file.</exception>
    internal static async Task<SpooledContent> ReadAsync(Stream content, string folder, int memoryBytes, CancellationToken cancellation)
    {
        using var sha256 = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        Stream bytes = new MemoryStream();
        try
        {
            var buffer = new byte[BufferBytes];
            for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
            {
                sha256.AppendData(buffer, 0, read);
                md5.AppendData(buffer, 0, read);
                if (bytes is MemoryStream memory && memory.Length + read > memoryBytes) bytes = MoveToFile(memory, folder);
                Append(bytes, buffer.AsSpan(0, read));
            }
            return new SpooledContent(bytes, Sha256Digest.FromBytes(sha256.GetHashAndReset()), md5.GetHashAndReset());
        }
        catch
        {
            await bytes.DisposeAsync();
            throw;
        }
    }

    /// <summary>A part of the bytes. Safe for concurrent use.</summary>
    internal async Task<byte[]> ReadAsync(long offset, int count, CancellationToken cancellation)
    {
        var part = new byte[count];
        await _turn.WaitAsync(cancellation);
        try
        {
            _bytes.Position = offset;
            await _bytes.ReadExactlyAsync(part, cancellation);
            return part;
        }
        finally
        {
            _turn.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _turn.Dispose();
        await _bytes.DisposeAsync();
    }

    private static FileStream MoveToFile(MemoryStream memory, string folder)
    {
        var path = Path.Combine(folder, $"put-{Guid.NewGuid():N}");
        // Unbuffered: what a buffer holds back would meet a full disk only when nobody listens any more.
        var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 0, FileOptions.DeleteOnClose);
        try
        {
            memory.WriteTo(file);
            return file;
        }
        catch (Exception error)
        {
            file.Dispose();
            if (SpaceErrors.IsNoSpace(error)) throw SpaceErrors.Full(path, error);
            throw;
        }
    }

    private static void Append(Stream bytes, ReadOnlySpan<byte> part)
    {
        try
        {
            bytes.Write(part);
        }
        catch (Exception error) when (bytes is FileStream file && SpaceErrors.IsNoSpace(error))
        {
            throw SpaceErrors.Full(file.Name, error);
        }
    }
}
