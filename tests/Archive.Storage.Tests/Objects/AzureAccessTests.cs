using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Objects.Azure;
using Archive.Testing;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;

namespace Archive.Storage.Tests.Objects;

/// <summary>Ways in to the store: what they permit, what is said where they do not, and that secrets stay secret.</summary>
[Collection(nameof(AzuriteFixture))]
public sealed class AzureAccessTests(AzuriteFixture azurite) : IDisposable
{
    private const string OtherKey = "d3JvbmcgYnV0IHdlbGwtZm9ybWVkIGtleSBmb3IgdGhpcyB0ZXN0IG9ubHk=";

    private readonly TemporaryFolder _folder = new();

    private static CancellationToken None => CancellationToken.None;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WrongKey_IsUnavailableAndSaysWhatToCheckWithoutTheKey()
    {
        var options = azurite.NewContainer();
        var wrong = options with { ConnectionString = $"DefaultEndpointsProtocol=http;AccountName={AzuriteServer.Account};AccountKey={OtherKey};BlobEndpoint=http://127.0.0.1:{azurite.Server.Port}/{AzuriteServer.Account};" };

        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => PutAsync(wrong));

        Assert.Contains("check the key or SAS", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(OtherKey, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ContainerSas_ThatPermitsWriting_CarriesAllOperations()
    {
        var options = await BySasAsync(BlobContainerSasPermissions.All);
        var stored = await PutAsync(options);

        Assert.Equal(FixityOutcome.Intact, await Open(options).CheckAsync(ObjectKind.Master, stored.Digest, None));
        var listed = new List<Sha256Digest>();
        await foreach (var digest in Open(options).ListAsync(ObjectKind.Master, None)) listed.Add(digest);
        Assert.Equal([stored.Digest], listed);
    }

    [Theory]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public async Task TagsRefused_ObjectsAreStoredWithoutAndItIsSaidOnce(int blockBytes)
    {
        var options = azurite.NewContainer();
        await using var proxy = new FaultProxy(azurite.Server.Port, head => head.Contains("x-ms-tags:", StringComparison.OrdinalIgnoreCase) ? Fault.Refuse : Fault.None);
        var log = new KeptLog();
        var store = Open(options with { ConnectionString = AzuriteServer.ConnectionStringAt(proxy.Port), BlockBytes = blockBytes }, log);
        for (byte i = 0; i < 3; i++)
        {
            var stored = await store.PutAsync(ObjectKind.Master, new MemoryStream([.. Enumerable.Repeat(i, 100_000)]), None);
            Assert.Equal(FixityOutcome.Intact, await store.CheckAsync(ObjectKind.Master, stored.Digest, None));
        }
        Assert.Single(log.Entries, entry => entry.Text.Contains("refuses tags", StringComparison.Ordinal));
        Assert.Equal(1, proxy.Faults);
    }

    [Fact]
    public async Task ContainerSas_ReadOnlyOrExpired_IsUnavailableWithoutTheSas()
    {
        var readOnly = await BySasAsync(BlobContainerSasPermissions.Read);
        var expired = await BySasAsync(BlobContainerSasPermissions.All, TimeSpan.FromDays(-1));
        foreach (var options in new[] { readOnly, expired })
        {
            var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => PutAsync(options));
            Assert.Contains("refuses access (403", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("sig=", error.ToString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task ContainerDeletedMeanwhile_IsUnavailableAndNotMissing()
    {
        var options = azurite.NewContainer();
        var store = Open(options);
        var stored = await store.PutAsync(ObjectKind.Master, new MemoryStream([1]), None);
        await new BlobContainerClient(options.ConnectionString, options.Container).DeleteAsync();

        Assert.Contains("was the container deleted?", (await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CheckAsync(ObjectKind.Master, stored.Digest, None))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<StoreUnavailableException>(() => store.ExistsAsync(ObjectKind.Master, stored.Digest, None));
    }

    [Fact]
    public void UnreadableConnectionString_IsRefusedWithoutQuotingIt()
    {
        var error = Assert.Throws<ArgumentException>(() => Open(new() { ConnectionString = "AccountKey=secret" }));
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Options_OutOfRange_AreRefusedAndNeverPrintSecrets()
    {
        var good = new AzureObjectStoreOptions { ConnectionString = "secret" };
        Assert.DoesNotContain("secret", good.ToString(), StringComparison.Ordinal);
        AzureObjectStoreOptions[] bad =
        [
            new(), good with { ContainerUrl = new("http://127.0.0.1/a") }, good with { Container = "Archive" }, good with { BlockBytes = 1 }, good with { ParallelBlocks = 0 },
            good with { MemoryBytes = -1 }, good with { Retries = 11 }, good with { FirstDelay = TimeSpan.Zero }, good with { AttemptTimeout = TimeSpan.Zero },
            good with { RetryFor = TimeSpan.FromHours(1) }, good with { ListPage = 0 }, good with { RetainMasters = TimeSpan.FromHours(1) },
        ];
        foreach (var options in bad) Assert.Throws<ArgumentException>(options.Validated);
    }

    private async Task<AzureObjectStoreOptions> BySasAsync(BlobContainerSasPermissions permissions, TimeSpan? term = null)
    {
        var options = azurite.NewContainer();
        var container = new BlobContainerClient(options.ConnectionString, options.Container);
        await container.CreateIfNotExistsAsync();
        return options with { ConnectionString = null, ContainerUrl = container.GenerateSasUri(permissions, TimeProvider.System.GetUtcNow() + (term ?? TimeSpan.FromHours(1))) };
    }

    private Task<StoredObject> PutAsync(AzureObjectStoreOptions options) => Open(options).PutAsync(ObjectKind.Master, new MemoryStream([1, 2, 3]), None);

    private AzureObjectStore Open(AzureObjectStoreOptions options, KeptLog? log = null) => new(options, _folder.Path, TimeProvider.System, log);
}
