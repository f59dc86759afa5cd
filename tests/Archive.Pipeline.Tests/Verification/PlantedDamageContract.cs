using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Tests.Batches;
using Archive.Pipeline.Verification;
using Archive.Storage.Objects.Files;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Pipeline.Tests.Verification;

/// <summary>Damage of every kind, planted, found, named, mended, and not found again; a class for each pair of back-ends runs it.</summary>
public abstract class PlantedDamageContract : IAsyncLifetime
{
    private TestArchive _archive = null!;
    private BatchReport _batch = null!;

    /// <summary>Puts the catalog and objects under test into an archive that nothing was ingested into.</summary>
    private protected abstract Task<ArchiveStores> StoresAsync(ArchiveStores embedded);

    /// <summary>Takes an object away, behind the store's back.</summary>
    protected abstract Task DeleteAsync(ObjectKind kind, Sha256Digest digest);

    /// <summary>Flips a bit of an object, behind the store's back.</summary>
    protected abstract Task FlipAsync(ObjectKind kind, Sha256Digest digest);

    private protected string Root => _archive.Root;

    public async Task InitializeAsync()
    {
        _archive = await TestArchive.CreateAsync();
        _archive.Stores = await StoresAsync(_archive.Stores);
        _archive.Scan("PMR-2019-00017/1.png", "TEXT:Latvija;");
        _archive.Scan("PMR-2019-00017/2.png", "TEXT:Rīga;");
        _archive.Scan("UAT-2020-00042/1.png", "TEXT:Daugavpils;");
        _batch = await _archive.IngestAsync();
    }

    public virtual async Task DisposeAsync() => await _archive.DisposeAsync();

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
    public async Task Repair_IndexWithAnotherStateOfAPage_HoldsWhatTheCatalogSays()
    {
        var file = _batch.Files[1].File.Id;
        var page = new IndexedPage(file, null, 1, Sha256Digest.Of("older"u8), new RecognizedText(100, 100, new(300), []));
        await _archive.Stores.Index.ReplaceFileAsync(file, [page], default);

        var found = await VerifyAsync();

        Assert.Equal((FindingKind.StaleIndexEntry, $"{file} page 1"), Assert.Single(found.Findings.Select(finding => (finding.Kind, finding.Subject))));
        await RepairAsync(found);
        Assert.Empty((await VerifyAsync()).Findings);
        Assert.Equal(1, (await _archive.Stores.Index.SearchAsync(new("Daugavpils", Visibility.Everything), default)).Total);
    }

    [Fact]
    public async Task Repair_PageTwiceInTheIndex_IsThereOnce()
    {
        SpoilIndex(
            """
            alter table page rename to strict_page;
            create table page (id integer primary key, file_id text not null, number integer not null, case_number text, revision blob not null);
            insert into page select * from strict_page; drop table strict_page;
            insert into page select 77, file_id, number, case_number, revision from page where id = 1;
            insert into page_words select 77, words from page_words where page_id = 1; insert into classed_page select 77, class_id from classed_page where page_id = 1;
            insert into page_text (rowid, words, pieces) values (77, 'latvija', '');
            """);
        var found = await VerifyAsync();
        Assert.Equal(FindingKind.DoubleIndexEntry, Assert.Single(found.Findings).Kind);

        await RepairAsync(found);

        Assert.Empty((await VerifyAsync()).Findings);
        Assert.Equal(1, (await _archive.Stores.Index.SearchAsync(new("Latvija", Visibility.Everything), default)).Total);
    }

    [Fact]
    public async Task Repair_TextInTheIndexThatNoPageHas_IsTakenOut()
    {
        SpoilIndex("insert into page_text (rowid, words, pieces) values (77, 'latvija', '')");
        var found = await VerifyAsync();
        Assert.Equal(FindingKind.OrphanedIndexEntry, Assert.Single(found.Findings).Kind);

        await RepairAsync(found);

        Assert.Empty((await VerifyAsync()).Findings);
    }

    [Theory]
    [InlineData(FindingKind.PdfOfOtherPages)]
    [InlineData(FindingKind.PdfNotConforming)]
    public async Task Repair_PdfThatIsNotTheFiles_IsAssembledAnew(FindingKind kind)
    {
        var (file, other) = (_batch.Files[0].File, _batch.Files[1].File);
        var wrong = kind == FindingKind.PdfOfOtherPages ? other.Pdf! : await _archive.Stores.Objects.PutAsync(ObjectKind.Derivative, new MemoryStream("%PDF-1.7 nothing"u8.ToArray()), default);
        await _archive.Stores.Catalog.SetAssembledAsync(file.Id, wrong, default);
        var found = await VerifyAsync();
        Assert.Contains(found.Findings, finding => finding.Kind == kind && finding.Subject == file.Id);

        await RepairAsync(found);

        Assert.Empty((await VerifyAsync()).Findings);
        Assert.Equal(_batch.Files.Select(reported => reported.File.Pdf), (await _archive.Stores.Catalog.ListFilesAsync(null, default)).Select(now => now.Pdf));
    }

