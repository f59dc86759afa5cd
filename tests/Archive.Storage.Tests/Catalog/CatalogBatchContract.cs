using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Catalog;

/// <summary>The contract about batches, files and sources.</summary>
public abstract class CatalogBatchContract : CatalogContract
{
    [Fact]
    public async Task CreateBatch_New_IsReceivingAndFoundByKeyAndId()
    {
        var batch = await NewBatchAsync();

        Assert.Equal(BatchState.Receiving, batch.State);
        Assert.Equal(Time.GetUtcNow(), batch.CreatedAt);
        Assert.Null(batch.CompletedAt);
        Assert.Equal(batch, await Catalog.FindBatchAsync(batch.SourceKey, None));
        Assert.Equal(batch, await Catalog.GetBatchAsync(batch.Id, None));
        Assert.Null(await Catalog.FindBatchAsync(DigestOf("another"), None));
        Assert.Null(await Catalog.GetBatchAsync(batch.Id + 1, None));
    }

    [Fact]
    public async Task CreateBatch_RepeatedBeforeCompletion_TakesUpTheSameBatch()
    {
        var first = await NewBatchAsync();
        await ReopenAsync();

        Assert.Equal(first, await NewBatchAsync());
        Assert.Single(await Catalog.ListBatchesAsync(None));
    }

    [Fact]
    public async Task CreateBatch_AfterCompletion_MakesANewerBatchThatIsFoundFirst()
    {
        var first = await NewBatchAsync();
        await Catalog.SetBatchStateAsync(first.Id, BatchState.Complete, None);

        var second = await NewBatchAsync();

        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal(second, await Catalog.FindBatchAsync(first.SourceKey, None));
        Assert.Equal([second.Id, first.Id], (await Catalog.ListBatchesAsync(None)).Select(batch => batch.Id));
    }

    [Fact]
    public async Task GetFiles_SomeThereAndSomeNot_GivesThoseThatThereAre()
    {
        var (_, first) = await NewFileAsync(2, "one");
        var (_, second) = await NewFileAsync(3, "two");
        var (_, third) = await NewFileAsync(1, "three");
        await Catalog.SetAccessAsync(second, second.Case, new("riga", true), None);

        var found = await Catalog.GetFilesAsync([third.Id, second.Id, "F99999999", "", "' or 1=1", "f00000001", second.Id], None);

        Assert.Equal(new[] { second.Id, third.Id }.Order(), found.Keys.Order());
        Assert.Equal(await Catalog.GetFileAsync(second.Id, None), found[second.Id]);
        Assert.Equal(await Catalog.GetFileAsync(third.Id, None), found[third.Id]);
        Assert.DoesNotContain(first.Id, found.Keys);
        Assert.Empty(await Catalog.GetFilesAsync([], None));
    }

    [Fact]
    public async Task SetBatchState_CompleteTwice_KeepsTheFirstTime()
    {
        var batch = await NewBatchAsync();
        Time.Advance(TimeSpan.FromMinutes(5));
        var completed = Time.GetUtcNow();
        await Catalog.SetBatchStateAsync(batch.Id, BatchState.Complete, None);
        Time.Advance(TimeSpan.FromMinutes(5));
        await Catalog.SetBatchStateAsync(batch.Id, BatchState.Complete, None);

        Assert.Equal(completed, (await Catalog.GetBatchAsync(batch.Id, None))!.CompletedAt);
    }

    [Fact]
    public async Task SetBatchState_BackToProcessing_IsNoLongerCompleted()
    {
        var batch = await NewBatchAsync();
        await Catalog.SetBatchStateAsync(batch.Id, BatchState.Complete, None);
        await Catalog.SetBatchStateAsync(batch.Id, BatchState.Processing, None);

        Assert.Equal(batch with { State = BatchState.Processing }, await Catalog.GetBatchAsync(batch.Id, None));
    }

    [Fact]
    public async Task SetBatchState_UnknownBatch_Throws() =>
        await Assert.ThrowsAsync<InvalidOperationException>(() => Catalog.SetBatchStateAsync(99, BatchState.Complete, None));

