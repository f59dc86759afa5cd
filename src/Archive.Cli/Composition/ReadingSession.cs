using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Ports;
using Archive.Storage;
using Archive.Storage.Search.Fts5;

namespace Archive.Cli.Composition;

/// <summary>An archive looked at while other processes may be writing to it.</summary>
internal sealed class ReadingSession : IAsyncDisposable
{
    private readonly ArchivePlace _place;
    private readonly DataFolder? _folder;
    private readonly SharedArchive? _shared;

    private ReadingSession(ArchivePlace place, DataFolder folder, ICatalog catalog)
    {
        (_place, _folder, Catalog, Objects) = (place, folder, catalog, folder.OpenObjects());
        Pdfs = new(folder.Root, Objects);
    }

    private ReadingSession(ArchivePlace place, SharedArchive shared) =>
        (_place, _shared, Catalog, Objects, Pdfs) = (place, shared, shared.Stores.Catalog, shared.Stores.Objects, PdfFolder.Elsewhere);

    internal ICatalog Catalog { get; }

    internal IObjectStore Objects { get; }

    internal PdfFolder Pdfs { get; }

    /// <exception cref="EnvironmentProblemException">There is no archive in the folder.</exception>
    internal static async Task<ReadingSession> OpenAsync(ArchivePlace place, CancellationToken cancellation)
    {
        if (place.Stores.IsShared) return new(place, await SharedArchive.OpenAsync(place, null, IndexUse.None, cancellation));
        var folder = Existing(place.Folder);
        return new(place, folder, await folder.OpenCatalogAsync(TimeProvider.System, cancellation));
    }

    /// <summary>A data folder that is there; none is made for who only wants to look.</summary>
    /// <exception cref="EnvironmentProblemException">There is no archive in the folder.</exception>
    internal static DataFolder Existing(string path)
    {
        try
        {
            return DataFolder.OpenForReading(path);
        }
        catch (DirectoryNotFoundException none)
        {
            throw new EnvironmentProblemException($"There is no archive in {path} yet. Ingest something first, or name another folder with --data DIR.", none);
        }
    }

    /// <summary>Opened for searches alone: everything else works without the index.</summary>
    /// <exception cref="SearchIndexUnusableException">The index is to be made anew by the next command that writes.</exception>
    internal async Task<SearchAccess> OpenSearchAsync(CancellationToken cancellation)
    {
        if (_folder is not null) return await Own(_folder.OpenSearchAsync(cancellation));
        var shared = await SharedArchive.OpenAsync(_place, null, IndexUse.Read, cancellation);
        return new(shared.Stores.Index, shared.DisposeAsync);
    }

    /// <summary>Accounts for a reading before anything of it is shown.</summary>
    internal Task AuditAsync(AuditAction action, string? subject, string? detail, CancellationToken cancellation) => Catalog.Audit.AppendAsync(
        [new(Guid.CreateVersion7(), TimeProvider.System.GetUtcNow(), $"console:{Environment.UserName}", action, AuditOutcome.Done, subject, Environment.MachineName, Detail: detail)], cancellation);

    public async ValueTask DisposeAsync()
    {
        if (_shared is not null)
        {
            await _shared.DisposeAsync();
            return;
        }

        await Catalog.DisposeAsync();
        _folder?.Dispose();
    }

    private static async Task<SearchAccess> Own(Task<Fts5SearchIndex> opening)
    {
        var index = await opening;
        return new(index, index.DisposeAsync);
    }
}

/// <summary>A search index opened for searching, closed by disposal.</summary>
internal sealed class SearchAccess(ISearchIndex index, Func<ValueTask> close) : IAsyncDisposable
{
    internal Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellation) => index.SearchAsync(query, cancellation);

    public ValueTask DisposeAsync() => close();
}
