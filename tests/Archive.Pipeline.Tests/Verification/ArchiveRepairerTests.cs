using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Tests.Batches;
using Archive.Pipeline.Verification;
using Archive.Storage.Objects.Files;

namespace Archive.Pipeline.Tests.Verification;

public sealed class ArchiveRepairerTests : IAsyncLifetime
{
    private TestArchive _archive = null!;
    private BatchReport _batch = null!;

    public async Task InitializeAsync()
    {
        _archive = await TestArchive.CreateAsync();
        _archive.Scan("PMR-2019-00017/1.png", "TEXT:Latvija;");
        _archive.Scan("PMR-2019-00017/2.png", "TEXT:Rīga;");
        _archive.Scan("UAT-2020-00042/1.png", "TEXT:Daugavpils;");
        _batch = await _archive.IngestAsync();
    }

    public async Task DisposeAsync() => await _archive.DisposeAsync();

    [Fact]
    public async Task Repair_SoundArchive_FindsNothing() => Assert.Empty((await VerifyAsync()).Findings);

    [Theory]
    [InlineData("image", "delete")]
    [InlineData("image", "flip")]
    [InlineData("alto", "delete")]
    [InlineData("alto", "flip")]
    [InlineData("text", "flip")]
    [InlineData("pdf", "delete")]
    [InlineData("pdf", "flip")]
    public async Task Repair_LostDerivative_IsMadeAnewWithTheSameBytes(string which, string damage)
    {
        var digest = DerivativeOf(which);
        await DamageAsync(ObjectKind.Derivative, digest, damage);
        var found = await VerifyAsync();
        Assert.Contains(found.Findings, finding => finding.Kind == (damage == "flip" ? FindingKind.ChangedObject : FindingKind.MissingObject) && finding.Subject == digest.Hex);

        var repairs = await RepairAsync(found);

        Assert.All(repairs, repair => Assert.True(repair.Done, repair.Action));
        Assert.Empty((await VerifyAsync()).Findings);
        Assert.Equal(FixityOutcome.Intact, await _archive.Stores.Objects.CheckAsync(ObjectKind.Derivative, digest, default));
        Assert.Equal(_batch.Files.Select(file => file.File.Pdf), (await _archive.Stores.Catalog.ListFilesAsync(null, default)).Select(file => file.Pdf));
        Assert.All(await _archive.Stores.Catalog.ListBatchesAsync(default), batch => Assert.Equal(BatchState.Complete, batch.State));
    }