    [Fact]
    public async Task EnsureFile_Repeated_ReturnsTheSameFile()
    {
        var batch = await NewBatchAsync();
        var made = await Catalog.EnsureFileAsync(batch.Id, 3, "PMR-2019-00017", CaseNumber.Parse("PMR-2019-00017"), None);
        Time.Advance(TimeSpan.FromHours(1));
        await ReopenAsync();

        Assert.Equal(made, await Catalog.EnsureFileAsync(batch.Id, 3, "PMR-2019-00017", CaseNumber.Parse("PMR-2019-00017"), None));
        Assert.Equal(made, await Catalog.GetFileAsync(made.Id, None));
        Assert.Equal("PMR-2019-00017", made.Case.ToString());
    }

    [Fact]
    public async Task EnsureFile_First_HasAnIdOfEightDigits()
    {
        var batch = await NewBatchAsync();
        Assert.Matches("^F[0-9]{8}$", (await Catalog.EnsureFileAsync(batch.Id, 0, "a", null, None)).Id);
    }

    [Theory]
    [InlineData("F99999999")]
    [InlineData("")]
    [InlineData("F1")]
    [InlineData("F 0000001")]
    [InlineData("F0000001' or 1=1 --")]
    [InlineData("F99999999999999999999999")]
    public async Task GetFile_UnknownOrMalformedId_ReturnsNull(string id)
    {
        await NewFileAsync(1);
        Assert.Null(await Catalog.GetFileAsync(id, None));
        Assert.Empty(await Catalog.ListPagesAsync(id, None));
    }

    [Fact]
    public async Task ListFiles_FilesWithoutPages_AreLeftOut()
    {
        var (batch, file) = await NewFileAsync(1);
        await Catalog.EnsureFileAsync(batch.Id, 1, "empty", null, None);
        var (_, other) = await NewFileAsync(1, "other");

        Assert.Equal([file.Id], (await Catalog.ListFilesAsync(batch.Id, None)).Select(listed => listed.Id));
        Assert.Equal([file.Id, other.Id], (await Catalog.ListFilesAsync(null, None)).Select(listed => listed.Id));
    }

    [Fact]
    public async Task ListFiles_GoingOnAfterAFile_ListsTheNextOnesOfTheBatchOrCase()
    {
        var (batch, first) = await NewFileAsync(1);
        var (_, elsewhere) = await NewFileAsync(1, "other");
        var third = await Catalog.EnsureFileAsync(batch.Id, 1, "third", CaseNumber.Parse("UAT-2020-00031"), None);
        await Catalog.AddSourceAsync(batch.Id, third.Id, Source(1, "/in/third.tif", pages: 2), None);

        async Task<IEnumerable<string>> List(FileListing listing) => (await Catalog.ListFilesAsync(listing, None)).Select(file => file.Id);

        Assert.Equal([first.Id, elsewhere.Id], await List(new(null, null, null, 2)));
        Assert.Equal([third.Id], await List(new(null, null, elsewhere.Id, 2)));
        Assert.Equal([third.Id], await List(new(batch.Id, null, first.Id, 2)));
        Assert.Equal([third.Id], await List(new(null, third.Case, null, 2)));
        Assert.Empty(await List(new(null, third.Case, third.Id, 2)));
        Assert.Equal(2, (await Catalog.ListFilesAsync(new FileListing(null, third.Case, null, 1), None))[0].PageCount);
    }

    [Fact]
    public async Task AddSource_SeveralSources_NumbersPagesOnwards()
    {
        var (batch, file) = await NewFileAsync(2);
        await Catalog.AddSourceAsync(batch.Id, file.Id, Source(1, "/in/second.tif", pages: 3), None);

        var pages = await Catalog.ListPagesAsync(file.Id, None);

        Assert.Equal([1, 2, 3, 4, 5], pages.Select(page => page.Number));
        Assert.Equal([0, 1, 0, 1, 2], pages.Select(page => page.PageIndex));
        Assert.Equal("/in/second.tif", pages[4].SourcePath);
        Assert.Equal(DigestOf("/in/second.tif"), pages[4].Master);
        Assert.All(pages, page => Assert.Equal((PageState.Received, 0, 0), (page.State, page.Attempts, page.Failures)));
        Assert.Equal((0, 5), await Catalog.CountPagesAsync(batch.Id, None));
    }

