using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Archive.Storage.Search.Elastic;
using Archive.Storage.Search.Elastic.Client;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Storage.Tests.Search.Elastic;

/// <summary>Answers of a real server, as recorded, are understood.</summary>
public sealed class ElasticAnswerTests(ITestOutputHelper output)
{
    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Bulk_PartialFailure_NamesTheRefusedEntriesWithoutWhatTheyHold()
    {
        if (Play("09-bulk-partial-failure") is not { } client) return;
        var items = new[] { "p1", "p9", "p10", "nope", "p5" }.Select(id => new BulkItem(id, "{}\n"u8.ToArray(), IsOptional: false)).ToList();

        var error = await Assert.ThrowsAsync<ElasticBulkException>(() => new BulkSender(client, ElasticFixture.Options).SendAsync(items, "true", None));

        // p1 is a conflict, that is there in this version already; what was to be deleted was not there.
        Assert.Equal([("p9", 400, "document_parsing_exception"), ("p10", 400, "strict_dynamic_mapping_exception")], error.Refused);
        Assert.DoesNotContain("not a number", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bulk_AllDone_IsSilent()
    {
        if (Play("08-bulk-index") is not { } client) return;
        var items = new[] { "p1", "p2", "p3", "p4" }.Select(id => new BulkItem(id, "{}\n"u8.ToArray(), IsOptional: false)).ToList();
        await new BulkSender(client, ElasticFixture.Options).SendAsync(items, "wait_for", None);
    }

    [Fact]
    public async Task Bulk_OtherNumberOfItems_IsNonsense()
    {
        if (Play("08-bulk-index") is not { } client) return;
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(
            () => new BulkSender(client, ElasticFixture.Options).SendAsync([new BulkItem("p1", "{}\n"u8.ToArray(), false)], "true", None));
        Assert.Equal("search index", error.Store);
    }

    [Fact]
    public async Task Bulk_Malformed_IsARefusal()
    {
        if (Play("10-bulk-malformed") is not { } client) return;
        var error = await Assert.ThrowsAsync<ElasticException>(() => client.BulkOnceAsync("x\n"u8.ToArray(), "true", None));
        Assert.Equal((400, "action_request_validation_exception"), (error.Status, error.Type));
    }

    [Fact]
    public async Task Search_Hits_HaveScoreSourceSortAndTotal()
    {
        if (Play("12-search-folded-highlight-facets") is not { } client) return;
        var hits = (await client.SearchAsync("pages", [], "q1", None)).Hits!;
        var hit = Assert.Single(hits.Hits!);
        Assert.Equal((1, "p1", 1.9903517), (hits.Total!.Value, hit.Id, hit.Score));
        Assert.Equal(("PMR-2019-00017-v1", 3), (hit.Source!.Value.GetProperty("file").GetString(), hit.Sort!.Count));
    }

    [Fact]
    public async Task Search_Highlight_IsReadFieldByField()
    {
        if (Play("14-search-russian-stem") is not { } client) return;
        var hit = Assert.Single((await client.SearchAsync("pages", [], "q1", None)).Hits!.Hits!);
        Assert.Equal("Заявитель подтверждает достоверность <em>представленных</em> <em>сведений</em>. Олександр Шевченко.", Assert.Single(hit.Highlight!["text.ru"]));
    }

    [Fact]
    public async Task Search_NoHits_IsEmpty()
    {
        if (Play("17-search-no-hits") is not { } client) return;
        Assert.Empty((await client.SearchAsync("pages", [], "q1", None)).Hits!.Hits!);
    }

    [Fact]
    public async Task Search_BadQuery_IsARefusalWithoutTheQuery()
    {
        if (Play("18-search-bad-query") is not { } client) return;
        var error = await Assert.ThrowsAsync<ElasticException>(() => client.SearchAsync("pages", [], "q1", None));
        Assert.Equal((400, "parsing_exception", false, false), (error.Status, error.Type, error.IsMissingIndex, error.IsLostView));
        Assert.DoesNotContain("matchh", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_MissingIndex_IsToldAsSuch()
    {
        if (Play("19-search-missing-index") is not { } client) return;
        Assert.True((await Assert.ThrowsAsync<ElasticException>(() => client.SearchAsync("pages", [], "q1", None))).IsMissingIndex);
        var index = new AliasIndex(client, "pages", null!);
        Assert.Contains("missing", (await Assert.ThrowsAsync<StoreUnavailableException>(() => index.SearchAsync(new SearchQuery("alfa", Visibility.Everything), None))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pit_OpenWalkAndClose_AreUnderstood()
    {
        if (Play("20-open-pit", "21-search-pit-first", "22-search-pit-after", "23-close-pit") is not { } client) return;
        var id = await client.OpenPitAsync("pages", None);
        var first = await client.SearchPitAsync([], None);
        var second = await client.SearchPitAsync([], None);
        await client.ClosePitOnceAsync(id, None);
        Assert.Equal((id, "p2", "p5"), (first.PitId, first.Hits!.Hits![^1].Id, second.Hits!.Hits![0].Id));
        Assert.Equal("""["PMR-2019-00017-v1",2,1]""", System.Text.Json.JsonSerializer.Serialize(first.Hits.Hits[^1].Sort));
    }

    [Fact]
    public async Task Pit_Closed_IsToldAsSuch()
    {
        if (Play("24-closed-pit") is not { } client) return;
        var error = await Assert.ThrowsAsync<ElasticException>(() => client.SearchPitAsync([], None));
        Assert.True(error.IsLostView && !error.IsMissingIndex);
    }

    [Fact]
    public async Task Indices_CreatedTwice_IsNoError()
    {
        if (Play("06-create-index-with-alias", "07-create-index-again", "35-delete-index") is not { } client) return;
        Assert.True(await client.CreateIndexAsync("pages-000001", "pages", None));
        Assert.False(await client.CreateIndexAsync("pages-000001", "pages", None));
        await client.DeleteIndexAsync("pages-000001", None);
    }

    [Fact]
    public async Task Template_BadAnalyzer_IsARefusal()
    {
        if (Play("03-put-index-template", "04-put-index-template-bad-analyzer") is not { } client) return;
        await client.PutTemplateAsync("pages", [], None);
        Assert.Equal("illegal_argument_exception", (await Assert.ThrowsAsync<ElasticException>(() => client.PutTemplateAsync("pages", [], None))).Type);
    }

    [Fact]
    public async Task Aliases_SwitchAndMissingAlias_AreUnderstood()
    {
        if (Play("31-alias-swap", "05-index-exists-no", "11-refresh") is not { } client) return;
        await client.UpdateAliasesAsync([], None);
        Assert.False(await client.AliasExistsAsync("pages-building", None));
        await client.RefreshAsync("pages", None);
    }

    [Fact]
    public void Analysis_LatvianStems_AreCutAtTheSamePlaces()
    {
        if (Recordings.Find("37-analyze") is not { } recording)
        {
            output.WriteLine(SharedFiles.Skipped);
            return;
        }
        // The recorded analyzer ends as ours does: folded after the stemmer, so that a query without diacritics meets the same stems.
        var tokens = recording.Answer.GetProperty("tokens").EnumerateArray().Select(token => token.GetProperty("token").GetString()).ToList();
        Assert.Equal(["pilsonib", "migracij", "liet", "parvald", "lemum"], tokens);
        var filters = IndexSchema.Template(new IndexNames("pages"), 1)["template"]!["settings"]!["analysis"]!["analyzer"]!["archive_lv"]!["filter"]!;
        Assert.Equal("""["lowercase","archive_lv_stem","asciifolding"]""", filters.ToJsonString());
    }

    /// <summary>A client that gets these answers one after the other, the last again and again; null where the data is absent.</summary>
    private ElasticClient? Play(params string[] names)
    {
        var recordings = names.Select(Recordings.Find).OfType<Recording>().ToList();
        if (recordings.Count == names.Length) return new ElasticClient(ElasticFixture.Options, new HastyTime(), new RecordedElastic(recordings));
        output.WriteLine(SharedFiles.Skipped);
        return null;
    }

    private sealed class RecordedElastic(IReadOnlyList<Recording> recordings) : HttpMessageHandler
    {
        private int _next;

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var recording = recordings[Math.Min(_next++, recordings.Count - 1)];
            Assert.Equal(recording.Method, request.Method.Method);
            return Task.FromResult(recording.Response());
        }
    }
}
