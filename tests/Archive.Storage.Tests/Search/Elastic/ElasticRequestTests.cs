using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Archive.Storage.Search.Elastic;
using Archive.Storage.Search.Query;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Storage.Tests.Search.Elastic;

/// <summary>Every request that the back-end can make fits the published description of the API.</summary>
public sealed class ElasticRequestTests(ITestOutputHelper output)
{
    private static readonly string[] Queries =
    [
        "alfa", "uzturēšanās atļauja", "миграция", "\"uzturēšanās atļauja\"", "\"uzturēšanās atļ\"*", "uztur*", "PMR-2019-00017", "00017", "a* b*",
        "alfa -beta", "delta -(alfa OR beta)", "(alfa OR migrācija) -\"gamma delta\" 12.03.2019", "\"Nr 12 00017 uzturēšanās\"",
    ];

    [Fact]
    public async Task AllCalls_Requests_FitTheApi()
    {
        if (Recordings.Api is not { } api)
        {
            output.WriteLine(SharedFiles.Skipped);
            return;
        }
        var fixture = new ElasticFixture();
        await using (var index = await fixture.OpenAsync()) await UseAsync(index);

        foreach (var request in fixture.Server.Requests)
        {
            var wrong = api.Check(request.Method, request.Target, request.Lines);
            Assert.True(wrong is null, $"{request.Method} {request.Target}: {wrong}\n{string.Join('\n', request.Lines)}");
        }
        var kinds = fixture.Server.Requests.Select(request => request.Method + " " + request.Target.Split('?')[0]).Distinct().Order(StringComparer.Ordinal).ToList();
        output.WriteLine(string.Join('\n', kinds));
        Assert.Equal(18, kinds.Count);
    }

    [Fact]
    public async Task AllCalls_Headers_AreThoseOfTheRecordedExchanges()
    {
        var fixture = new ElasticFixture();
        await using (var index = await fixture.OpenAsync(ElasticFixture.Options with { User = "archive", Password = "käse:7" })) await UseAsync(index);
        Assert.All(fixture.Server.Requests, request => Assert.Equal("Basic " + Convert.ToBase64String("archive:käse:7"u8), request.Authorization));
        Assert.All(fixture.Server.Requests, request => Assert.Equal(
            request.Lines.Count == 0 ? "" : $"application/vnd.elasticsearch+{(request.Target.StartsWith("/_bulk", StringComparison.Ordinal) ? "x-ndjson" : "json")}; compatible-with=8",
            request.ContentType));
    }

    [Fact]
    public void Query_Filter_IsAClauseOfItsOwnBesideRanking()
    {
        var filter = new System.Text.Json.Nodes.JsonObject { ["terms"] = new System.Text.Json.Nodes.JsonObject { ["register"] = new System.Text.Json.Nodes.JsonArray("PMR") } };
        var query = ElasticQuery.Of(QueryParser.Parse("alfa OR beta"), filter);
        Assert.Equal("""[{"terms":{"register":["PMR"]}}]""", query["bool"]!["filter"]!.ToJsonString());
        Assert.Null(ElasticQuery.Of(QueryParser.Parse("alfa"), null)["bool"]!["filter"]);
    }

    [Theory]
    [InlineData("alfa", 0.5, 2, 0.5)]
    [InlineData("alfa", 64.5, 1, 0.5)]
    [InlineData("alfa", 128.5, 0, 0.5)]
    [InlineData("alfa beta", 64.5, 2, 64.5)]
    [InlineData("\"alfa beta\"", 256, 0, 0)]
    [InlineData("alfa -beta", 160, 0, 32)]
    public void Rank_Score_IsLevelAndWeight(string query, double score, int level, double weight) =>
        Assert.Equal(((MatchLevel)level, weight), ElasticQuery.Rank(QueryParser.Parse(query), score));