    [Theory]
    [InlineData("delete")]
    [InlineData("flip")]
    public async Task Repair_LostMaster_IsNeverInventedButPutBackFromAReplica(string damage)
    {
        var master = _batch.Files[0].Pages[0].Master;
        var replica = await CopyMasterAsync(master);
        await DamageAsync(ObjectKind.Master, master, damage);
        Directory.Delete(_archive.Inputs, recursive: true);

        var alone = await RepairAsync(await VerifyAsync());

        Assert.False(Assert.Single(alone).Done);
        Assert.Equal(master.Hex, Assert.Single((await VerifyAsync()).Findings).Subject);
        var restored = await RepairAsync(await VerifyAsync(), replica);
        Assert.True(Assert.Single(restored).Done);
        Assert.Empty((await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Repair_LostMasterWhoseSourceIsStillThere_IsPutBackFromIt()
    {
        var page = _batch.Files[0].Pages[0];
        await DamageAsync(ObjectKind.Master, page.Master, "flip");

        var repair = Assert.Single(await RepairAsync(await VerifyAsync()));

        Assert.True(repair.Done);
        Assert.Contains(page.SourcePath, repair.Action);
        Assert.Empty((await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Repair_LostMasterWhoseSourceHasOtherBytesNow_IsNotTakenFromIt()
    {
        var page = _batch.Files[0].Pages[0];
        await DamageAsync(ObjectKind.Master, page.Master, "delete");
        File.AppendAllText(page.SourcePath, "more");

        Assert.False(Assert.Single(await RepairAsync(await VerifyAsync())).Done);
    }

    [Fact]
    public async Task Repair_ReplicaIsDamagedToo_SaysSoAndChangesNothing()
    {
        var master = _batch.Files[0].Pages[0].Master;
        var replica = FileObjectStore.Open(Path.Combine(_archive.Root, "replica"));
        await DamageAsync(ObjectKind.Master, master, "flip");
        Directory.Delete(_archive.Inputs, recursive: true);

        var repair = Assert.Single(await RepairAsync(await VerifyAsync(), replica));

        Assert.False(repair.Done);
        Assert.Equal(FixityOutcome.Changed, await _archive.Stores.Objects.CheckAsync(ObjectKind.Master, master, default));
    }

    [Fact]
    public async Task Repair_Orphans_DerivativesGoMastersStay()
    {
        var derivative = await _archive.Stores.Objects.PutAsync(ObjectKind.Derivative, new MemoryStream([1, 2, 3]), default);
        var master = await _archive.Stores.Objects.PutAsync(ObjectKind.Master, new MemoryStream([4, 5, 6]), default);

        var repairs = await RepairAsync(await VerifyAsync());

        Assert.Equal([(derivative.Digest.Hex, true), (master.Digest.Hex, false)], repairs.OrderByDescending(repair => repair.Done).Select(repair => (repair.Finding.Subject, repair.Done)));
        Assert.False(await _archive.Stores.Objects.ExistsAsync(ObjectKind.Derivative, derivative.Digest, default));
        Assert.True(await _archive.Stores.Objects.ExistsAsync(ObjectKind.Master, master.Digest, default));
    }

    [Fact]
    public async Task Repair_IndexWithoutAFileAndWithAStrangeOne_HoldsWhatTheCatalogSays()
    {
        var file = _batch.Files[0].File.Id;
        await _archive.Stores.Index.RemoveFileAsync(file, default);
        var page = new IndexedPage("F00009999", null, 1, Sha256Digest.Of("other"u8), new RecognizedText(100, 100, new(300), []));
        await _archive.Stores.Index.ReplaceFileAsync("F00009999", [page], default);
        var found = await VerifyAsync();
        Assert.Equal([FindingKind.MissingIndexEntry, FindingKind.OrphanedIndexEntry], found.Findings.Select(finding => finding.Kind).Distinct().Order());

        await RepairAsync(found);

        Assert.Empty((await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Restore_ContentOfAnotherDigest_IsRefusedAndChangesNothing()
    {
        var master = _batch.Files[0].Pages[0].Master;

        await Assert.ThrowsAsync<InvalidDataException>(() => _archive.Stores.Objects.RestoreAsync(ObjectKind.Master, master, new MemoryStream([1]), default));

        Assert.Equal(FixityOutcome.Intact, await _archive.Stores.Objects.CheckAsync(ObjectKind.Master, master, default));
    }

    private Task<VerifyReport> VerifyAsync() => new ArchiveVerifier(_archive.Stores).VerifyAsync(null, default);

    private async Task<IReadOnlyList<Repair>> RepairAsync(VerifyReport report, IObjectStore? replica = null)
    {
        var repairs = await new ArchiveRepairer(_archive.Stores, replica).RepairAsync(report, default);
        Assert.Empty(await _archive.WorkReopenedAsync());
        return repairs;
    }

    private Sha256Digest DerivativeOf(string which)
    {
        var (file, page) = (_batch.Files[0].File, _batch.Files[0].Pages[1]);
        return which switch { "image" => page.Image!.Digest, "alto" => page.Alto!.Value, "text" => page.Text!.Value, _ => file.Pdf!.Digest };
    }

    private async Task DamageAsync(ObjectKind kind, Sha256Digest digest, string damage)
    {
        await using var local = await _archive.Stores.Objects.LeaseLocalAsync(kind, digest, default);
        if (damage == "delete")
        {
            File.Delete(local.Path);
            return;
        }

        var bytes = await File.ReadAllBytesAsync(local.Path);
        bytes[bytes.Length / 2] ^= 1;
        File.Delete(local.Path);
        await File.WriteAllBytesAsync(local.Path, bytes);
    }

    private async Task<FileObjectStore> CopyMasterAsync(Sha256Digest master)
    {
        var replica = FileObjectStore.Open(Path.Combine(_archive.Root, "replica"));
        await using var content = await _archive.Stores.Objects.OpenReadAsync(ObjectKind.Master, master, default);
        await replica.PutAsync(ObjectKind.Master, content, default);
        return replica;
    }
}
