using System.Collections.Concurrent;
using Archive.Storage.Interop;

namespace Archive.Storage.Objects.Files;

/// <summary>
/// Makes directory entries durable. A renamed file survives a power cut only once its directory is synced, and a new directory only
/// once its parent is.
/// </summary>
internal sealed class DirectorySync(string root)
{
    private readonly ConcurrentDictionary<string, bool> _durable = new(StringComparer.Ordinal);

    /// <summary>
    /// Makes the directory below the root if it is not there, and its own entry durable. An existing directory is synced once too:
    /// an earlier process may have died between making and syncing it.
    /// </summary>
    internal void Ensure(string directory)
    {
        if (_durable.ContainsKey(directory)) return;
        Directory.CreateDirectory(directory);
        var ensured = new List<string>();
        for (var at = directory; at.Length > root.Length && !_durable.ContainsKey(at); at = Path.GetDirectoryName(at)!)
        {
            Flush(Path.GetDirectoryName(at)!);
            ensured.Add(at);
        }
        // Only now: another task that finds the directory here relies on the whole way to the root.
        foreach (var at in ensured) _durable.TryAdd(at, true);
    }

    /// <summary>Syncs the entries of one directory. On systems where a directory cannot be opened the file system orders its own journal.</summary>
    /// <exception cref="IOException">The medium failed.</exception>
    internal static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows()) return;
        using var handle = SafeDirectoryHandle.Open(directory);
        LibcErrors.Check(LibcNative.Fsync(handle), directory);
    }
}
