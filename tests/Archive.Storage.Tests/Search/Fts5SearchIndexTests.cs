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
    public async Task Open_Reopened_StillHoldsItsPages()
    {
        await IndexAsync("alfa");
        await using var again = await Fts5SearchIndex.OpenAsync(IndexPath, mayCreate: false, None);
        Assert.Equal(1, (await again.SearchAsync(new SearchQuery("alfa"), None)).Total);
    }

    [Theory]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("version")]
    [InlineData("foreign")]
    [InlineData("torn")]
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
        Assert.Equal(0, (await anew.SearchAsync(new SearchQuery("alfa"), None)).Total);
        await anew.ReplaceFileAsync("F1", [TypedPage.Of("F1", 1, "alfa")], None);
        Assert.Equal(1, (await anew.SearchAsync(new SearchQuery("alfa"), None)).Total);
    }

    [Fact]
    public async Task Search_FileDamagedMeanwhile_IsToldAndMendedAtTheNextOpening()
    {
        var path = _folder["other.db"];
        await (await Fts5SearchIndex.OpenAsync(path, mayCreate: true, None)).DisposeAsync();
        var open = await Fts5SearchIndex.OpenAsync(path, mayCreate: true, None);
        Damage(path, "garbage");
        await Assert.ThrowsAsync<SearchIndexUnusableException>(() => open.SearchAsync(new SearchQuery("alfa"), None));
        await open.DisposeAsync();

        await using var anew = await Fts5SearchIndex.OpenAsync(path, mayCreate: true, None);

        Assert.True(anew.NeedsRebuild);
        Assert.Equal(0, (await anew.SearchAsync(new SearchQuery("alfa"), None)).Total);
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

    protected override async Task<ISearchIndex> OpenAsync() => await Fts5SearchIndex.OpenAsync(IndexPath, mayCreate: true, None);

    private long Scalar(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={IndexPath};Pooling=False");
        return connection.ExecuteScalar<long>(sql);
    }

    private static void Damage(string path, string damage)
    {
        if (damage is "version" or "foreign")
        {
            using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
            connection.Execute(damage == "version" ? "pragma user_version = 99" : "pragma user_version = 0; create table diary (day text)");
        }
        else if (damage == "torn")
        {
            using var file = new FileStream(path, FileMode.Open);
            file.SetLength(4096);
        }
        else File.WriteAllText(path, damage.Length == 0 ? "" : string.Concat(Enumerable.Repeat(damage, 1000)));
    }
}
