using Archive.Domain.Access;
using Archive.Domain.Ports;
using Archive.Storage.Search.Elastic;
using Archive.Testing;

namespace Archive.Storage.Tests.Search.Elastic;

/// <summary>What is written where, in which version, and how an index is exchanged under the eyes of its users.</summary>
public sealed class ElasticWriterTests
{
    private const string First = "pages-000001";
    private const string Second = "pages-000002";

    private readonly ElasticFixture _fixture = new();

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Replace_FewerPages_RemovesTheOthersAndLeavesTheUnchanged()
    {
        await using var index = await _fixture.OpenAsync();
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a", "b", "c"), None);
        var before = Version("F1-1");
        await index.ReplaceFileAsync("F1", [TypedPage.Of("F1", 1, "a"), TypedPage.Of("F1", 2, "changed")], None);
        Assert.Equal("F1-1 F1-2", _fixture.Ids());
        Assert.Equal(before, Version("F1-1"));
        Assert.True(Version("F1-2") > before);
    }

    [Fact]
    public async Task Replace_ClockOfAnEarlierWriterAhead_TheLaterCallStillWins()
    {
        await using var index = await _fixture.OpenAsync();
        _fixture.Time.Set(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "old"), None);
        _fixture.Time.Set(new DateTimeOffset(2026, 3, 2, 8, 55, 0, TimeSpan.Zero));
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "new"), None);
        Assert.Equal("new", (string?)_fixture.Server.Documents(First)["F1-1"].Source["text"]);
    }

    [Fact]
    public async Task Replace_OvertakenOnTheWay_DoesNotReplaceTheNewer()
    {
        await using var index = await _fixture.OpenAsync();
        var overtaken = false;
        Task? overtaking = null;
        _fixture.Server.Delay = async _ =>
        {
            // The first call has looked at what is there; before its bulk request arrives, a later call goes through.
            if (overtaken || _fixture.Server.Requests.LastOrDefault()?.Target.Contains("_search", StringComparison.Ordinal) != true) return;
            overtaken = true;
            _fixture.Time.Set(_fixture.Time.GetUtcNow().AddSeconds(1));
            await (overtaking = index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "newer"), None));
        };
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "older", "older still"), None);
        Assert.NotNull(overtaking);
        Assert.Equal("newer", (string?)_fixture.Server.Documents(First)["F1-1"].Source["text"]);
    }

    [Fact]
    public async Task Replace_RemovedJustNowByAClockAhead_IsToldInsteadOfLost()
    {
        await using var index = await _fixture.OpenAsync();
        _fixture.Time.Set(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a", "b"), None);
        await index.RemoveFileAsync("F1", None);
        _fixture.Time.Set(new DateTimeOffset(2026, 3, 2, 8, 55, 0, TimeSpan.Zero));
        await Assert.ThrowsAsync<Domain.StoreUnavailableException>(() => index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a"), None));
        _fixture.Time.Set(new DateTimeOffset(2026, 3, 2, 9, 1, 0, TimeSpan.Zero));
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a"), None);
        Assert.Equal("F1-1", _fixture.Ids());
    }

    [Fact]
    public async Task Replace_SwitchedOnTheWay_RemovesThePageFromTheNewIndexToo()
    {
        await using var index = await _fixture.OpenAsync();
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a", "b"), None);
        var began = new TaskCompletionSource();
        var finish = new TaskCompletionSource();
        var rebuild = index.RebuildAsync(
            async (target, cancellation) =>
            {
                await target.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a", "b"), cancellation);
                began.SetResult();
                await finish.Task;
            },
            None);
        await began.Task;
        var switched = false;
        var searches = 0;
        _fixture.Server.Delay = async _ =>
        {
            // Both indices were looked at; before the bulk request arrives, the alias swings and the old index goes.
            if (switched || _fixture.Server.Requests.Count(request => request.Target.Contains("/_search", StringComparison.Ordinal)) < searches + 2) return;
            switched = true;
            finish.SetResult();
            await rebuild;
        };
        searches = _fixture.Server.Requests.Count(request => request.Target.Contains("/_search", StringComparison.Ordinal));
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a"), None);
        Assert.True(switched);
        Assert.Equal([Second], _fixture.Server.Indices);
        Assert.Equal("F1-1", _fixture.Ids(Second));
    }

    [Fact]
    public async Task Open_NewIndex_NeedsRebuildUntilMarked()
    {
        await using (var index = await _fixture.OpenAsync())
        {
            Assert.True(index.NeedsRebuild);
            await using (var other = await _fixture.OpenAsync()) Assert.True(other.NeedsRebuild);
            await index.MarkRebuiltAsync(None);
            Assert.False(index.NeedsRebuild);
        }
        await using var again = await _fixture.OpenAsync();
        Assert.False(again.NeedsRebuild);
        Assert.Equal([First], _fixture.Server.Indices);
    }

    [Fact]
    public async Task Rebuild_WritesMeanwhile_GoToBothAndTheAliasSwingsAtTheEnd()
    {
        await using var index = await _fixture.OpenAsync();
        await using var other = await _fixture.OpenAsync();
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a"), None);
        await index.ReplaceFileAsync("gone", ElasticFixture.Pages("gone", "a"), None);

        await index.RebuildAsync(
            async (target, cancellation) =>
            {
                await other.ReplaceFileAsync("F2", ElasticFixture.Pages("F2", "b"), cancellation);
                await target.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a"), cancellation);
                await target.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a", "c"), cancellation);
                Assert.Equal("F1-1 F2-1 gone-1", _fixture.Ids());
                Assert.Equal("F1-1 F1-2 F2-1", _fixture.Ids(Second));
                Assert.Equal(["pages"], _fixture.Server.AliasesOf(First));
            },
            None);

        Assert.Equal([Second], _fixture.Server.Indices);
        Assert.Equal(["pages"], _fixture.Server.AliasesOf(Second));
        Assert.False(index.NeedsRebuild);
        await other.ReplaceFileAsync("F3", ElasticFixture.Pages("F3", "b"), None);
        Assert.Equal("F1-1 F1-2 F2-1 F3-1", _fixture.Ids(Second));
    }

    [Fact]
    public async Task Rebuild_Interrupted_GoesOnWithWhatIsThere()
    {
        await using var index = await _fixture.OpenAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => index.RebuildAsync(
            async (target, cancellation) =>
            {
                await target.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a"), cancellation);
                throw new InvalidOperationException("The process dies.");
            },
            None));
        Assert.Equal([First, Second], _fixture.Server.Indices);
        Assert.True(index.NeedsRebuild);

        var listed = new List<IndexEntry>();
        await index.RebuildAsync(
            async (target, cancellation) =>
            {
                await foreach (var entry in target.ListAsync(cancellation)) listed.Add(entry);
            },
            None);

        Assert.Equal("F1", Assert.Single(listed).FileId);
        Assert.Equal([Second], _fixture.Server.Indices);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Mend_Interrupted_GoesOnWhereItWas(bool ofAnOlderRelease)
    {
        if (ofAnOlderRelease)
        {
            await (await _fixture.OpenAsync()).DisposeAsync();
            _fixture.Server.SetNotes(First, """{"schema":0,"whole":true}""");
        }
        await using var index = await _fixture.OpenAsync(ElasticFixture.Options with { ProgressInterval = TimeSpan.Zero });
        Assert.True(await index.NeedsMendingAsync(None));
        await Assert.ThrowsAsync<InvalidOperationException>(() => index.MendAsync(
            async (target, after, reached, cancellation) =>
            {
                Assert.Null(after);
                await target.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a"), cancellation);
                await reached("F1", cancellation);
                throw new InvalidOperationException("The process dies.");
            },
            None));

        await using var other = await _fixture.OpenAsync();
        await other.MendAsync(
            async (target, after, reached, cancellation) =>
            {
                Assert.Equal("F1", after);
                await target.ReplaceFileAsync("F2", ElasticFixture.Pages("F2", "b"), cancellation);
            },
            None);

        var built = ofAnOlderRelease ? Second : First;
        Assert.Equal([built], _fixture.Server.Indices);
        Assert.Equal("F1-1 F2-1", _fixture.Ids(built));
        Assert.False(await index.NeedsMendingAsync(None));
    }

    [Fact]
    public async Task Replace_PageThereTwice_KeepsTheOneOfOurId()
    {
        await using var index = await _fixture.OpenAsync();
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a", "b"), None);
        _fixture.Server.Double(First, "F1-1", "stray");
        Assert.Equal(3, await index.ListAsync(None).CountAsync());

        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a", "b"), None);

        Assert.Equal("F1-1 F1-2", _fixture.Ids());
    }

    [Fact]
    public async Task Rebuild_SwitchAnswerLost_IsNoError()
    {
        await using var index = await _fixture.OpenAsync();
        var lost = 0;
        _fixture.Server.Afterwards = (request, answer) => request.Target == "/_aliases" && lost++ == 0 ? throw new HttpRequestException("cut") : answer;
        await index.RebuildAsync((_, _) => Task.CompletedTask, None);
        Assert.Equal([Second], _fixture.Server.Indices);
        Assert.Equal(["pages"], _fixture.Server.AliasesOf(Second));
    }

    [Fact]
    public async Task Write_IndexRemovedByOthers_IsToldAndMadeAnewAtTheNextOpening()
    {
        await using var index = await _fixture.OpenAsync();
        await index.DropAsync(None);
        await Assert.ThrowsAsync<Domain.StoreUnavailableException>(() => index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a"), None));
        await Assert.ThrowsAsync<Domain.StoreUnavailableException>(() => index.SearchAsync(new SearchQuery("a", Visibility.Everything), None));
        Assert.Empty(_fixture.Server.Indices);
        await using var anew = await _fixture.OpenAsync();
        Assert.True(anew.NeedsRebuild);
    }

    [Fact]
    public async Task ListAndDeepWindows_ManyPages_GiveEachOnce()
    {
        await using var index = await _fixture.OpenAsync();
        for (var file = 0; file < 9; file++)
        {
            var name = $"F{file}";
            await index.ReplaceFileAsync(name, [.. Enumerable.Range(1, 1300).Select(number => TypedPage.Of(name, number, "alfa"))], None);
        }
        var entries = new List<IndexEntry>();
        await foreach (var entry in index.ListAsync(None)) entries.Add(entry);
        Assert.Equal(11_700, entries.DistinctBy(entry => (entry.FileId, entry.PageNumber)).Count());
        Assert.Equal(entries.OrderBy(entry => entry.FileId, StringComparer.Ordinal).ThenBy(entry => entry.PageNumber), entries);

        var deep = await index.SearchAsync(new SearchQuery("alfa", Visibility.Everything, 11_690, 50), None);
        Assert.Equal((11_700, 10, "F8", 1291), (deep.Total, deep.Hits.Count, deep.Hits[0].FileId, deep.Hits[0].PageNumber));
        var wide = await index.SearchAsync(new SearchQuery("alfa", Visibility.Everything, 5, 2500), None);
        Assert.Equal(Enumerable.Range(5, 2500).Select(i => ($"F{i / 1300}", i % 1300 + 1)), wide.Hits.Select(hit => (hit.FileId, hit.PageNumber)));
    }

    [Fact]
    public async Task List_ViewLostOnTheWay_GoesOnWhereItStood()
    {
        await using var index = await _fixture.OpenAsync();
        for (var file = 0; file < 5; file++)
        {
            var name = $"F{file}";
            await index.ReplaceFileAsync(name, [.. Enumerable.Range(1, 1300).Select(number => TypedPage.Of(name, number, "alfa"))], None);
        }
        var walks = LoseViews(2, 3);
        var entries = new List<IndexEntry>();
        await foreach (var entry in index.ListAsync(None)) entries.Add(entry);
        Assert.Equal(4, walks());
        Assert.Equal(6500, entries.Count);
        Assert.Equal(6500, entries.Distinct().Count());
    }

    [Fact]
    public async Task Search_ViewLostOnTheWay_BeginsAnew()
    {
        await using var index = await _fixture.OpenAsync();
        await index.ReplaceFileAsync("F1", [.. Enumerable.Range(1, 1100).Select(number => TypedPage.Of("F1", number, "alfa"))], None);
        var walks = LoseViews(1, 3);
        Assert.Equal(1100, (await index.SearchAsync(new SearchQuery("alfa", Visibility.Everything, 0, 1200), None)).Hits.Count);
        Assert.Equal(5, walks());
    }

    /// <summary>Two searches of a view fail: the first since it has run out, the second since its index was removed, as by the switch of the alias.</summary>
    private Func<int> LoseViews(int first, int second)
    {
        var walks = 0;
        _fixture.Server.Instead = request => !request.Target.StartsWith("/_search", StringComparison.Ordinal) ? null : ++walks switch
        {
            _ when walks == first => SimulatedElastic.Answer(404, """{"error":{"root_cause":[{"type":"search_context_missing_exception","reason":"none"}],"type":"search_phase_execution_exception","reason":"all shards failed"},"status":404}"""),
            _ when walks == second => SimulatedElastic.Answer(404, """{"error":{"root_cause":[{"type":"index_not_found_exception","reason":"no such index [pages-000001]"}],"type":"index_not_found_exception","reason":"no such index [pages-000001]"},"status":404}"""),
            _ => null,
        };
        return () => walks;
    }

    private long Version(string id) => _fixture.Server.Documents(First)[id].Version;
}
