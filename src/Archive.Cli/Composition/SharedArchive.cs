using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Storage;
using Archive.Storage.Catalog.Postgres;
using Archive.Storage.Objects.Azure;
using Archive.Storage.Objects.Files;
using Archive.Storage.Search;
using Archive.Storage.Search.Elastic;
using Archive.Storage.Search.Fts5;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archive.Cli.Composition;

/// <summary>How a process uses the search index of a shared archive.</summary>
internal enum IndexUse
{
    None,
    Read,
    Write,
}

/// <summary>An archive of many nodes, opened by one of them: catalog in PostgreSQL, objects and index where the settings say.</summary>
internal sealed class SharedArchive : IAsyncDisposable
{
    /// <summary>How long a silent node keeps what it holds: longer than any pause of a live one, short enough that its pages do not wait long.</summary>
    private static readonly TimeSpan LeaseTime = TimeSpan.FromSeconds(30);

    private readonly DirectoryInfo _scratch;
    private readonly DataFolder? _indexFolder;
    private readonly PostgresCatalog _catalog;

    private SharedArchive(DirectoryInfo scratch, DataFolder? indexFolder, PostgresCatalog catalog, ArchiveStores stores) =>
        (_scratch, _indexFolder, _catalog, Stores) = (scratch, indexFolder, catalog, stores);

    internal ArchiveStores Stores { get; }

    internal IWorkQueue Queue => _catalog;

    /// <summary>Opens the stores of a shared archive.</summary>
    /// <param name="nodeId">The node as which pages are held; null for a process that holds none.</param>
    /// <param name="log">Where the archive tells what it does; nowhere where null.</param>
    /// <exception cref="StoreUnavailableException">A store does not answer.</exception>
    internal static async Task<SharedArchive> OpenAsync(
        ArchivePlace place, string? nodeId, IndexUse indexUse, CancellationToken cancellation, ILogger? log = null)
    {
        log ??= NullLogger.Instance;
        var scratch = MakeScratch(place.Folder);
        DataFolder? indexFolder = null;
        PostgresCatalog? catalog = null;
        try
        {
            catalog = await PostgresCatalog.OpenAsync(place.Stores.Catalog!, nodeId, LeaseTime, TimeProvider.System, place.Options.Postgres, cancellation);
            var objects = OpenObjects(place, scratch.FullName, log);
            indexFolder = OpenIndexFolder(place, indexUse);
            var index = await OpenIndexAsync(place, indexFolder, indexUse, cancellation);
            var archive = new SharedArchive(scratch, indexFolder, catalog, new(catalog, objects, index, scratch.FullName, TimeProvider.System) { Log = log });
            // A node mends the index beside its work.
            if (nodeId is null && indexUse == IndexUse.Write && index is Fts5SearchIndex own) await ArchiveSession.MendAsync(own, archive.Stores, cancellation);
            return archive;
        }
        catch
        {
            if (catalog is not null) await catalog.DisposeAsync();
            indexFolder?.Dispose();
            scratch.Delete(recursive: true);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Stores.Index is IAsyncDisposable index) await index.DisposeAsync();
        await _catalog.DisposeAsync();
        _indexFolder?.Dispose();
        _scratch.Delete(recursive: true);
    }

    /// <summary>Its own folder, which one node alone writes; or, to search, that of another node.</summary>
    private static DataFolder? OpenIndexFolder(ArchivePlace place, IndexUse use)
    {
        if (use == IndexUse.None) return null;
        if (place.Stores.IndexFolder is { } other)
            return use == IndexUse.Read ? OpenForSearching(other) : throw new UsageException($"The index in {other} is its own node's to write: set ARCHIVE_SEARCH=none where another node has it.");
        if (!place.Stores.HasOwnIndex) return null;
        return use == IndexUse.Write ? ArchiveSession.Own(place.Folder) : OpenForSearching(place.Folder);
    }

    private static DataFolder OpenForSearching(string folder)
    {
        try
        {
            return DataFolder.OpenForSearching(folder);
        }
        catch (DirectoryNotFoundException none)
        {
            throw new EnvironmentProblemException($"{none.Message} Name the folder of the node that has it with --data DIR, or an Elasticsearch server in ARCHIVE_SEARCH.", none);
        }
    }

    /// <summary>Scratch space of this process alone, beside the data folder's own, which its owner empties.</summary>
    private static DirectoryInfo MakeScratch(string folder)
    {
        var path = Path.Combine(folder, $"scratch-{Environment.ProcessId}-{Guid.NewGuid():N}");
        return OperatingSystem.IsWindows()
            ? Directory.CreateDirectory(path)
            : Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static IObjectStore OpenObjects(ArchivePlace place, string scratch, ILogger log) => place.Stores.HasObjectFolder
        ? FileObjectStore.Open(place.Stores.Objects!, soleOwner: false)
        : new AzureObjectStore(place.Options.Azure, scratch, TimeProvider.System, log);

    private static async Task<ISearchIndex> OpenIndexAsync(ArchivePlace place, DataFolder? indexFolder, IndexUse use, CancellationToken cancellation)
    {
        if (use == IndexUse.None || place.Stores.Search == StoreSettings.NoSearch) return new NoSearchIndex();
        if (indexFolder is not null) return await indexFolder.OpenSearchAsync(cancellation);
        return await ElasticSearchIndex.OpenAsync(place.Options.Elastic, TimeProvider.System, cancellation);
    }
}
