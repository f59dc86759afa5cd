using System.Globalization;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Objects.Files;

namespace Archive.Storage.Backup;

/// <summary>What a backup run did.</summary>
/// <param name="Snapshot">Folder of the catalog's snapshot.</param>
/// <param name="Copied">Objects that the backup did not hold yet.</param>
/// <param name="Problems">Objects that are missing or changed in the archive itself, one sentence each: the backup lacks them.</param>
public sealed record BackupReport(string Snapshot, int Masters, int Derivatives, int Copied, IReadOnlyList<string> Problems);

/// <summary>What a restore brought back.</summary>
/// <param name="Problems">Objects that the backup lacks or holds damaged, one sentence each.</param>
public sealed record RestoreReport(string Snapshot, DateTimeOffset TakenAt, int Masters, int Derivatives, IReadOnlyList<string> Problems);

/// <summary>
/// Copies an archive while it is in use, and brings it back. First the catalog of one moment, then the objects it names: objects are written before
/// the rows that name them, so all of them are there. The search index is made anew by the restored archive. A backup folder takes any number of
/// runs; objects are copied once.
/// </summary>
public static class ArchiveBackup
{
    /// <exception cref="IOException">The backup folder cannot be written.</exception>
    public static async Task<BackupReport> WriteAsync(
        ICatalogSnapshots catalog, IObjectStore objects, string folder, TimeProvider time, CancellationToken cancellation)
    {
        var root = Directory.CreateDirectory(Path.GetFullPath(folder)).FullName;
        var layout = new BackupLayout(root);
        var snapshot = layout.NewSnapshot(time.GetUtcNow());
        var named = new HashSet<(ObjectKind Kind, Sha256Digest Digest)>();
        await catalog.WriteSnapshotAsync(snapshot, (kind, digest) => Task.FromResult(named.Add((kind, digest))), cancellation);
        var copies = FileObjectStore.Open(layout.Objects);
        var (copied, problems) = (0, new List<string>());
        foreach (var (kind, digest) in named)
        {
            if (await copies.ExistsAsync(kind, digest, cancellation)) continue;
            if (await CopyAsync(objects, copies, kind, digest, cancellation) is { } problem) problems.Add(problem);
            else copied++;
        }

        await ListObjectsAsync(snapshot, named, cancellation);
        var files = new List<BackupFile>();
        foreach (var path in Directory.EnumerateFiles(snapshot).Order(StringComparer.Ordinal)) files.Add(await BackupLayout.DescribeAsync(snapshot, Path.GetFileName(path), cancellation));
        var masters = named.Count(one => one.Kind == ObjectKind.Master);
        await BackupLayout.WriteManifestAsync(snapshot, new(1, catalog.Kind, time.GetUtcNow(), masters, named.Count - masters, files), cancellation);
        return new(snapshot, masters, named.Count - masters, copied, problems);
    }

    /// <summary>Brings the newest snapshot of a backup into an empty archive, comparing every byte with its digest on the way.</summary>
    /// <exception cref="BackupUnusableException">The snapshot is damaged or of another kind of catalog; nothing was restored.</exception>
    /// <exception cref="InvalidOperationException">The archive is not empty; nothing was restored.</exception>
    public static async Task<RestoreReport> ReadAsync(ICatalogSnapshots catalog, IObjectStore objects, string folder, CancellationToken cancellation)
    {
        var layout = new BackupLayout(Path.GetFullPath(folder));
        var snapshot = layout.Newest();
        var manifest = await BackupLayout.ReadManifestAsync(snapshot, cancellation);
        if (manifest.Kind != catalog.Kind)
            throw new BackupUnusableException($"The snapshot is of a {manifest.Kind} catalog and cannot be brought into a {catalog.Kind} catalog.");
        var copies = FileObjectStore.Open(layout.Objects, soleOwner: false);
        var problems = new List<string>();
        // Objects first, as always: no row may name what is not there yet.
        foreach (var line in await File.ReadAllLinesAsync(Path.Combine(snapshot, BackupLayout.ObjectList), cancellation))
        {
            var (kind, digest) = Parse(line);
            if (await CopyAsync(copies, objects, kind, digest, cancellation) is { } problem) problems.Add(problem);
        }

        await catalog.ReadSnapshotAsync(snapshot, cancellation);
        return new(snapshot, manifest.CreatedAt, manifest.Masters, manifest.Derivatives, problems);
    }

    /// <returns>What is wrong with the source's object, in one sentence; null where it was copied.</returns>
    private static async Task<string?> CopyAsync(IObjectStore from, IObjectStore to, ObjectKind kind, Sha256Digest digest, CancellationToken cancellation)
    {
        var name = $"{(kind == ObjectKind.Master ? "master" : "derivative")} {digest}";
        try
        {
            await using var content = await from.OpenReadAsync(kind, digest, cancellation);
            // Refuses bytes of another digest.
            await to.RestoreAsync(kind, digest, content, cancellation);
            return null;
        }
        catch (FileNotFoundException)
        {
            return $"The {name} is missing.";
        }
        catch (InvalidDataException)
        {
            return $"The {name} was changed: its bytes no longer match its digest.";
        }
    }

    private static async Task ListObjectsAsync(string snapshot, IEnumerable<(ObjectKind Kind, Sha256Digest Digest)> named, CancellationToken cancellation)
    {
        await using var file = new FileStream(Path.Combine(snapshot, BackupLayout.ObjectList), FileMode.CreateNew, FileAccess.Write);
        await using var writer = new StreamWriter(file);
        foreach (var line in named.Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Kind} {one.Digest.Hex}")).Order(StringComparer.Ordinal))
            await writer.WriteLineAsync(line.AsMemory(), cancellation);
        await writer.FlushAsync(cancellation);
        file.Flush(flushToDisk: true);
    }

    private static (ObjectKind Kind, Sha256Digest Digest) Parse(string line) =>
        line.Split(' ') is [var kind, var hex] && Enum.TryParse<ObjectKind>(kind, out var parsed) && Sha256Digest.TryParse(hex, out var digest)
            ? (parsed, digest)
            : throw new BackupUnusableException($"The list of objects holds a line that is none: '{line}'.");
}
