using Archive.Domain.Access;
using Archive.Domain.Ports;
using Archive.Storage.Search.Elastic;
using Xunit.Abstractions;

namespace Archive.Storage.Tests.Search.Elastic;

/// <summary>The search index's contract on a real Elasticsearch. Each test has an index of its own and leaves nothing behind.</summary>
[NeedsServer(Variable)]
public sealed class ElasticSearchIndexTests : SearchSyntaxContract
{
    internal const string Variable = "ARCHIVE_TEST_ELASTICSEARCH";

    private readonly ElasticOptions _options = ElasticOptions.FromAddresses(Environment.GetEnvironmentVariable(Variable)!) with
    {
        IndexName = $"archive-test-{Guid.NewGuid():N}",
        Refresh = ElasticRefresh.Immediate,
        CaFingerprint = Environment.GetEnvironmentVariable(Variable + "_CA_FINGERPRINT"),
    };

    private ElasticSearchIndex Own => (ElasticSearchIndex)Index;

    public override async Task DisposeAsync()
    {
        await Own.DropAsync(None);
        await Own.DisposeAsync();
    }

    [Fact]
    public async Task Open_NewIndex_NeedsRebuildUntilMarked()
    {
        Assert.True(Own.NeedsRebuild);
        await Own.MarkRebuiltAsync(None);
        await using var again = await ElasticSearchIndex.OpenAsync(_options, TimeProvider.System, None);
        Assert.False(again.NeedsRebuild);
    }

    [Fact]
    public async Task Replace_WaitingForTheServersRefresh_IsFoundRightAfter()
    {
        await using var waiting = await ElasticSearchIndex.OpenAsync(_options with { Refresh = ElasticRefresh.WaitFor }, TimeProvider.System, None);
        await waiting.ReplaceFileAsync("F1", [TypedPage.Of("F1", 1, "alfa")], None);
        Assert.Equal("F1", await FilesAsync("alfa"));
    }

    [Theory]
    [InlineData("permit", "it was permitted yesterday", "it was [permitted] yesterday")]
    [InlineData("проживать", "он проживает здесь", "он [проживает] здесь")]
    [InlineData("lācis", "tika redzēti lāči mežā", "tika redzēti [lāči] mežā")]
    public async Task Search_InflectionThatOnlyTheServerKnows_IsFoundWithItsWord(string query, string text, string snippet)
    {
        await IndexAsync("cits teksts", text);
        Assert.Equal(snippet, Assert.Single((await SearchAsync(query)).Hits).Snippet);
    }

    [Fact]
    public async Task Rebuild_WhileWritten_LosesNothingAndDropsTheRest()
    {
        await IndexAsync("alfa", "beta");
        await Index.ReplaceFileAsync("gone", [TypedPage.Of("gone", 1, "alfa")], None);
        await Own.RebuildAsync(
            async (target, cancellation) =>
            {
                await target.ReplaceFileAsync("F1", [TypedPage.Of("F1", 1, "alfa")], cancellation);
                await Index.ReplaceFileAsync("F3", [TypedPage.Of("F3", 1, "alfa gamma")], cancellation);
                await target.ReplaceFileAsync("F2", [TypedPage.Of("F2", 1, "beta")], cancellation);
                await target.ReplaceFileAsync("F2", [TypedPage.Of("F2", 1, "beta delta")], cancellation);
            },
            None);
        Assert.Equal(["F1", "F3"], (await FilesAsync("alfa")).Split(' ').Order());
        Assert.Equal("F2", await FilesAsync("delta"));
        Assert.Equal(["F1", "F2", "F3"], (await ListAsync()).Select(entry => entry.FileId));
        await Index.RemoveFileAsync("F3", None);
        Assert.Equal("F1", await FilesAsync("alfa"));
    }

    [Fact]
    public async Task Search_DeepAndWideWindows_GoOnWhereTheServersWindowEnds()
    {
        var pages = Enumerable.Range(1, 10_200).Select(number => TypedPage.Of("F1", number, "alfa")).ToList();
        await Index.ReplaceFileAsync("F1", pages, None);
        var deep = await SearchAsync("alfa", 10_190, 20);
        Assert.Equal((10_200, 10), (deep.Total, deep.Hits.Count));
        Assert.Equal(Enumerable.Range(10_191, 10), deep.Hits.Select(hit => hit.PageNumber));
        Assert.Equal(2500, (await SearchAsync("alfa", 0, 2500)).Hits.Select(hit => hit.PageNumber).Distinct().Count());
        Assert.Equal(10_200, (await ListAsync()).Count);
    }

    protected override async Task<ISearchIndex> OpenAsync() => await ElasticSearchIndex.OpenAsync(_options, TimeProvider.System, None);
}

/// <summary>Says where no server is named that the contract was not tried on one.</summary>
public sealed class ElasticServerNoteTests(ITestOutputHelper output)
{
    [Fact]
    public void Contract_ServerNamedOrNot_RunsAccordingly()
    {
        var named = !string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(ElasticSearchIndexTests.Variable));
        output.WriteLine(named ? "The contract runs on the named server." : $"skipped: no server; name one in {ElasticSearchIndexTests.Variable}, as in http://user:password@host:9200");
        Assert.Equal(named, LiveServerFramework.IsRunnable(typeof(ElasticSearchIndexTests)));
        Assert.True(LiveServerFramework.IsRunnable(typeof(Fts5SearchIndexTests)));
    }
}
