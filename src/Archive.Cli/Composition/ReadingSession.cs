using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage;
using Archive.Storage.Search.Fts5;

namespace Archive.Cli.Composition;

/// <summary>An archive looked at while another process may be writing to it.</summary>
internal sealed class ReadingSession : IAsyncDisposable
{
    private readonly DataFolder _folder;

    private ReadingSession(DataFolder folder, ICatalog catalog)
    {
        (_folder, Catalog, Objects) = (folder, catalog, folder.OpenObjects());
        Pdfs = new(folder.Root, Objects);
    }

    internal ICatalog Catalog { get; }

    internal IObjectStore Objects { get; }

    internal PdfFolder Pdfs { get; }

    /// <exception cref="EnvironmentProblemException">There is no archive in the folder.</exception>
    internal static async Task<ReadingSession> OpenAsync(string path, CancellationToken cancellation)
    {
        var folder = Existing(path);
        return new(folder, await folder.OpenCatalogAsync(TimeProvider.System, cancellation));
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
    internal Task<Fts5SearchIndex> OpenSearchAsync(CancellationToken cancellation) => _folder.OpenSearchAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await Catalog.DisposeAsync();
        _folder.Dispose();
    }
}
