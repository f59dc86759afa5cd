using System.Text.Json;
using Archive.Pipeline.Receive;
using Archive.Web.Capturing;

namespace Archive.Web.HotFolders;

/// <summary>What is to be known of a taken thing after a crash.</summary>
/// <param name="BatchId">The batch that it goes into; null as long as it is in none.</param>
/// <param name="Target">The name under which a folder is put away.</param>
/// <param name="Day">On which a folder is put away.</param>
internal sealed record ItemFacts(long? BatchId = null, string? Target = null, DateTimeOffset? Day = null);

/// <summary>
/// A file or folder that was taken from a hot folder: it lies in a folder of its own until it is put away. Held by one node at a time; should that
/// end, the next one to look goes on with it.
/// </summary>
internal sealed class TakenItem : IDisposable
{
    private const string LockEnding = ".lock", FactsEnding = ".json";

    /// <summary>EWOULDBLOCK: another has the lock.</summary>
    private const int WouldBlock = 11;

    private readonly StationFolder _station;
    private readonly string _id;
    private readonly FileStream _lock;

    private TakenItem(StationFolder station, string id, FileStream held) => (_station, _id, _lock) = (station, id, held);

    /// <summary>What was taken; null where it is put away.</summary>
    internal string? Content => Directory.Exists(Folder) ? Directory.EnumerateFileSystemEntries(Folder, "*", FolderTree.Everything).FirstOrDefault() : null;

    /// <summary>Names it among everything that was ever taken.</summary>
    internal string Id => _id;

    private string Folder => Path.Combine(_station.Taken, _id);

    private string FactsPath => Folder + FactsEnding;

    /// <summary>Those that are not put away, oldest first. A link in the place of one is not followed.</summary>
    internal static IReadOnlyList<string> List(StationFolder station) =>
        [.. Directory.EnumerateDirectories(station.Taken).Where(path => FileFacts.Of(path, follow: false).Kind == PathKind.Folder).Select(path => Path.GetFileName(path)).Where(id => Guid.TryParseExact(id, "N", out _)).Order(StringComparer.Ordinal)];

    /// <summary>Null where another node has it in hand.</summary>
    internal static TakenItem? TryHold(StationFolder station, string id)
    {
        try
        {
            return new(station, id, new FileStream(Path.Combine(station.Taken, id + LockEnding), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException held) when (held.HResult == WouldBlock)
        {
            return null;
        }
    }

    /// <summary>Takes a thing out of the hot folder, at once or not at all.</summary>
    /// <returns>Null where another node was first, or it was taken back.</returns>
    internal static TakenItem? TryTake(StationFolder station, string path)
    {
        var item = TryHold(station, Guid.CreateVersion7().ToString("N"));
        if (item is null) return null;
        Directory.CreateDirectory(item.Folder);
        try
        {
            AtomicMove.Move(path, Path.Combine(item.Folder, EntryName.Kept(Path.GetFileName(path))));
            return item;
        }
        catch (Exception refused)
        {
            item.Remove();
            item.Dispose();
            if (refused is FileNotFoundException) return null;
            throw;
        }
    }

    internal ItemFacts Read()
    {
        try
        {
            return FileFacts.Of(FactsPath, follow: false).Kind == PathKind.RegularFile ? JsonSerializer.Deserialize<ItemFacts>(File.ReadAllBytes(FactsPath)) ?? new() : new();
        }
        catch (JsonException)
        {
            // Whoever may write to the share may have spoilt it; the catalog still knows what was received.
            return new();
        }
    }

    internal void Write(ItemFacts facts) => WholeFile.Write(_station.Taken, FactsPath, JsonSerializer.SerializeToUtf8Bytes(facts));

    /// <summary>It is put away.</summary>
    internal void Remove()
    {
        if (Directory.Exists(Folder)) Directory.Delete(Folder);
        File.Delete(FactsPath);
        File.Delete(_lock.Name);
    }

    public void Dispose() => _lock.Dispose();
}
