using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Objects.Azure;
using Archive.Testing;
using Azure.Storage.Blobs;

namespace Archive.Storage.Tests.Objects;

/// <summary>The object store's contract on Azure Blob Storage (Azurite), and what is particular to it.</summary>
[Collection(nameof(AzuriteFixture))]
public sealed class AzureObjectStoreTests : ObjectStoreContract, IDisposable
{
    private const int Megabyte = 1024 * 1024;

    private readonly TemporaryFolder _folder = new();
    private readonly AzureObjectStoreOptions _options;
    private readonly BlobContainerClient _container;
    private readonly KeptLog _log = new();

    public AzureObjectStoreTests(AzuriteFixture azurite)
    {
        _options = azurite.NewContainer();
        _container = new BlobContainerClient(_options.ConnectionString, _options.Container);
        Store = Open(_options);
    }

    protected override IObjectStore Store { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Put_SmallAndLongObject_LieUnderTheirDigestWithMd5TagsAndMetadata()
    {
        foreach (var bytes in new[] { 10, 300_000 })
        {
            var content = Content(bytes, bytes);
            var stored = await Open(_options with { BlockBytes = 65_536 }).PutAsync(ObjectKind.Master, new MemoryStream(content), None);

            var blob = _container.GetBlobClient($"masters/{stored.Digest.Hex[..2]}/{stored.Digest.Hex}");
            var properties = (await blob.GetPropertiesAsync()).Value;
            var tags = (await blob.GetTagsAsync()).Value.Tags;
            Assert.Equal(System.Security.Cryptography.MD5.HashData(content), properties.ContentHash);
            var expected = new Dictionary<string, string> { ["kind"] = "master", ["sha256"] = stored.Digest.Hex, ["received"] = "2026-03-02" };
            Assert.Equal(expected, tags);
            Assert.Equal(expected, properties.Metadata);
        }
    }

    [Fact]
    public async Task Put_SameLongObject20TimesAtOnceWithDifferentBlocks_IsWrittenOnceAndIntact()
    {
        var content = Content(7, 1_500_000);
        var stores = Enumerable.Range(0, 20).Select(i => Open(_options with { BlockBytes = 65_536 + i % 3 * 50_000 })).ToList();

        var stored = await Task.WhenAll(stores.Select(store => Task.Run(() => store.PutAsync(ObjectKind.Master, new MemoryStream(content), None))));

        Assert.Single(stored.Distinct());
        Assert.Equal([stored[0].Digest], await ListAsync(ObjectKind.Master));
        Assert.Equal(FixityOutcome.Intact, await Store.CheckAsync(ObjectKind.Master, stored[0].Digest, None));
    }

    [Fact]
    public async Task Put_Again_LeavesTheBlobUntouched()
    {
        var content = Content(8, 200_000);
        var stored = await PutAsync(content);
        var before = (await BlobOf(stored.Digest).GetPropertiesAsync()).Value.ETag;

        await PutAsync(content);
        await Open(_options with { BlockBytes = 65_536 }).PutAsync(ObjectKind.Master, new MemoryStream(content), None);

        Assert.Equal(before, (await BlobOf(stored.Digest).GetPropertiesAsync()).Value.ETag);
    }

    [Fact]
    public async Task Put_100Megabytes_GoesUpInBlocksAndComesBackIntact()
    {
        var content = Content(9, 100 * Megabyte);
        var stored = await PutAsync(content);

        Assert.Equal(FixityOutcome.Intact, await Store.CheckAsync(ObjectKind.Master, stored.Digest, None));
        await using var lease = await Store.LeaseLocalAsync(ObjectKind.Master, stored.Digest, None);
        Assert.Equal(content.Length, new FileInfo(lease.Path).Length);
        Assert.Single(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(4000)]
    [InlineData(5000)]
    public async Task Put_OtherBytesLieUnderTheDigest_IsReportedAndNotAcknowledged(int bytes)
    {
        var stored = await PutAsync(Content(10, 5000));
        await OverwriteAsync(ObjectKind.Master, stored.Digest, Content(11, bytes));

        var error = await Assert.ThrowsAsync<IOException>(() => PutAsync(Content(10, 5000)));

        Assert.Contains("is damaged", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WrongBytes_AreFoundByCheckAndRefusedByLeaseAndRead()
    {
        var stored = await PutAsync(Content(12, 200_000));
        await OverwriteAsync(ObjectKind.Master, stored.Digest, Content(13, 200_000));

        Assert.Equal(FixityOutcome.Changed, await Store.CheckAsync(ObjectKind.Master, stored.Digest, None));
        var lease = await Assert.ThrowsAsync<IOException>(() => Store.LeaseLocalAsync(ObjectKind.Master, stored.Digest, None));
        Assert.Contains($"master {stored.Digest} is damaged", lease.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
        await using var stream = await Store.OpenReadAsync(ObjectKind.Master, stored.Digest, None);
        var read = await Assert.ThrowsAsync<IOException>(() => stream.ReadExactlyAsync(new byte[stream.Length]).AsTask());
        Assert.Contains("is damaged", read.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenRead_EmptiedObject_IsDamaged()
    {
        var stored = await PutAsync(Content(14, 10));
        await OverwriteAsync(ObjectKind.Master, stored.Digest, []);
        await Assert.ThrowsAsync<IOException>(() => Store.OpenReadAsync(ObjectKind.Master, stored.Digest, None));
    }

    [Fact]
    public async Task LeaseLocal_Disposed_RemovesTheReadOnlyFile()
    {
        var stored = await PutAsync(Content(15, 1000));
        var lease = await Store.LeaseLocalAsync(ObjectKind.Master, stored.Digest, None);
        Assert.Equal(UnixFileMode.UserRead, File.GetUnixFileMode(lease.Path));

        await lease.DisposeAsync();

        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task List_MoreThanAPageWithStrangeBlobsBetween_GivesEachObjectOnceInOrder()
    {
        var stored = new List<Sha256Digest>();
        for (var seed = 0; seed < 20; seed++) stored.Add((await PutAsync(Content(seed, 20))).Digest);
        await _container.UploadBlobAsync("masters/readme.txt", BinaryData.FromString("strange"));
        await _container.UploadBlobAsync($"masters/zz/{Sha256Digest.Of("misplaced"u8)}", BinaryData.FromString("strange"));

        var listed = new List<Sha256Digest>();
        await foreach (var digest in Open(_options with { ListPage = 3 }).ListAsync(ObjectKind.Master, None)) listed.Add(digest);

        Assert.Equal(stored.Order(), listed);
    }

    [Fact]
    public async Task Put_AccountWithoutPoliciesAndHolds_StoresAndSaysSoOnce()
    {
        var store = Open(_options with { RetainMasters = TimeSpan.FromDays(30), HoldMasters = true });
        for (var seed = 0; seed < 3; seed++)
        {
            var stored = await store.PutAsync(ObjectKind.Master, new MemoryStream(Content(seed, 100)), None);
            Assert.Equal(FixityOutcome.Intact, await store.CheckAsync(ObjectKind.Master, stored.Digest, None));
        }
        Assert.Single(_log.Entries, entry => entry.Text.Contains("immutability policies", StringComparison.Ordinal));
        Assert.Single(_log.Entries, entry => entry.Text.Contains("legal hold", StringComparison.Ordinal));
    }

    protected override void Damage(ObjectKind kind, Sha256Digest digest)
    {
        var blob = BlobOf(digest, kind);
        var content = blob.DownloadContent().Value.Content.ToArray();
        content[0] ^= 1;
        blob.Upload(BinaryData.FromBytes(content), overwrite: true);
    }

    private Task OverwriteAsync(ObjectKind kind, Sha256Digest digest, byte[] content) =>
        BlobOf(digest, kind).UploadAsync(BinaryData.FromBytes(content), overwrite: true);

    private BlobClient BlobOf(Sha256Digest digest, ObjectKind kind = ObjectKind.Master) =>
        _container.GetBlobClient($"{(kind == ObjectKind.Master ? "masters" : "derivatives")}/{digest.Hex[..2]}/{digest.Hex}");

    private AzureObjectStore Open(AzureObjectStoreOptions options) => new(options, _folder.Path, new ManualTime(), _log);
}