    [Fact]
    public async Task AddSource_SamePathAgain_ReturnsTheRecordAndAddsNothing()
    {
        var (batch, file) = await NewFileAsync(2);
        await ReopenAsync();

        var again = await Catalog.AddSourceAsync(batch.Id, file.Id, Source(0, "/in/batch.tif", pages: 2), None);
        var grown = await Catalog.AddSourceAsync(batch.Id, file.Id, Source(7, "/in/batch.tif", "other bytes", 9), None);

        Assert.Equal(SourceDisposition.Received, again.Disposition);
        Assert.Equal(again, grown);
        Assert.Equal(2, (await Catalog.ListPagesAsync(file.Id, None)).Count);
        Assert.Equal([again], await Catalog.ListSourcesAsync(batch.Id, None));
    }

    [Fact]
    public async Task AddSource_SameBytesUnderAnotherPath_IsADuplicateWithoutPages()
    {
        var (batch, file) = await NewFileAsync(2);
        var second = await Catalog.EnsureFileAsync(batch.Id, 1, "second", null, None);

        var duplicate = await Catalog.AddSourceAsync(batch.Id, second.Id, Source(1, "/in/copy.tif", "/in/batch.tif", 2), None);

        Assert.Equal(SourceDisposition.Duplicate, duplicate.Disposition);
        Assert.Equal("/in/batch.tif", duplicate.DuplicateOf);
        Assert.Empty(await Catalog.ListPagesAsync(second.Id, None));
        Assert.Equal(2, (await Catalog.ListPagesAsync(file.Id, None)).Count);
        Assert.Equal(duplicate, await Catalog.AddSourceAsync(batch.Id, second.Id, Source(1, "/in/copy.tif", "/in/batch.tif", 2), None));
    }

    [Fact]
    public async Task AddSource_SameBytesInAnotherBatch_IsReceivedThere()
    {
        await NewFileAsync(1);
        var other = await NewBatchAsync("other");
        var file = await Catalog.EnsureFileAsync(other.Id, 0, "file", null, None);

        var source = await Catalog.AddSourceAsync(other.Id, file.Id, Source(0, "/in/batch.tif"), None);

        Assert.Equal(SourceDisposition.Received, source.Disposition);
    }

    [Fact]
    public async Task AddSource_AfterAssembly_TakesBackAssembledAndIndexed()
    {
        var (batch, file) = await NewFileAsync(1);
        await Catalog.SetAssembledAsync(file.Id, new StoredObject(DigestOf("pdf"), 10), None);
        await Catalog.SetIndexedAsync(file, None);

        await Catalog.AddSourceAsync(batch.Id, file.Id, Source(1, "/in/late.tif"), None);

        var now = (await Catalog.GetFileAsync(file.Id, None))!;
        Assert.Equal((null, null, null), (now.Pdf, now.AssembledAt, now.IndexedAt));
    }

    [Fact]
    public async Task AddSource_FileOfAnotherBatch_Throws()
    {
        var (_, file) = await NewFileAsync(1);
        var other = await NewBatchAsync("other");
        await Assert.ThrowsAsync<InvalidOperationException>(() => Catalog.AddSourceAsync(other.Id, file.Id, Source(0, "/in/x.tif"), None));
        Assert.Empty(await Catalog.ListSourcesAsync(other.Id, None));
    }

    [Fact]
    public async Task RejectSource_Repeated_IsOneRecordWithTheLatestReason()
    {
        var batch = await NewBatchAsync();
        await Catalog.RejectSourceAsync(batch.Id, 0, "/in/a.tif", null, "cannot be read", None);
        var rejected = await Catalog.RejectSourceAsync(batch.Id, 0, "/in/a.tif", DigestOf("x"), "is empty", None);

        Assert.Equal(new SourceRecord(batch.Id, 0, "/in/a.tif", SourceDisposition.Rejected, DigestOf("x"), null, "is empty", null), rejected);
        Assert.Equal([rejected], await Catalog.ListSourcesAsync(batch.Id, None));
    }

    [Fact]
    public async Task AddSource_PathRejectedBefore_IsReceivedNow()
    {
        var (batch, file) = await NewFileAsync(1);
        await Catalog.RejectSourceAsync(batch.Id, 1, "/in/mended.tif", null, "cannot be read", None);

        var source = await Catalog.AddSourceAsync(batch.Id, file.Id, Source(1, "/in/mended.tif"), None);

        Assert.Equal((SourceDisposition.Received, null), (source.Disposition, source.Reason));
        Assert.Equal(2, (await Catalog.ListSourcesAsync(batch.Id, None)).Count);
        Assert.Equal(2, (await Catalog.ListPagesAsync(file.Id, None)).Count);
    }

