using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Receive;
using Archive.Pipeline.Tests.Nodes;
using Archive.Pipeline.Tests.Workers;
using Archive.Pipeline.Workers;
using Archive.Storage;
using Archive.Storage.Search.Fts5;

namespace Archive.Pipeline.Tests.Batches;

/// <summary>A real archive in a temporary folder with real, scripted page workers; inputs lie in <see cref="Inputs"/>.</summary>
internal sealed class TestArchive : IAsyncDisposable
{
    private readonly FaultyWorkers _workers = new();
    private readonly DataFolder _folder;
    private readonly Fts5SearchIndex _index;

    private TestArchive(string root, DataFolder folder, ICatalog catalog, Fts5SearchIndex index)
    {
        (Root, _folder, _index) = (root, folder, index);
        Stores = new(catalog, folder.OpenObjects(), index, folder.TemporaryPath, TimeProvider.System);
    }

    internal string Root { get; }

    internal string Inputs => Path.Combine(Root, "in");

    internal ArchiveStores Stores { get; set; }

    internal PageWorkerOptions Options { get; set; } = FaultyWorkers.QuickOptions with { PageTimeout = TimeSpan.FromSeconds(30) };

    internal static Task<TestArchive> CreateAsync() => OpenAsync(Directory.CreateTempSubdirectory("archive-batches-").FullName);

    /// <param name="root">The folder for inputs and data; deleted with the archive.</param>
    internal static async Task<TestArchive> OpenAsync(string root)
    {
        Directory.CreateDirectory(Path.Combine(root, "in"));
        var folder = DataFolder.Open(Path.Combine(root, "data"));
        try
        {
            var catalog = await folder.OpenCatalogAsync(TimeProvider.System, default);
            return new(root, folder, catalog, await folder.OpenSearchAsync(default));
        }
        catch
        {
            folder.Dispose();
            throw;
        }
    }

    /// <summary>Writes an input; the path may name a folder, as in "PMR-2019-00017/1.png".</summary>
    internal string Scan(string relativePath, string script)
    {
        var path = Path.Combine(Inputs, relativePath);
        return ScriptedScan.Write(Path.GetDirectoryName(path)!, Path.GetFileName(path), script);
    }

    internal Task<BatchReport> IngestAsync(CancellationToken cancellation = default, IProgress<IngestProgress>? progress = null) =>
        new BatchRunner(Stores, _workers.Command, Options, new SourceReaderOptions(), TestCluster.Quick).IngestAsync(new([Inputs], null, null), progress, cancellation);

    /// <summary>Works what a repair has put back into the queue.</summary>
    internal Task<IReadOnlyList<FileProblem>> WorkReopenedAsync() => new BatchRunner(Stores, _workers.Command, Options, new SourceReaderOptions(), TestCluster.Quick).WorkReopenedAsync(default);

    internal async Task<byte[]> PdfAsync(ReportedFile file)
    {
        await using var content = await Stores.Objects.OpenReadAsync(ObjectKind.Derivative, file.File.Pdf!.Digest, default);
        using var copy = new MemoryStream();
        await content.CopyToAsync(copy);
        return copy.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        await Stores.Catalog.DisposeAsync();
        await _index.DisposeAsync();
        _folder.Dispose();
        _workers.Dispose();
        Directory.Delete(Root, recursive: true);
    }
}
