using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Tests.Objects;
using Archive.Storage.Uploads;

namespace Archive.Storage.Tests.Uploads;

/// <summary>Uploads as files.</summary>
public sealed class FileUploadSpoolTests : UploadSpoolContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    protected override IUploadSpool Spool => new FileUploadSpool(_folder["uploads"]);

    protected override IUploadSpool OtherNode => new FileUploadSpool(_folder["uploads"]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task List_FolderWithoutFactsOrWithBrokenOnes_IsLeftOut()
    {
        Directory.CreateDirectory(_folder[Path.Combine("uploads", "stray")]);
        foreach (var facts in new[] { "", "{", "null", "{}" })
        {
            var broken = Directory.CreateDirectory(_folder[Path.Combine("uploads", NewId())]);
            await File.WriteAllTextAsync(Path.Combine(broken.FullName, "facts"), facts);
        }

        var upload = await BeginAsync(new(NewId(), 1, "a.png", 3, null, null, "anna"));
        var listed = new List<string>();
        await foreach (var state in Spool.ListAsync(None)) listed.Add(state.Upload.Id);
        Assert.Equal([upload.Id], listed);
    }

    [Fact]
    public async Task Begin_MoreThanThereIsRoomFor_IsRefused() =>
        await Assert.ThrowsAsync<StorageFullException>(() => Spool.BeginAsync(new(NewId(), 1, "a.png", long.MaxValue, null, null, "anna"), None));
}

/// <summary>Uploads as append blobs (Azurite).</summary>
[Collection(nameof(AzuriteFixture))]
public sealed class AzureUploadSpoolTests : UploadSpoolContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public AzureUploadSpoolTests(AzuriteFixture azurite)
    {
        var options = azurite.NewContainer();
        (Spool, OtherNode) = (new AzureUploadSpool(options, _folder.Path, TimeProvider.System), new AzureUploadSpool(options, _folder.Path, TimeProvider.System));
    }

    protected override IUploadSpool Spool { get; }

    protected override IUploadSpool OtherNode { get; }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Lease_Ended_LeavesNoCopy()
    {
        var upload = await BeginAsync(new(NewId(), 1, "a.png", 3, null, null, "anna"));
        await Spool.AppendAsync(upload, 0, new MemoryStream([1, 2, 3]), None);
        await using (await Spool.LeaseLocalAsync(upload, None)) Assert.Single(Directory.GetFiles(_folder.Path));
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }
}
