using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Testing;

namespace Archive.Storage.Tests.Catalog;

/// <summary>What every catalog must hold to; a class per implementation runs it.</summary>
public abstract class CatalogContract : IAsyncLifetime
{
    protected static readonly Sha256Digest Recipe = Sha256Digest.Of("recipe"u8);

    protected ManualTime Time { get; } = new();

    protected ICatalog Catalog { get; private set; } = null!;

    protected static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync() => Catalog = await OpenAsync();

    public virtual async Task DisposeAsync() => await Catalog.DisposeAsync();

    /// <summary>Opens the catalog under test; a second call sees what the first stored.</summary>
    protected abstract Task<ICatalog> OpenAsync();

    /// <summary>As after the death of the process: closes, and opens again.</summary>
    protected async Task ReopenAsync()
    {
        await Catalog.DisposeAsync();
        Catalog = await OpenAsync();
    }

    protected static Sha256Digest DigestOf(string content) => Sha256Digest.Of(System.Text.Encoding.UTF8.GetBytes(content));

    protected static ReceivedSource Source(int ordinal, string path, string? content = null, int pages = 1) =>
        new(ordinal, path, new StoredObject(DigestOf(content ?? path), 1000), MasterFormat.Tiff, pages);

    protected Task<BatchRecord> NewBatchAsync(string name = "batch") => Catalog.CreateBatchAsync(name, DigestOf(name), None);

    protected async Task<(BatchRecord Batch, FileRecord File)> NewFileAsync(int pages, string name = "batch")
    {
        var batch = await NewBatchAsync(name);
        var file = await Catalog.EnsureFileAsync(batch.Id, 0, "Bērziņa lieta", null, None);
        await Catalog.AddSourceAsync(batch.Id, file.Id, Source(0, $"/in/{name}.tif", pages: pages), None);
        return (batch, file);
    }

    protected static FinishedPage Finished(PageRecord page, PageResult? result = null) => new(
        page.Id, result ?? new PageResult { Outcome = PageOutcome.Done },
        new PageImageRecord(PageImageEncoding.CcittG4, 2480, 3508, DigestOf($"image {page.Id}")), DigestOf($"alto {page.Id}"), DigestOf($"text {page.Id}"), Recipe);

    protected async Task<List<(ObjectKind Kind, Sha256Digest Digest, string NamedBy)>> ObjectsAsync()
    {
        var objects = new List<(ObjectKind, Sha256Digest, string)>();
        await foreach (var named in Catalog.ListObjectsAsync(None)) objects.Add(named);
        return objects;
    }
}
