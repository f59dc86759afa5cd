using System.Globalization;
using Archive.Storage.Catalog.Sqlite;
using Archive.Storage.Objects.Files;
using Archive.Storage.Search.Fts5;

namespace Archive.Storage;

/// <summary>Another process works in the data folder. <see cref="ProcessId"/> is null where it did not leave its number.</summary>
public sealed class DataFolderInUseException(string path, int? processId, Exception inner)
    : IOException($"The data folder '{path}' is in use by another process{(processId is { } id ? $" (pid {id})" : "")}. Wait until it ends, or name another folder.", inner)
{
    public string FolderPath { get; } = path;

    public int? ProcessId { get; } = processId;
}

/// <summary>
/// The folder in which the embedded configuration keeps everything: <c>catalog.db</c>, <c>search.db</c>, <c>objects/</c>, <c>tmp/</c>.
/// Held exclusively by one process, or opened beside it for reading only.
/// </summary>
public sealed class DataFolder : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    // EWOULDBLOCK of Linux and ERROR_SHARING_VIOLATION of Windows, which .NET carries in HResult.
    private const int WouldBlock = 11;
    private const int WindowsSharingViolation = unchecked((int)0x80070020);

    private readonly FileStream? _lock;

    private DataFolder(string root, FileStream? held) => (Root, _lock) = (root, held);

    /// <summary>Absolute path of the folder.</summary>
    public string Root { get; }

    public string CatalogPath => Path.Combine(Root, "catalog.db");

    public string SearchPath => Path.Combine(Root, "search.db");

    public string ObjectsPath => Path.Combine(Root, "objects");

    /// <summary>Scratch space in the same file system; emptied when the folder is opened.</summary>
    public string TemporaryPath => Path.Combine(Root, "tmp");

    /// <summary>True where this process alone may write.</summary>
    public bool IsOwner => _lock is not null;

    /// <summary>Bytes free for this user on the folder's medium; -1 where that cannot be read.</summary>
    public long FreeBytes => SpaceErrors.FreeBytes(Root);

    /// <summary>Opens the folder for this process alone, making it (readable by its owner only) if it is not there.</summary>
    /// <exception cref="DataFolderInUseException">Another process holds it.</exception>
    /// <exception cref="IOException">It cannot be made or written.</exception>
    public static DataFolder Open(string path)
    {
        var root = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        MakePrivate(root);
        var folder = new DataFolder(root, TakeLock(root));
        try
        {
            MakePrivate(folder.TemporaryPath);
            Empty(folder.TemporaryPath);
            return folder;
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Opens an existing folder without holding it, for commands that only look; another process may be writing meanwhile.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no data folder with a catalog there.</exception>
    public static DataFolder OpenForReading(string path)
    {
        var folder = new DataFolder(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), held: null);
        return File.Exists(folder.CatalogPath) ? folder : throw new DirectoryNotFoundException($"'{folder.Root}' is no data folder: it holds no catalog.");
    }

    /// <summary>The same for its search index alone: the folder of a node whose catalog lies elsewhere.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no search index there.</exception>
    public static DataFolder OpenForSearching(string path)
    {
        var folder = new DataFolder(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), held: null);
        return File.Exists(folder.SearchPath) ? folder : throw new DirectoryNotFoundException($"'{folder.Root}' holds no search index.");
    }

    /// <inheritdoc cref="SqliteCatalog.OpenAsync(string, TimeProvider, CancellationToken)"/>
    public Task<SqliteCatalog> OpenCatalogAsync(TimeProvider time, CancellationToken cancellation) =>
        SqliteCatalog.OpenAsync(CatalogPath, time, cancellation);

    /// <inheritdoc cref="FileObjectStore.Open"/>
    public FileObjectStore OpenObjects() => FileObjectStore.Open(ObjectsPath, IsOwner);

    /// <inheritdoc cref="Fts5SearchIndex.OpenAsync"/>
    public Task<Fts5SearchIndex> OpenSearchAsync(CancellationToken cancellation) => Fts5SearchIndex.OpenAsync(SearchPath, IsOwner, cancellation);

    public void Dispose() => _lock?.Dispose();

    private static FileStream TakeLock(string root)
    {
        var path = Path.Combine(root, "lock");
        // The number lies beside the lock: while the lock is held nobody else can read the locked file itself.
        var ownerPath = Path.Combine(root, "lock.pid");
        FileStream held;
        try
        {
            held = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException error) when (error.HResult is WouldBlock or WindowsSharingViolation)
        {
            throw new DataFolderInUseException(root, ReadOwner(ownerPath), error);
        }
        File.WriteAllText(ownerPath, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return held;
    }

    private static int? ReadOwner(string ownerPath)
    {
        try
        {
            return int.TryParse(File.ReadAllText(ownerPath), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static void MakePrivate(string folder)
    {
        if (Directory.Exists(folder)) return;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly);
    }

    private static void Empty(string folder)
    {
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos())
        {
            // A link is removed itself, never what it points to.
            if (entry is DirectoryInfo { LinkTarget: null } directory) directory.Delete(recursive: true);
            else entry.Delete();
        }
    }
}
