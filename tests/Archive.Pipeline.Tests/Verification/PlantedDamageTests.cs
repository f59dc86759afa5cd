using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Storage.Catalog.Postgres;
using Archive.Storage.Objects.Azure;
using Archive.Testing;
using Azure.Storage.Blobs;

namespace Archive.Pipeline.Tests.Verification;

/// <summary>Planted damage on SQLite and files.</summary>
public sealed class EmbeddedDamageTests : PlantedDamageContract
{
    private protected override Task<ArchiveStores> StoresAsync(ArchiveStores embedded) => Task.FromResult(embedded);

    protected override Task DeleteAsync(ObjectKind kind, Sha256Digest digest)
    {
        File.Delete(PathOf(kind, digest));
        return Task.CompletedTask;
    }

    protected override async Task FlipAsync(ObjectKind kind, Sha256Digest digest)
    {
        var path = PathOf(kind, digest);
        var bytes = await File.ReadAllBytesAsync(path);
        bytes[bytes.Length / 2] ^= 1;
        File.Delete(path);
        await File.WriteAllBytesAsync(path, bytes);
    }

    private string PathOf(ObjectKind kind, Sha256Digest digest) =>
        Path.Combine(Root, "data", "objects", kind == ObjectKind.Master ? "masters" : "derivatives", digest.Hex[..2], digest.Hex[2..4], digest.Hex);
}

/// <summary>One PostgreSQL and one Azurite for all of them.</summary>
public sealed class SharedStoresFixture : IAsyncLifetime
{
    public PostgresServer Postgres { get; private set; } = null!;

    public AzuriteServer Azurite { get; private set; } = null!;

    public async Task InitializeAsync() => (Postgres, Azurite) = (await PostgresServer.StartAsync(), await AzuriteServer.StartAsync());

    public async Task DisposeAsync()
    {
        await Azurite.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}

/// <summary>Planted damage on PostgreSQL and Azure Blob Storage.</summary>
public sealed class SharedDamageTests(SharedStoresFixture servers) : PlantedDamageContract, IClassFixture<SharedStoresFixture>
{
    private readonly string _container = $"damage-{Guid.NewGuid():N}";
    private ICatalog? _embedded;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _embedded!.DisposeAsync();
    }

    private protected override async Task<ArchiveStores> StoresAsync(ArchiveStores embedded)
    {
        _embedded = embedded.Catalog;
        var catalog = await PostgresCatalog.OpenAsync(await servers.Postgres.CreateDatabaseAsync(), null, TimeSpan.FromSeconds(30), TimeProvider.System, default);
        var options = new AzureObjectStoreOptions { ConnectionString = servers.Azurite.ConnectionString, Container = _container };
        return embedded with { Catalog = catalog, Objects = new AzureObjectStore(options, embedded.TemporaryFolder, TimeProvider.System) };
    }

    protected override Task DeleteAsync(ObjectKind kind, Sha256Digest digest) => Blob(kind, digest).DeleteAsync();

    protected override async Task FlipAsync(ObjectKind kind, Sha256Digest digest)
    {
        var bytes = (await Blob(kind, digest).DownloadContentAsync()).Value.Content.ToArray();
        bytes[bytes.Length / 2] ^= 1;
        await Blob(kind, digest).UploadAsync(new BinaryData(bytes), overwrite: true);
    }

    private BlobClient Blob(ObjectKind kind, Sha256Digest digest) => new(
        servers.Azurite.ConnectionString, _container, $"{(kind == ObjectKind.Master ? "masters" : "derivatives")}/{digest.Hex[..2]}/{digest.Hex}");
}
