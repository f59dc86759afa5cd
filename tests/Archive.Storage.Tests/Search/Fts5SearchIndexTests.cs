using Archive.Domain.Access;
using Archive.Domain.Ports;
using Archive.Storage.Search.Fts5;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Tests.Search;

/// <summary>The search index's contract on SQLite FTS5, and what is particular to its file.</summary>
public sealed class Fts5SearchIndexTests : SearchSyntaxContract
{
    private readonly TemporaryFolder _folder = new();

    private string IndexPath => _folder["search.db"];

    private Fts5SearchIndex Own => (Fts5SearchIndex)Index;

    public override async Task DisposeAsync()
    {
        await Own.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Open_NewIndex_NeedsRebuildUntilMarked()
    {
        Assert.True(Own.NeedsRebuild);
        await using (var beforeMark = await Fts5SearchIndex.OpenAsync(IndexPath, mayCreate: true, None)) Assert.True(beforeMark.NeedsRebuild);
        await Own.MarkRebuiltAsync(None);
        Assert.False(Own.NeedsRebuild);
        await using var afterMark = await Fts5SearchIndex.OpenAsync(IndexPath, mayCreate: false, None);
        Assert.False(afterMark.NeedsRebuild);
    }

    [Fact]
    public async Task Search_WithinAFileOfThousandsOfPages_FindsAllItsPagesAndNoOther()
    {
        const int Pages = 5000, Decisions = 900;
        string Text(int number) => number <= Decisions ? "lapa lemums" : "lapa cita";
        await Index.ReplaceFileAsync("before", [TypedPage.Of("before", 1, "lapa lemums")], None);
        await Index.ReplaceFileAsync("thick", [.. Enumerable.Range(1, Pages).Select(number => TypedPage.Of("thick", number, Text(number)))], None);
        await Index.ReplaceFileAsync("behind", [TypedPage.Of("behind", 1, "lapa lemums")], None);
        // Entered anew behind the other file's, one page changed.
        await Index.ReplaceFileAsync("thick", [.. Enumerable.Range(1, Pages).Select(number => TypedPage.Of("thick", number, number == 7 ? "lapa lemums mainits" : Text(number)))], None);

        Task<SearchResult> FindAsync(string text, int limit) => Index.SearchAsync(new(text, Visibility.Everything, 0, limit) { FileId = "thick" }, None);
        var decisions = await FindAsync("lemums", Pages);
        Assert.Equal(Enumerable.Range(1, Decisions), decisions.Hits.Select(hit => hit.PageNumber).Order());
        Assert.All(decisions.Hits, hit => Assert.Equal("thick", hit.FileId));
        Assert.Equal(Pages, (await FindAsync("lapa", 10)).Total);
    }

    [Fact]
    public async Task Open_Reopened_StillHoldsItsPages()
    {
        await IndexAsync("alfa");
        await using var again = await Fts5SearchIndex.OpenAsync(IndexPath, mayCreate: false, None);
        Assert.Equal(1, (await again.SearchAsync(new SearchQuery("alfa", Visibility.Everything), None)).Total);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("version")]
    [InlineData("foreign")]
    [InlineData("torn")]
    [InlineData("table")]
    public async Task Open_UnusableFile_IsMadeAnewByTheOwnerOnly(string damage)
    {
        var path = _folder["other.db"];
        await using (var index = await Fts5SearchIndex.OpenAsync(path, mayCreate: true, None))
        {
            await index.ReplaceFileAsync("F1", [TypedPage.Of("F1", 1, "alfa")], None);
            await index.MarkRebuiltAsync(None);
        }
        Damage(path, damage);

        await Assert.ThrowsAsync<SearchIndexUnusableException>(() => Fts5SearchIndex.OpenAsync(path, mayCreate: false, None));
        await using var anew = await Fts5SearchIndex.OpenAsync(path, mayCreate: true, None);

        Assert.True(anew.NeedsRebuild);
        Assert.Equal(0, (await anew.SearchAsync(new SearchQuery("alfa", Visibility.Everything), None)).Total);
        await anew.ReplaceFileAsync("F1", [TypedPage.Of("F1", 1, "alfa")], None);
        Assert.Equal(1, (await anew.SearchAsync(new SearchQuery("alfa", Visibility.Everything), None)).Total);
    }

    [Fact]
    public async Task Search_FileDamagedMeanwhile_IsToldAndMendedAtTheNextOpening()
    {
        var path = _folder["other.db"];
        await (await Fts5SearchIndex.OpenAsync(path, mayCreate: true, None)).DisposeAsync();
        var open = await Fts5SearchIndex.OpenAsync(path, mayCreate: true, None);
        Damage(path, "garbage");
        await Assert.ThrowsAsync<SearchIndexUnusableException>(() => open.SearchAsync(new SearchQuery("alfa", Visibility.Everything), None));
        await open.DisposeAsync();

        await using var anew = await Fts5SearchIndex.OpenAsync(path, mayCreate: true, None);

        Assert.True(anew.NeedsRebuild);
        Assert.Equal(0, (await anew.SearchAsync(new SearchQuery("alfa", Visibility.Everything), None)).Total);
    }

    [Fact]
    public async Task Open_MissingWithoutLeaveToCreate_IsRefusedAndNothingMade()
    {
        await Assert.ThrowsAsync<SearchIndexUnusableException>(() => Fts5SearchIndex.OpenAsync(_folder["none.db"], mayCreate: false, None));
        Assert.False(File.Exists(_folder["none.db"]));
    }

    [Fact]
    public async Task ReplaceFile_SameRevision_IsNotWrittenAgain()
    {
        await IndexAsync("alfa");
        var before = Scalar("select max(id) from page_text_data") + Scalar("select count(*) from page_text_data");
        await IndexAsync("alfa");
        Assert.Equal(before, Scalar("select max(id) from page_text_data") + Scalar("select count(*) from page_text_data"));
    }

    [Fact]
    public async Task Mend_InterruptedAtSixtyPercent_GoesOnThereInTheNextProcess()
    {
        var path = _folder["other.db"];
        var entered = new List<string>();
        await using (var first = await Fts5SearchIndex.OpenAsync(path, mayCreate: true, None))
        {
            await Assert.ThrowsAsync<OperationCanceledException>(() => first.MendAsync(Fill(10, entered, stopAfter: 6), None));
            Assert.True(first.NeedsRebuild);
        }
        Assert.Equal(6, entered.Count);

        await using var second = await Fts5SearchIndex.OpenAsync(path, mayCreate: true, None);
        await second.MendAsync(Fill(10, entered, stopAfter: 10), None);

        Assert.Equal(Enumerable.Range(0, 10).Select(FileName), entered);
        Assert.False(await second.NeedsMendingAsync(None));
        Assert.Equal(10, (await second.SearchAsync(new SearchQuery("alfa", Visibility.Everything), None)).Total);
        // Whole, it knows nothing of the interrupted one: the next mending begins with the first file.
        await second.MendAsync(
            (_, after, _, _) =>
            {
                Assert.Null(after);
                return Task.CompletedTask;
            },
            None);
    }

    [Fact]
    public async Task Mend_ManyFilesWhileAnotherIsEntered_FindsAllAlsoByInflectionsAndNearMisses()
    {
        await Own.MendAsync(
            async (target, _, reached, cancellation) =>
            {
                for (var file = 0; file < 40; file++)
                {
                    var pages = Enumerable.Range(1, 110).Select(page => TypedPage.Of(FileName(file), page, $"kopīga uzturēšanās atļauja numur{file}x{page}")).ToList();
                    await target.ReplaceFileAsync(FileName(file), pages, cancellation);
                    await reached(FileName(file), cancellation);
                    if (file == 20) await Index.ReplaceFileAsync("F1", [TypedPage.Of("F1", 1, "Kalniņš")], cancellation);
                }
            },
            None);

        Assert.Equal(4400, (await SearchAsync("kopīga", limit: 1)).Total);
        Assert.Equal(4400, (await SearchAsync("atļaujas", limit: 1)).Total);
        Assert.Equal(4400, (await SearchAsync("uzturešanas", limit: 1)).Total);
        Assert.Equal(4400, (await SearchAsync("uzturcsanās", limit: 1)).Total);
        Assert.Equal("F1", await FilesAsync("Kalnlņš"));
        Assert.Equal(FileName(39), (await SearchAsync("numur39x110")).Hits[0].FileId);
    }

    [Fact]
    public async Task Mend_AnyText_SameVocabularyAsEnteredFileByFile()
    {
        const string Text = "Uzturēšanās ATĻAUJA šķūņi вид на жительство Ёлкин съезд Kalniņš-Bērziņš O'Neill naïve Straße 12.03.2019 PMR-2019-00123 7o153 ½ №5 ǅungla İstanbul e\u0301tude";
        var pages = new[] { TypedPage.Of("F1", 1, Text), TypedPage.Of("F1", 2, "dalīts vārds pār-\nnests") };
        await Own.MendAsync((target, _, _, cancellation) => target.ReplaceFileAsync("F1", pages, cancellation), None);
        var path = _folder["single.db"];
        await using (var single = await Fts5SearchIndex.OpenAsync(path, mayCreate: true, None)) await single.ReplaceFileAsync("F1", pages, None);

        Assert.Equal(Vocabulary(path), Vocabulary(IndexPath));
        Assert.NotEmpty(Vocabulary(path));
    }

    [Fact]
    public async Task Mend_FileReplacedMeanwhile_KeepsTheNewerPages()
    {
        await Own.MendAsync(
            async (target, _, reached, cancellation) =>
            {
                await target.ReplaceFileAsync("F1", [TypedPage.Of("F1", 1, "iepriekš")], cancellation);
                await reached("F1", cancellation);
                await Index.ReplaceFileAsync("F1", [TypedPage.Of("F1", 1, "tagad")], cancellation);
            },
            None);

        Assert.Equal("F1", await FilesAsync("tagad"));
        Assert.Equal(0, (await SearchAsync("iepriekš")).Total);
    }

    [Fact]
    public async Task Search_MorePagesThanAreWeighed_GivesTheNewestFirstAndEachOnce()
    {
        const int Pages = PageSearch.MostWeighed + 200;
        await Index.ReplaceFileAsync("F1", [.. Enumerable.Range(1, Pages).Select(page => TypedPage.Of("F1", page, "alfa"))], None);

        var numbers = new List<int>();
        for (var offset = 0; offset < Pages; offset += 500) numbers.AddRange((await SearchAsync("alfa", offset, 500)).Hits.Select(hit => hit.PageNumber));

        Assert.Equal(Enumerable.Range(1, Pages).Reverse(), numbers);
    }

    [Fact]
    public async Task Search_MorePagesThanAreCounted_SaysAtLeast()
    {
        const int Pages = PageSearch.MostCounted + 1;
        await Index.ReplaceFileAsync("F1", [.. Enumerable.Range(1, Pages).Select(page => TypedPage.Of("F1", page, page == 1 ? "alfa beta" : "alfa"))], None);

        var all = await SearchAsync("alfa");
        Assert.Equal((PageSearch.MostCounted, false, 20), (all.Total, all.IsTotalExact, all.Hits.Count));
        // A window farther down is counted to its end.
        var end = await SearchAsync("alfa", PageSearch.MostCounted - 5, 20);
        Assert.Equal((Pages, true, 6, 1), (end.Total, end.IsTotalExact, end.Hits.Count, end.Hits[^1].PageNumber));
        var one = await SearchAsync("alfa beta");
        Assert.Equal((1, true), (one.Total, one.IsTotalExact));
    }

    [Fact]
    public async Task List_PageTwice_IsListedTwiceAndMendedByTheNextReplace()
    {
        await IndexAsync("alfa");
        Execute(
            """
            create table twice as select * from page_words; alter table page rename to strict_page;
            create table page (id integer primary key, file_id text not null, number integer not null, case_number text, revision blob not null);
            insert into page select * from strict_page; drop table strict_page;
            insert into page select 77, file_id, number, case_number, revision from page; insert into page_words select 77, words from twice;
            insert into page_text (rowid, words, pieces) values (77, 'alfa', ''); insert into classed_page select 77, class_id from classed_page;
            """);
        Assert.Equal(["F1", "F1"], (await ListAsync()).Select(entry => entry.FileId));

        await IndexAsync("alfa");

        Assert.Single(await ListAsync());
        Assert.Equal(1, (await SearchAsync("alfa")).Total);
    }

    [Fact]
    public async Task List_TextWithoutItsPage_IsListedWithoutANameAndCanBeTakenOut()
    {
        await IndexAsync("alfa");
        Execute("insert into page_text (rowid, words, pieces) values (77, 'alfa', '')");
        Assert.Equal(["", "F1"], (await ListAsync()).Select(entry => entry.FileId));

        await Index.RemoveFileAsync("", None);

        Assert.Equal("F1", Assert.Single(await ListAsync()).FileId);
        Assert.Equal(1, (await SearchAsync("alfa")).Total);
    }

    [Fact]
    public async Task List_PageWithoutItsText_IsNotListedAndMendedByTheSameRevision()
    {
        await IndexAsync("alfa");
        Execute("delete from page_text where rowid = 1");
        Assert.Empty(await ListAsync());

        await IndexAsync("alfa");

        Assert.Single(await ListAsync());
        Assert.Equal(1, (await SearchAsync("alfa")).Total);
    }

    protected override async Task<ISearchIndex> OpenAsync() => await Fts5SearchIndex.OpenAsync(IndexPath, mayCreate: true, None);

    /// <summary>Every word with its stem, skeleton and segments.</summary>
    private static List<string> Vocabulary(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        return connection.Query<string>(
            "select concat_ws('|', term, stem, term.skeleton, key, segment.skeleton) from term left join segment on term_id = term.id order by 1").AsList();
    }

    private long Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={IndexPath};Pooling=False");
        return connection.ExecuteScalar<long>(sql);
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={IndexPath};Pooling=False");
        connection.Execute(sql);
    }

    private static string FileName(int number) => $"F{number:D8}";

    /// <summary>Enters files by their ids as the pipeline does, and is interrupted after some.</summary>
    private static IndexFill Fill(int files, List<string> entered, int stopAfter) => async (target, after, reached, cancellation) =>
    {
        foreach (var file in Enumerable.Range(0, files).Select(FileName).Where(file => string.CompareOrdinal(file, after) > 0))
        {
            if (entered.Count == stopAfter) throw new OperationCanceledException();
            await target.ReplaceFileAsync(file, [TypedPage.Of(file, 1, "alfa")], cancellation);
            await reached(file, cancellation);
            entered.Add(file);
        }
    };

    private static void Damage(string path, string damage)
    {
        if (damage is "version" or "foreign" or "table")
        {
            using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
            connection.Execute(damage switch
            {
                "version" => "pragma user_version = 99",
                "table" => "drop table classed_page",
                _ => "pragma user_version = 0; create table diary (day text)",
            });
        }
        else if (damage == "torn")
        {
            using var file = new FileStream(path, FileMode.Open);
            file.SetLength(4096);
        }
        else File.WriteAllText(path, damage.Length == 0 ? "" : string.Concat(Enumerable.Repeat(damage, 1000)));
    }
}
