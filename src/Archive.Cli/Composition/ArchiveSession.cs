using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Assembly;
using Archive.Pipeline.Batches;
using Archive.Storage;
using Archive.Storage.Search.Fts5;

namespace Archive.Cli.Composition;

/// <summary>An archive held by this process alone: the data folder with catalog, objects and index, closed together.</summary>
internal sealed class ArchiveSession : IAsyncDisposable
{
    private readonly DataFolder _folder;
    private readonly Fts5SearchIndex _index;

    private ArchiveSession(DataFolder folder, ICatalog catalog, IObjectStore objects, Fts5SearchIndex index) =>
        (_folder, _index, Stores, Pdfs) =
            (folder, index, new(catalog, objects, index, folder.TemporaryPath, TimeProvider.System), new(folder.Root, objects));

    internal ArchiveStores Stores { get; }

    internal PdfFolder Pdfs { get; }

    internal ICatalog Catalog => Stores.Catalog;

    internal IObjectStore Objects => Stores.Objects;

    /// <summary>Opens the archive, making it where there is none.</summary>
    /// <exception cref="DataFolderInUseException">Another process writes to it.</exception>
    internal static async Task<ArchiveSession> OpenAsync(string path, CancellationToken cancellation)
    {
        var session = await OpenAllAsync(Own(path), cancellation);
        try
        {
            if (session._index.NeedsRebuild) await session.RebuildIndexAsync(cancellation);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _index.DisposeAsync();
        await Catalog.DisposeAsync();
        _folder.Dispose();
    }

    /// <summary>The index is disposable: missing or damaged, it is made anew from catalog and objects before anything else is done.</summary>
    private async Task RebuildIndexAsync(CancellationToken cancellation)
    {
        await new FileIndexer(Stores).RebuildAsync(cancellation);
        await _index.MarkRebuiltAsync(cancellation);
    }

    private static DataFolder Own(string path)
    {
        try
        {
            return DataFolder.Open(path);
        }
        catch (UnauthorizedAccessException forbidden)
        {
            throw new EnvironmentProblemException($"The data folder {path} cannot be written: {forbidden.Message} Name another with --data DIR.", forbidden);
        }
    }

    private static async Task<ArchiveSession> OpenAllAsync(DataFolder folder, CancellationToken cancellation)
    {
        ICatalog? catalog = null;
        try
        {
            catalog = await folder.OpenCatalogAsync(TimeProvider.System, cancellation);
            var index = await folder.OpenSearchAsync(cancellation);
            return new(folder, catalog, folder.OpenObjects(), index);
        }
        catch
        {
            if (catalog is not null) await catalog.DisposeAsync();
            folder.Dispose();
            throw;
        }
    }
}
