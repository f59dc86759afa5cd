using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Backup;
using Archive.Storage.Catalog.Sqlite;
using Archive.Storage.Objects.Files;

namespace Archive.Storage.Tests.Backup;

public sealed class ArchiveBackupTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private SqliteCatalog _catalog = null!;
    private FileObjectStore _objects = null!;

    private static CancellationToken None => CancellationToken.None;

    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_folder["data"]);
        _catalog = await SqliteCatalog.OpenAsync(_folder["data/catalog.db"], TimeProvider.System, None);
        _objects = FileObjectStore.Open(_folder["data/objects"]);
    }

    public async Task DisposeAsync()
    {
        await _catalog.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Restore_IntoAnEmptyPlace_HoldsTheSameRowsAndBytes()
    {
        await ReceiveAsync(12);

        var backup = await BackUpAsync();
        var restored = await RestoreAsync();

        Assert.Equal((12, 12, 0), (backup.Masters, backup.Copied, backup.Problems.Count));
        Assert.Equal((12, 0), (restored.Masters, restored.Problems.Count));
        await using var again = await SqliteCatalog.OpenAsync(_folder["new/catalog.db"], TimeProvider.System, None);
        Assert.Equal(await RowsAsync(_catalog), await RowsAsync(again));
        var objects = FileObjectStore.Open(_folder["new/objects"]);
        await foreach (var (kind, digest, _) in again.ListObjectsAsync(None)) Assert.Equal(FixityOutcome.Intact, await objects.CheckAsync(kind, digest, None));
    }

    [Fact]
    public async Task Backup_WhileMastersComeIn_EachSnapshotIsWholeInItself()
    {
        using var stop = new CancellationTokenSource();
        var receiving = Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++) await ReceiveAsync(1, $"live {i}");
        });
        for (var round = 0; round < 5; round++) Assert.Empty((await BackUpAsync()).Problems);
        await stop.CancelAsync();
        await receiving;

        var restored = await RestoreAsync();

        Assert.Empty(restored.Problems);
        await using var again = await SqliteCatalog.OpenAsync(_folder["new/catalog.db"], TimeProvider.System, None);
        Assert.Equal(restored.Masters, (await RowsAsync(again)).Count);
    }

    [Fact]
    public async Task Backup_Again_CopiesOnlyWhatIsNew()
    {
        await ReceiveAsync(5);
        await BackUpAsync();
        await ReceiveAsync(2, "later");

        Assert.Equal((7, 2), await BackUpAsync() is var second ? (second.Masters, second.Copied) : default);
    }

    [Fact]
    public async Task Backup_ArchiveHasAChangedMaster_SaysSoAndKeepsTheRest()
    {
        var damaged = (await ReceiveAsync(3))[1];
        Flip(Directory.GetFiles(_folder["data/objects"], damaged.Hex, SearchOption.AllDirectories).Single(), 4);

        var backup = await BackUpAsync();

        Assert.Contains(damaged.Hex, Assert.Single(backup.Problems));
        Assert.Equal(2, backup.Copied);
    }

    [Theory]
    [InlineData("catalog.db")]
    [InlineData("objects.txt")]
    [InlineData("manifest.json")]
    public async Task Restore_FlippedBitInTheSnapshot_IsRefusedAndRestoresNothing(string file)
    {
        await ReceiveAsync(2);
        var backup = await BackUpAsync();
        Flip(Path.Combine(backup.Snapshot, file), 100);

        await Assert.ThrowsAsync<BackupUnusableException>(RestoreAsync);

        Assert.False(File.Exists(_folder["new/catalog.db"]));
    }

    [Fact]
    public async Task Restore_FlippedBitInAnObject_IsNamedAndNotRestored()
    {
        var damaged = (await ReceiveAsync(2))[0];
        await BackUpAsync();
        Flip(Directory.GetFiles(_folder["backup/objects"], damaged.Hex, SearchOption.AllDirectories).Single(), 4);

        var restored = await RestoreAsync();

        Assert.Contains(damaged.Hex, Assert.Single(restored.Problems));
        Assert.Equal(FixityOutcome.Missing, await FileObjectStore.Open(_folder["new/objects"]).CheckAsync(ObjectKind.Master, damaged, None));
    }

    [Fact]
    public async Task Restore_SnapshotThatWasNeverFinished_IsPassedOver()
    {
        await ReceiveAsync(1);
        var whole = await BackUpAsync();
        Directory.CreateDirectory(_folder["backup/snapshots/99991231T000000000Z"]);

        Assert.Equal(whole.Snapshot, (await RestoreAsync()).Snapshot);
    }

    [Fact]
    public async Task Restore_OverACatalog_IsRefused()
    {
        await ReceiveAsync(1);
        await BackUpAsync();

        await Assert.ThrowsAsync<InvalidOperationException>(() => ArchiveBackup.ReadAsync(new SqliteSnapshots(_folder["data/catalog.db"]), _objects, _folder["backup"], None));
    }

    private Task<BackupReport> BackUpAsync() =>
        ArchiveBackup.WriteAsync(new SqliteSnapshots(_folder["data/catalog.db"]), _objects, _folder["backup"], TimeProvider.System, None);

    private Task<RestoreReport> RestoreAsync()
    {
        Directory.CreateDirectory(_folder["new"]);
        return ArchiveBackup.ReadAsync(new SqliteSnapshots(_folder["new/catalog.db"]), FileObjectStore.Open(_folder["new/objects"]), _folder["backup"], None);
    }

    private async Task<List<Sha256Digest>> ReceiveAsync(int masters, string name = "batch")
    {
        var batch = await _catalog.CreateBatchAsync(name, Sha256Digest.Of(System.Text.Encoding.UTF8.GetBytes(name)), None);
        var file = await _catalog.EnsureFileAsync(batch.Id, 0, "Bērziņa lieta", null, None);
        var digests = new List<Sha256Digest>();
        for (var i = 0; i < masters; i++)
        {
            var stored = await _objects.PutAsync(ObjectKind.Master, new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"{name} {i} of {masters}")), None);
            await _catalog.AddSourceAsync(batch.Id, file.Id, new(i, $"/in/{name}/{i}.tif", stored, MasterFormat.Tiff, 1), None);
            digests.Add(stored.Digest);
        }

        return digests;
    }

    private static async Task<List<PageRecord>> RowsAsync(SqliteCatalog catalog)
    {
        var rows = new List<PageRecord>();
        foreach (var file in await catalog.ListFilesAsync(null, None)) rows.AddRange(await catalog.ListPagesAsync(file.Id, None));
        return rows;
    }

    private static void Flip(string path, int at)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[Math.Min(at, bytes.Length - 1)] ^= 1;
        File.Delete(path);
        File.WriteAllBytes(path, bytes);
    }
}
