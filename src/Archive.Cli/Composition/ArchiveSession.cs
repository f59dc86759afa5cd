using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Assembly;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Nodes;
using Archive.Storage;
using Archive.Storage.Search.Fts5;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archive.Cli.Composition;

/// <summary>
/// An archive opened for writing: one machine's, held by this process alone, with data folder, catalog, objects and index closed together;
/// or one that many nodes share.
/// </summary>
internal sealed class ArchiveSession : IAsyncDisposable
{
    private readonly Func<ValueTask> _close;

    private readonly bool _isShared;

    private ArchiveSession(ArchiveStores stores, PdfFolder pdfs, Func<ValueTask> close, IWorkQueue queue, bool isShared) =>
        (Stores, Pdfs, _close, Queue, _isShared) = (stores, pdfs, close, queue, isShared);

    internal ArchiveStores Stores { get; }

    internal PdfFolder Pdfs { get; }

    /// <summary>What is to be done; of one machine's archive, by this process alone.</summary>
    internal IWorkQueue Queue { get; }

    internal ICatalog Catalog => Stores.Catalog;

    internal IObjectStore Objects => Stores.Objects;

    /// <summary>Opens the archive, making it where there is none.</summary>
    /// <param name="sharedIndex">How the index of a shared archive is used: a node that has it in its own folder writes it alone.</param>
    /// <param name="log">Where the archive tells what it does; nowhere where null.</param>
    /// <exception cref="DataFolderInUseException">Another process writes to it.</exception>
    internal static async Task<ArchiveSession> OpenAsync(ArchivePlace place, CancellationToken cancellation, IndexUse sharedIndex = IndexUse.Write, ILogger? log = null)
    {
        if (place.Stores.IsShared)
        {
            var shared = await SharedArchive.OpenAsync(place, null, sharedIndex, cancellation, log);
            return new(shared.Stores, PdfFolder.Elsewhere, shared.DisposeAsync, shared.Queue, isShared: true);
        }

        var folder = Own(place.Folder);
        try
        {
            return await OpenAllAsync(folder, log ?? NullLogger.Instance, cancellation);
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Whether no node has work in hand; null where there are no other nodes.</summary>
    internal Func<CancellationToken, Task<bool>>? IsAtRest => !_isShared
        ? null
        : async cancellation => await Queue.GetStatusAsync(cancellation) is { PagesWaiting: 0, PagesInWork: 0, FilesUnfinished: 0 };

    /// <summary>Runs the work as the only one that verifies the archive.</summary>
    /// <returns>False where a node of the shared archive does so already; nothing was done.</returns>
    internal async Task<bool> AsSoleVerifierAsync(Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        if (_isShared) return await DutyKeeper.RunAsync(Queue, NightlyVerifier.Duty, $"verify-{Guid.NewGuid():N}", Stores.Time, work, cancellation);
        await work(cancellation);
        return true;
    }

    public ValueTask DisposeAsync() => _close();

    private static async Task<ArchiveSession> OpenAllAsync(DataFolder folder, ILogger log, CancellationToken cancellation)
    {
        var catalog = await folder.OpenCatalogAsync(TimeProvider.System, cancellation);
        try
        {
            var index = await folder.OpenSearchAsync(cancellation);
            var stores = new ArchiveStores(catalog, folder.OpenObjects(), index, folder.TemporaryPath, TimeProvider.System) { Log = log };
            await MendAsync(index, stores, cancellation);
            return new(stores, new(folder.Root, stores.Objects), async () =>
            {
                await index.DisposeAsync();
                await catalog.DisposeAsync();
                folder.Dispose();
            }, catalog.Queue, isShared: false);
        }
        catch
        {
            await catalog.DisposeAsync();
            throw;
        }
    }

    /// <summary>The index is disposable: missing or damaged, it is made anew from catalog and objects before anything else is done.</summary>
    internal static async Task MendAsync(Fts5SearchIndex index, ArchiveStores stores, CancellationToken cancellation)
    {
        if (!index.NeedsRebuild) return;
        try
        {
            await index.MendAsync(new FileIndexer(stores).FillAsync, cancellation);
        }
        catch
        {
            await index.DisposeAsync();
            throw;
        }
    }

    internal static DataFolder Own(string path)
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
}