    [Fact]
    public void Query_Phrase_ShortWordsStandAsWrittenAndOthersMayBeMisread()
    {
        var query = ElasticQuery.Of(QueryParser.Parse("\"Nr 00017 atļauja\""), null).ToJsonString();
        Assert.Contains("""{"span_field_masking":{"query":{"span_term":{"words":{"value":"nr"}}},"field":"skeletons"}}""", query, StringComparison.Ordinal);
        Assert.Contains("""{"span_or":{"clauses":[{"span_term":{"skeletons":{"value":"oooi7"}}},{"span_term":{"skeletons":{"value":"###oooi7"}}}]}}""", query, StringComparison.Ordinal);
        Assert.Contains("""{"span_multi":{"match":{"fuzzy":{"skeletons":{"value":"atiauja","fuzziness":1,""", query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(13, false)]
    public void Query_NestedDeeperThanTheServerTakes_IsASyntaxError(int depth, bool isTaken)
    {
        var root = QueryParser.Parse(Nested(depth));
        if (!isTaken) Assert.Throws<SearchSyntaxException>(() => ElasticQuery.Of(root, null));
        else Assert.InRange(Levels(ElasticQuery.Of(root, null)), 15, 30);
    }

    [Fact]
    public async Task Search_NestedAsDeepAsTheServerTakes_IsSent()
    {
        var fixture = new ElasticFixture();
        await using var index = await fixture.OpenAsync();
        await index.SearchAsync(new SearchQuery(Nested(9), Visibility.Everything), CancellationToken.None);
        Assert.Equal("/pages/_search", fixture.Server.Requests[^1].Target.Split('?')[0]);
    }

    [Fact]
    public void Query_UnfinishedPhrase_HasAScoreThatItsContinuationsDoNotAddUpTo()
    {
        var query = ElasticQuery.Of(QueryParser.Parse("\"alfa be\"*"), null).ToJsonString();
        foreach (var field in new[] { "words", "pieces" })
        {
            Assert.Contains($$"""{"constant_score":{"filter":{"match_phrase_prefix":{"{{field}}":""", query, StringComparison.Ordinal);
            Assert.DoesNotContain($$"""[{"match_phrase_prefix":{"{{field}}":""", query, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("\"uzturēšanās atļauja\"")]
    [InlineData("\"viens divi trīs četri pieci seši septiņi astoņi deviņi desmit vienpadsmit divpadsmit trīspadsmit četrpadsmit piecpadsmit\"")]
    [InlineData("FORTY")]
    [InlineData("LETTERS")]
    [InlineData("NUMBERS")]
    [InlineData("WORDS")]
    public void Query_WithItsNearMissesWrittenOut_HasNoMoreClausesThanEveryServerTakes(string query)
    {
        var text = query switch
        {
            "FORTY" => string.Join(' ', Enumerable.Range(0, 40).Select(i => $"\"vārdiem {(char)('a' + i % 26)}bcdefg\"")),
            "LETTERS" => $"\"uzturēšanās {string.Join(' ', Enumerable.Repeat("a", 480))}\"",
            "NUMBERS" => $"\"{string.Join(' ', Enumerable.Repeat("1234", 190))}\"",
            "WORDS" => $"\"{string.Join(' ', Enumerable.Repeat("alfas", 160))}\"",
            _ => query,
        };
        Assert.InRange(Clauses(ElasticQuery.Of(QueryParser.Parse(text), null)), 6, 1024);
    }

    [Theory]
    [InlineData("\"uzturēšanās atļauja\"", 48)]
    [InlineData("\"viens divi trīs četri pieci seši septiņi astoņi deviņi desmit vienpadsmit divpadsmit\"", 25)]
    public void Query_Phrase_NamesHowManyNearMissesOfAWordItTakes(string phrase, int most)
    {
        var query = ElasticQuery.Of(QueryParser.Parse(phrase), null).ToJsonString();
        Assert.Contains($$"""
            "max_expansions":{{most}},"transpositions":true,"rewrite":"top_terms_{{most}}"}
            """, query, StringComparison.Ordinal);
    }

    private static string Nested(int depth) => string.Concat(Enumerable.Repeat("(", depth)) + "a OR b" + string.Concat(Enumerable.Repeat(") c OR d", depth));

    /// <summary>Clauses as the server counts them once a span_multi is written out: leaves, wherever they stand.</summary>
    private static int Clauses(System.Text.Json.Nodes.JsonNode? node) => node switch
    {
        System.Text.Json.Nodes.JsonObject fields => fields.Sum(field => field.Key switch
        {
            "span_multi" => field.Value!["match"]!["fuzzy"]!["skeletons"]?["max_expansions"]!.GetValue<int>() ?? field.Value["match"]!["fuzzy"]!["piece_skeletons"]!["max_expansions"]!.GetValue<int>(),
            "term" or "terms" or "prefix" or "match" or "match_phrase" or "match_phrase_prefix" or "fuzzy" or "span_term" => 1,
            _ => Clauses(field.Value),
        }),
        System.Text.Json.Nodes.JsonArray items => items.Sum(Clauses),
        _ => 0,
    };

    /// <summary>Queries in queries, as the server counts them.</summary>
    private static int Levels(System.Text.Json.Nodes.JsonNode? node) => node switch
    {
        System.Text.Json.Nodes.JsonObject fields => fields.Select(field => Levels(field.Value) + (field.Key is "bool" or "dis_max" or "constant_score" or "term" or "fuzzy" or "match" ? 1 : 0)).DefaultIfEmpty(0).Max(),
        System.Text.Json.Nodes.JsonArray items => items.Select(Levels).DefaultIfEmpty(0).Max(),
        _ => 0,
    };

    private static async Task UseAsync(ElasticSearchIndex index)
    {
        var none = CancellationToken.None;
        var caseNumber = CaseNumber.Parse("UAT-2020-00042");
        await index.ReplaceFileAsync("F1", [TypedPage.Of("F1", 1, "Lēmums par uzturē-\nšanās atļauju", caseNumber), TypedPage.Of("F1", 2, "Закон о миграции")], none);
        await index.ReplaceFileAsync("F1", [TypedPage.Of("F1", 1, "cits teksts")], none);
        foreach (var query in Queries) await index.SearchAsync(new SearchQuery(query, Visibility.Everything), none);
        await index.SearchAsync(new SearchQuery("alfa", Visibility.Everything, 0, 0), none);
        await index.SearchAsync(new SearchQuery("alfa", Visibility.Everything, 20_000, 50), none);
        await index.SuggestAsync(new SearchQuery("uzturesenas alfas", new(new HashSet<Register> { Register.Pmr }, false, null, new HashSet<string>())), none);
        await index.SearchAsync(new SearchQuery("alfa", Visibility.Everything) { WithFacets = true, Filter = FacetFilter.None.With(Facet.Year, "2020", "").With(Facet.Language, "lav") }, none);
        await index.SearchAsync(new SearchQuery("alfa", Visibility.Everything, 0, 3000), none);
        await foreach (var _ in index.ListAsync(none))
        {
        }
        await index.RebuildAsync((target, cancellation) => target.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "alfa"), cancellation), none);
        await index.MarkRebuiltAsync(none);
        await index.RemoveFileAsync("F1", none);
        await index.DropAsync(none);
    }
}