    [Fact]
    public async Task Verify_Mismatch_IsAnAlarmOnceAndAnEventEachTime()
    {
        var master = _batch.Files[0].Pages[0].Master;
        await FlipAsync(ObjectKind.Master, master);
        var alarms = new List<VerifyFinding>();
        for (var time = 0; time < 2; time++)
        {
            var verifier = new ArchiveVerifier(_archive.Stores);
            verifier.Mismatch += alarms.Add;
            Assert.True((await verifier.VerifyAsync(null, default)).HasMismatch);
        }

        Assert.Equal(master.Hex, Assert.Single(alarms).Subject);
        Assert.Equal(2, await EventsAsync(master.Hex, "fail"));
        Assert.Equal(2, await EventsAsync("all objects", "fail"));
        Assert.Equal(1, (await _archive.Stores.Catalog.Verification.SummarizeAsync(default)).NotIntact);
    }

    [Fact]
    public async Task Verify_Interrupted_GoesOnWithWhatItHadNotReadYet()
    {
        var store = new ReadLimit(_archive.Stores.Objects) { Left = 5 };
        var stores = _archive.Stores with { Objects = store };
        await Assert.ThrowsAsync<OperationCanceledException>(() => new ArchiveVerifier(stores).VerifyAsync(null, default));
        store.Left = int.MaxValue;

        var report = await new ArchiveVerifier(stores).VerifyAsync(null, default);

        Assert.True(report.Sound);
        Assert.Equal(store.Read.Count, store.Read.Distinct().Count());
        Assert.Equal(0, (await _archive.Stores.Catalog.Verification.SummarizeAsync(default)).NeverChecked);
    }

    [Fact]
    public async Task Verify_Budget_ReadsWhatWasCheckedLongestAgoUntilAllWere()
    {
        var store = new ReadLimit(_archive.Stores.Objects) { Left = int.MaxValue };
        var stores = _archive.Stores with { Objects = store };
        var nights = 0;
        while ((await new ArchiveVerifier(stores, new() { MostBytes = 1 }).VerifyAsync(null, default)).Due)
        {
            Assert.Equal(++nights, store.Read.Count);
            if ((await _archive.Stores.Catalog.Verification.SummarizeAsync(default)).NeverChecked == 0) break;
        }

        Assert.Equal(nights, store.Read.Distinct().Count());
        await new ArchiveVerifier(stores, new() { MostBytes = 1 }).VerifyAsync(null, default);
        Assert.Equal(store.Read[0], store.Read[^1]);
    }

    [Fact]
    public async Task Verify_WithoutTheIndex_LooksAtTheRest()
    {
        await DamageAsync(ObjectKind.Derivative, DerivativeOf("image"), "delete");

        var report = await new ArchiveVerifier(_archive.Stores with { Index = new Archive.Storage.Search.NoSearchIndex() }, new() { CheckIndex = false }).VerifyAsync(null, default);

        Assert.Null(report.IndexEntries);
        Assert.Equal(FindingKind.MissingObject, Assert.Single(report.Findings).Kind);
    }

    [Fact]
    public async Task Repair_IndexOfAnotherNode_IsPutIntoItsQueue()
    {
        var file = _batch.Files[0].File.Id;
        await _archive.Stores.Index.RemoveFileAsync(file, default);

        await new ArchiveRepairer(_archive.Stores, ownsIndex: false).RepairAsync(await VerifyAsync(), default);

        Assert.Null((await _archive.Stores.Catalog.GetFileAsync(file, default))!.IndexedAt);
        Assert.Empty(await _archive.WorkReopenedAsync());
        Assert.Empty((await VerifyAsync()).Findings);
    }

    [Fact]
    public async Task Repair_OrphanWhileNodesHaveWorkInHand_IsKept()
    {
        var derivative = await _archive.Stores.Objects.PutAsync(ObjectKind.Derivative, new MemoryStream([1, 2, 3]), default);

        var repair = Assert.Single(await new ArchiveRepairer(_archive.Stores, isAtRest: _ => Task.FromResult(false)).RepairAsync(await VerifyAsync(), default));

        Assert.False(repair.Done);
        Assert.True(await _archive.Stores.Objects.ExistsAsync(ObjectKind.Derivative, derivative.Digest, default));
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

    private void SpoilIndex(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(_archive.Root, "data", "search.db")};Pooling=False");
        connection.Execute(sql);
    }

    private async Task<int> EventsAsync(string subject, string outcome)
    {
        var count = 0;
        await foreach (var told in _archive.Stores.Catalog.ListEventsAsync(subject, default)) count += told is { Type: "fixity check" } && told.Outcome == outcome ? 1 : 0;
        return count;
    }

    private Sha256Digest DerivativeOf(string which)
    {
        var (file, page) = (_batch.Files[0].File, _batch.Files[0].Pages[1]);
        return which switch { "image" => page.Image!.Digest, "alto" => page.Alto!.Value, "text" => page.Text!.Value, _ => file.Pdf!.Digest };
    }

    private Task DamageAsync(ObjectKind kind, Sha256Digest digest, string damage) => damage == "delete" ? DeleteAsync(kind, digest) : FlipAsync(kind, digest);

    private async Task<FileObjectStore> CopyMasterAsync(Sha256Digest master)
    {
        var replica = FileObjectStore.Open(Path.Combine(_archive.Root, "replica"));
        await using var content = await _archive.Stores.Objects.OpenReadAsync(ObjectKind.Master, master, default);
        await replica.PutAsync(ObjectKind.Master, content, default);
        return replica;
    }
}
