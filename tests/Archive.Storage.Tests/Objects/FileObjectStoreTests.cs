using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Objects.Files;

namespace Archive.Storage.Tests.Objects;

/// <summary>The object store's contract on files, and what is particular to files.</summary>
public sealed class FileObjectStoreTests : ObjectStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public FileObjectStoreTests() => Store = FileObjectStore.Open(Root);

    protected override IObjectStore Store { get; }

    private string Root => _folder["objects"];

    private string[] Incoming => Directory.GetFiles(Path.Combine(Root, "incoming"));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Put_Object_LiesUnderItsDigestAndIsReadOnly()
    {
        var stored = await PutAsync(Content(1, 10));
        var path = PathOf(ObjectKind.Master, stored.Digest);

        Assert.True(File.Exists(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.GroupRead, File.GetUnixFileMode(path));
        Assert.Empty(Incoming);
    }

    [Fact]
    public async Task Put_ExistingObjectCutShort_IsReportedAndNotCovered()
    {
        var stored = await PutAsync(Content(2, 100));
        var path = PathOf(ObjectKind.Master, stored.Digest);
        Damage(path, file => file.SetLength(40));

        var error = await Assert.ThrowsAsync<IOException>(() => PutAsync(Content(2, 100)));

        Assert.Contains("40 bytes instead of 100", error.Message, StringComparison.Ordinal);
        Assert.Equal(40, new FileInfo(path).Length);
    }

    [Fact]
    public async Task Open_LeftoversOfADeadProcess_AreRemovedByTheOwnerOnly()
    {
        await File.WriteAllTextAsync(Path.Combine(Root, "incoming", "half"), "half an object");

        FileObjectStore.Open(Root, soleOwner: false);
        Assert.Single(Incoming);

        FileObjectStore.Open(Root);
        Assert.Empty(Incoming);
    }

    [Fact]
    public async Task Put_FolderObstructed40Times_FailsCleanAndRecovers()
    {
        for (var cycle = 0; cycle < 40; cycle++)
        {
            // Permissions do not hold back root, a file in the folder's place does.
            var content = Content(cycle, 1000);
            var first = Path.Combine(Root, "masters", Sha256Digest.Of(content).Hex[..2]);
            Directory.CreateDirectory(Path.GetDirectoryName(first)!);
            if (Directory.Exists(first)) Directory.Delete(first, recursive: true);
            await File.WriteAllTextAsync(first, "in the way");

            await Assert.ThrowsAnyAsync<IOException>(() => FileObjectStore.Open(Root).PutAsync(ObjectKind.Master, new MemoryStream(content), None));

            Assert.Empty(Incoming);
            File.Delete(first);
            var stored = await FileObjectStore.Open(Root).PutAsync(ObjectKind.Master, new MemoryStream(content), None);
            Assert.Equal(FixityOutcome.Intact, await Store.CheckAsync(ObjectKind.Master, stored.Digest, None));
        }
    }

    [Theory]
    [InlineData(28)]
    [InlineData(122)]
    [InlineData(27)]
    public async Task Put_NoSpaceErrno_IsStorageFullWithPathAndFreeBytes(int errno)
    {
        var full = new BreakingStream(1000, new IOException("no room", errno));
        var error = await Assert.ThrowsAsync<StorageFullException>(() => Store.PutAsync(ObjectKind.Master, full, None));

        Assert.StartsWith(Root, error.Path, StringComparison.Ordinal);
        Assert.True(error.FreeBytes > 0);
        Assert.Empty(Incoming);
    }

    [Fact]
    public async Task List_StrangeFiles_ArePassedOver()
    {
        var stored = await PutAsync(Content(3, 10));
        var folder = Path.GetDirectoryName(PathOf(ObjectKind.Master, stored.Digest))!;
        await File.WriteAllTextAsync(Path.Combine(folder, "Thumbs.db"), "");
        await File.WriteAllTextAsync(Path.Combine(folder, Sha256Digest.Of("misplaced"u8).Hex), "");

        Assert.Equal([stored.Digest], await ListAsync(ObjectKind.Master));
    }

    [Fact]
    public async Task PutAndRead_1000Cycles_LeaksNoDescriptors()
    {
        await CycleAsync(10);
        var before = Directory.GetFiles("/proc/self/fd").Length;
        await CycleAsync(1000);
        // Other tests open files meanwhile; a leak would show as a thousand.
        Assert.InRange(Directory.GetFiles("/proc/self/fd").Length, 0, before + 200);
    }

    private async Task CycleAsync(int cycles)
    {
        for (var cycle = 0; cycle < cycles; cycle++)
        {
            var stored = await PutAsync(Content(cycle % 3, 100));
            await using var stream = await Store.OpenReadAsync(ObjectKind.Master, stored.Digest, None);
        }
    }

    protected override void Damage(ObjectKind kind, Sha256Digest digest) => Damage(PathOf(kind, digest), file =>
    {
        var first = file.ReadByte();
        file.Position = 0;
        file.WriteByte((byte)(first ^ 1));
    });

    private static void Damage(string path, Action<FileStream> alter)
    {
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        alter(file);
    }

    private string PathOf(ObjectKind kind, Sha256Digest digest) =>
        Path.Combine(Root, kind == ObjectKind.Master ? "masters" : "derivatives", digest.Hex[..2], digest.Hex[2..4], digest.Hex);
}
