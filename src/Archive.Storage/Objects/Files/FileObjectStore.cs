using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Storage.Objects.Files;

/// <summary>
/// Objects as files named by digest: <c>masters/ab/cd/abcd…</c> and <c>derivatives/ab/cd/abcd…</c> under one root, each read-only.
/// A new object is written and hashed under <c>incoming/</c> in the same file system, synced, renamed, and its directory synced.
/// </summary>
public sealed class FileObjectStore : IObjectStore
{
    private const int BufferBytes = 128 * 1024;

    // Of each opened object: small enough not to be a large object of the collector's, for an index is made anew from a million of them.
    private const int ReadBufferBytes = 16 * 1024;

    private readonly ObjectPaths _paths;
    private readonly DirectorySync _directories;

    private FileObjectStore(string root)
    {
        _paths = new ObjectPaths(root);
        _directories = new DirectorySync(root);
    }

    /// <summary>Opens the store at <paramref name="root"/>, making it if it is not there.</summary>
    /// <param name="root">Folder of the store; its parent must exist.</param>
    /// <param name="soleOwner">True where no other process may be writing: what a dead process left unfinished is then removed.</param>
    /// <exception cref="IOException">The folder cannot be made or read.</exception>
    public static FileObjectStore Open(string root, bool soleOwner = true)
    {
        var store = new FileObjectStore(Path.TrimEndingDirectorySeparator(Path.GetFullPath(root)));
        Directory.CreateDirectory(store._paths.Root);
        DirectorySync.Flush(Path.GetDirectoryName(store._paths.Root)!);
        store._directories.Ensure(store._paths.Incoming);
        if (soleOwner)
        {
            foreach (var leftover in Directory.EnumerateFiles(store._paths.Incoming)) File.Delete(leftover);
        }
        return store;
    }

    /// <inheritdoc/>
    /// <exception cref="StorageFullException">No space.</exception>
    public async Task<StoredObject> PutAsync(ObjectKind kind, Stream content, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(content);
        var temporary = _paths.NewIncoming();
        try
        {
            var stored = await WriteAsync(temporary, content, cancellation);
            Publish(temporary, _paths.Of(kind, stored.Digest), stored);
            return stored;
        }
        catch (Exception error) when (SpaceErrors.IsNoSpace(error))
        {
            throw SpaceErrors.Full(temporary, error);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException($"The object store '{_paths.Root}' cannot be written: {error.Message}", error);
        }
        finally
        {
            // Gone already where it was renamed.
            File.Delete(temporary);
        }
    }

    /// <inheritdoc/>
    public async Task RestoreAsync(ObjectKind kind, Sha256Digest digest, Stream content, CancellationToken cancellation)
    {
        var temporary = _paths.NewIncoming();
        try
        {
            var stored = await WriteAsync(temporary, content, cancellation);
            if (stored.Digest != digest) throw new InvalidDataException($"The content has the digest {stored.Digest}, not {digest}.");
            var path = _paths.Of(kind, digest);
            _directories.Ensure(Path.GetDirectoryName(path)!);
            File.Move(temporary, path, overwrite: true);
            DirectorySync.Flush(Path.GetDirectoryName(path)!);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    public Task DiscardAsync(Sha256Digest derivative, CancellationToken cancellation)
    {
        var path = _paths.Of(ObjectKind.Derivative, derivative);
        if (!File.Exists(path)) return Task.CompletedTask;
        File.Delete(path);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
        return Task.CompletedTask;
    }

    public Task<Stream> OpenReadAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult<Stream>(OpenRead(kind, digest));
    }

    public Task<bool> ExistsAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(File.Exists(_paths.Of(kind, digest)));
    }

    /// <exception cref="FileNotFoundException">No such object.</exception>
    public Task<ILocalFile> LeaseLocalAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var path = _paths.Of(kind, digest);
        return File.Exists(path) ? Task.FromResult<ILocalFile>(new LocalObject(path)) : throw Missing(kind, digest, path);
    }

    public async Task<ObjectReading> ReadBackAsync(ObjectKind kind, Sha256Digest digest, CancellationToken cancellation)
    {
        if (!File.Exists(_paths.Of(kind, digest))) return new(FixityOutcome.Missing, 0);
        await using var stream = OpenRead(kind, digest);
        var actual = Sha256Digest.FromBytes(await SHA256.HashDataAsync(stream, cancellation));
        return new(actual == digest ? FixityOutcome.Intact : FixityOutcome.Changed, stream.Length);
    }

    /// <summary>Every object of the kind in ascending order of digest; files that are no objects are passed over.</summary>
    public async IAsyncEnumerable<Sha256Digest> ListAsync(ObjectKind kind, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await Task.CompletedTask;
        foreach (var digest in _paths.List(kind))
        {
            cancellation.ThrowIfCancellationRequested();
            yield return digest;
        }
    }

    private static async Task<StoredObject> WriteAsync(string temporary, Stream content, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var buffer = new byte[BufferBytes];
        for (int read; (read = await content.ReadAsync(buffer, cancellation)) > 0;)
        {
            hash.AppendData(buffer, 0, read);
            file.Write(buffer, 0, read);
        }
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(file.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        file.Flush(flushToDisk: true);
        return new StoredObject(Sha256Digest.FromBytes(hash.GetHashAndReset()), file.Length);
    }

    private void Publish(string temporary, string path, StoredObject stored)
    {
        var directory = Path.GetDirectoryName(path)!;
        _directories.Ensure(directory);
        var present = new FileInfo(path);
        if (!present.Exists) File.Move(temporary, path, overwrite: true);
        else if (present.Length != stored.Bytes)
        {
            throw new IOException($"Object {stored.Digest} is damaged: '{path}' has {present.Length} bytes instead of {stored.Bytes}.");
        }
        // Also where the object was there before: whoever renamed it may have died before its directory was synced.
        DirectorySync.Flush(directory);
    }

    private FileStream OpenRead(ObjectKind kind, Sha256Digest digest)
    {
        var path = _paths.Of(kind, digest);
        try
        {
            return new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, ReadBufferBytes, FileOptions.SequentialScan);
        }
        catch (DirectoryNotFoundException)
        {
            throw Missing(kind, digest, path);
        }
    }

    private static FileNotFoundException Missing(ObjectKind kind, Sha256Digest digest, string path) =>
        new($"There is no {(kind == ObjectKind.Master ? "master" : "derivative")} {digest}.", path);

    /// <summary>The object's own file: it is local and never altered, so the lease holds nothing.</summary>
    private sealed record LocalObject(string Path) : ILocalFile
    {
        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
