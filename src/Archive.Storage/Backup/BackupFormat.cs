using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Archive.Domain;
using Archive.Storage.Objects.Files;

namespace Archive.Storage.Backup;

/// <summary>A backup is damaged or of another kind; the message says what does not match.</summary>
public sealed class BackupUnusableException(string message) : Exception(message);

/// <summary>A file of a snapshot.</summary>
public sealed record BackupFile(string Name, Sha256Digest Digest, long Bytes);

/// <summary>What a snapshot holds: written last, so that a snapshot without it was never finished.</summary>
/// <param name="Format">1.</param>
/// <param name="Kind">Kind of the catalog.</param>
/// <param name="Files">Files of the catalog, and <see cref="BackupLayout.ObjectList"/>.</param>
public sealed record BackupManifest(int Format, string Kind, DateTimeOffset CreatedAt, int Masters, int Derivatives, IReadOnlyList<BackupFile> Files);

[JsonSerializable(typeof(BackupManifest))]
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
internal sealed partial class BackupJson : JsonSerializerContext;

/// <summary>
/// A backup folder: <c>objects/</c> as in a data folder, and <c>snapshots/20261122T100000Z/</c> for each run with the catalog of that moment, the
/// list of its objects and <c>manifest.json</c> with the digest of each file, itself sealed by <c>manifest.sha256</c>.
/// </summary>
internal sealed class BackupLayout(string root)
{
    internal const string ObjectList = "objects.txt";
    private const string Manifest = "manifest.json";
    private const string Seal = "manifest.sha256";

    internal string Objects { get; } = Path.Combine(root, "objects");

    private string Snapshots { get; } = Path.Combine(root, "snapshots");

    internal string NewSnapshot(DateTimeOffset now) => Directory.CreateDirectory(Path.Combine(Snapshots, now.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'"))).FullName;

    /// <summary>The newest finished snapshot.</summary>
    /// <exception cref="BackupUnusableException">There is none.</exception>
    internal string Newest() => (Directory.Exists(Snapshots) ? Directory.EnumerateDirectories(Snapshots) : [])
        .Where(folder => File.Exists(Path.Combine(folder, Seal))).Max(StringComparer.Ordinal)
        ?? throw new BackupUnusableException($"There is no finished snapshot in {root}.");

    internal static async Task WriteManifestAsync(string snapshot, BackupManifest manifest, CancellationToken cancellation)
    {
        var bytes = JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Default.BackupManifest);
        await WriteDurablyAsync(Path.Combine(snapshot, Manifest), bytes, cancellation);
        await WriteDurablyAsync(Path.Combine(snapshot, Seal), System.Text.Encoding.ASCII.GetBytes(Sha256Digest.Of(bytes).Hex), cancellation);
        DirectorySync.Flush(snapshot);
    }

    /// <summary>Reads the manifest and compares every file with it.</summary>
    /// <exception cref="BackupUnusableException">Something does not match.</exception>
    internal static async Task<BackupManifest> ReadManifestAsync(string snapshot, CancellationToken cancellation)
    {
        var bytes = await File.ReadAllBytesAsync(Path.Combine(snapshot, Manifest), cancellation);
        if (Sha256Digest.Of(bytes).Hex != (await File.ReadAllTextAsync(Path.Combine(snapshot, Seal), cancellation)).Trim())
            throw new BackupUnusableException($"The manifest of {snapshot} was changed since it was written. Restore another snapshot.");
        var manifest = JsonSerializer.Deserialize(bytes, BackupJson.Default.BackupManifest) is { Format: 1 } read
            ? read
            : throw new BackupUnusableException($"The snapshot {snapshot} has a format that this program does not know.");
        foreach (var file in manifest.Files)
        {
            if (!File.Exists(Path.Combine(snapshot, file.Name)) || await DescribeAsync(snapshot, file.Name, cancellation) != file)
                throw new BackupUnusableException($"{file.Name} of {snapshot} is missing or was changed since it was written. Restore another snapshot.");
        }

        return manifest;
    }

    internal static async Task<BackupFile> DescribeAsync(string snapshot, string name, CancellationToken cancellation)
    {
        await using var content = File.OpenRead(Path.Combine(snapshot, name));
        return new(name, Sha256Digest.FromBytes(await SHA256.HashDataAsync(content, cancellation)), content.Length);
    }

    private static async Task WriteDurablyAsync(string path, byte[] bytes, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        await file.WriteAsync(bytes, cancellation);
        file.Flush(flushToDisk: true);
    }
}