    [Fact]
    public async Task RejectSource_PathReceivedBefore_StaysReceived()
    {
        var (batch, _) = await NewFileAsync(1);
        var source = await Catalog.RejectSourceAsync(batch.Id, 0, "/in/batch.tif", null, "is gone", None);
        Assert.Equal(SourceDisposition.Received, source.Disposition);
    }

    [Fact]
    public async Task Intake_TheSameCommandManyTimesAtOnce_EntersEverythingOnce()
    {
        var seen = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            var (batch, file) = await NewFileAsync(3);
            return (batch.Id, FileId: file.Id, await Catalog.RejectSourceAsync(batch.Id, 1, "/in/bad.tif", null, "is empty", None));
        })));

        Assert.Single(seen.Distinct());
        Assert.Single(await Catalog.ListBatchesAsync(None));
        Assert.Equal([1, 2, 3], (await Catalog.ListPagesAsync(seen[0].FileId, None)).Select(page => page.Number));
        Assert.Equal(2, (await Catalog.ListSourcesAsync(seen[0].Id, None)).Count);
        Assert.Equal((0, 3), await Catalog.CountPagesAsync(seen[0].Id, None));
    }

    [Fact]
    public async Task SetAccess_OfAnIndexedFile_IsKeptAndToldToTheIndexAgain()
    {
        var (_, file) = await NewFileAsync(1);
        Assert.Equal(AccessConditions.Open, file.Access);
        Assert.True(await Catalog.SetIndexedAsync(file, None));
        var access = new AccessConditions("rīga-1", true);

        Assert.True(await Catalog.SetAccessAsync(file, file.Case, access, None));

        var changed = (await Catalog.GetFileAsync(file.Id, None))!;
        Assert.Equal((access, null), (changed.Access, changed.IndexedAt));
        Assert.Equal(access, Assert.Single(await Catalog.ListFilesAsync(null, None)).Access);
        Assert.False(await Catalog.SetIndexedAsync(file, None));
        Assert.True(await Catalog.SetIndexedAsync(changed, None));
        Assert.True(await Catalog.SetAccessAsync(file, file.Case, access, None));
        Assert.NotNull((await Catalog.GetFileAsync(file.Id, None))!.IndexedAt);
    }

    [Fact]
    public async Task SetAccess_OfACase_IsKeptAndToldToTheIndexAgain()
    {
        var (_, file) = await NewFileAsync(1);
        await Catalog.SetIndexedAsync(file, None);
        var number = CaseNumber.Parse("UAT-2021-00017");

        Assert.True(await Catalog.SetAccessAsync(file, number, AccessConditions.Open, None));

        var changed = (await Catalog.GetFileAsync(file.Id, None))!;
        Assert.Equal((number, null), (changed.Case, changed.IndexedAt));
        // An index that took it in under the case before is not up to date.
        Assert.False(await Catalog.SetIndexedAsync(file, None));
        Assert.True(await Catalog.SetIndexedAsync(changed, None));
        Assert.True(await Catalog.SetAccessAsync(changed, null, AccessConditions.Open, None));
        Assert.Null((await Catalog.GetFileAsync(file.Id, None))!.Case);
    }

    [Fact]
    public async Task SetAccess_ChangedSinceItWasRead_IsRefused()
    {
        var (_, file) = await NewFileAsync(1);
        Assert.True(await Catalog.SetAccessAsync(file, file.Case, new("riga", false), None));
        Assert.False(await Catalog.SetAccessAsync(file, file.Case, new(null, true), None));
        Assert.False(await Catalog.SetAccessAsync(file, CaseNumber.Parse("UAT-2021-00017"), AccessConditions.Open, None));
        Assert.Equal((file.Case, new AccessConditions("riga", false)), ((await Catalog.GetFileAsync(file.Id, None))!.Case, (await Catalog.GetFileAsync(file.Id, None))!.Access));
    }

    [Theory]
    [InlineData("Pmr", false, "", "", "asylum")]
    [InlineData("Pmr", false, "", "secret", "asylum secret")]
    [InlineData("Uat", false, "", "secret", "permit")]
    [InlineData("Uat", false, "riga cesis", "", "permit riga")]
    [InlineData("Uat", false, "*", "", "permit riga")]
    [InlineData("", true, "*", "", "loose")]
    [InlineData("", false, "*", "*", "")]
    [InlineData("Pmr Uat", true, "*", "", "asylum permit riga loose")]
    [InlineData("Pmr Uat", true, "*", "*", "asylum secret permit riga loose")]
    public async Task ListFiles_OfWhatSomebodySees_AreThoseThatVisibilityLetsIn(string registers, bool withoutCase, string units, string restricted, string expected)
    {
        var files = new Dictionary<string, string>();
        foreach (var (name, number, access) in new[]
        {
            ("asylum", "PMR-2020-00001", AccessConditions.Open), ("secret", "PMR-2020-00002", new(null, true)), ("permit", "UAT-2020-00001", AccessConditions.Open),
            ("riga", "UAT-2021-00002", new("riga", false)), ("loose", null, AccessConditions.Open),
        })
        {
            var batch = await NewBatchAsync(name);
            var file = await Catalog.EnsureFileAsync(batch.Id, 0, name, number is null ? null : CaseNumber.Parse(number), None);
            await Catalog.AddSourceAsync(batch.Id, file.Id, Source(0, $"/in/{name}.tif"), None);
            await Catalog.SetAccessAsync(file, file.Case, access, None);
            files[name] = file.Id;
        }

        var visible = new Visibility(
            Words(registers).Select(Enum.Parse<Register>).ToHashSet(), withoutCase, units == "*" ? null : Words(units).ToHashSet(), restricted == "*" ? null : Words(restricted).Select(name => files[name]).ToHashSet());
        var listed = await Catalog.ListFilesAsync(new FileListing(null, null, null, 100) { Visible = visible }, None);

        Assert.Equal(expected, string.Join(' ', listed.Select(file => file.Name)));
        Assert.Equal(expected, string.Join(' ', (await Catalog.ListFilesAsync(null, None)).Where(visible.Sees).Select(file => file.Name)));
        Assert.Equal(expected.Contains("permit", StringComparison.Ordinal) ? "permit" : "", string.Join(' ', (await Catalog.ListFilesAsync(
            new FileListing(null, null, null, 100) { Visible = visible, NameStart = "per" }, None)).Select(file => file.Name)));

        static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    [Theory]
    [InlineData("%")]
    [InlineData("_ērziņa")]
    [InlineData("\\")]
    [InlineData("'")]
    public async Task ListFiles_NameStartWithAPattern_IsTakenByTheLetter(string start)
    {
        await NewFileAsync(1);
        Assert.Empty(await Catalog.ListFilesAsync(new FileListing(null, null, null, 100) { NameStart = start }, None));
        Assert.Single(await Catalog.ListFilesAsync(new FileListing(null, null, null, 100) { NameStart = "Bērz" }, None));
    }

    [Fact]
    public async Task SetAccess_NoSuchFileOrUnit_IsSaid()
    {
        var (_, file) = await NewFileAsync(1);
        Assert.False(await Catalog.SetAccessAsync(file with { Id = "F99999999" }, file.Case, AccessConditions.Open, None));
        Assert.False(await Catalog.SetAccessAsync(file with { Id = "nothing" }, file.Case, AccessConditions.Open, None));
        await Assert.ThrowsAsync<ArgumentException>(() => Catalog.SetAccessAsync(file, file.Case, new("two words", false), None));
    }

    [Fact]
    public async Task AddSource_SameBytesUnderManyPathsAtOnce_AreReceivedOnce()
    {
        var batch = await NewBatchAsync();
        var sources = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => Task.Run(async () =>
        {
            var file = await Catalog.EnsureFileAsync(batch.Id, number, $"file {number}", null, None);
            return await Catalog.AddSourceAsync(batch.Id, file.Id, Source(number, $"/in/{number}.tif", "the same", 2), None);
        })));

        var received = Assert.Single(sources, source => source.Disposition == SourceDisposition.Received);
        Assert.All(sources.Where(source => source != received), source => Assert.Equal((SourceDisposition.Duplicate, received.Path), (source.Disposition, source.DuplicateOf)));
        Assert.Equal((0, 2), await Catalog.CountPagesAsync(batch.Id, None));
    }
}
