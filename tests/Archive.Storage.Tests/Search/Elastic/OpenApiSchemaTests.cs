using System.Text.Json;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Storage.Tests.Search.Elastic;

/// <summary>The check of requests finds what is wrong, and passes what a real server took.</summary>
public sealed class OpenApiSchemaTests(ITestOutputHelper output)
{
    [Fact]
    public void Check_RecordedRequests_AreRightButForShortFormsAndABadQuery()
    {
        if (Recordings.Api is not { } api)
        {
            output.WriteLine(SharedFiles.Skipped);
            return;
        }
        var wrong = Recordings.All().Select(one => (one.Name, Problem: api.Check(one.Recording.Method, one.Recording.Path, one.Recording.RequestBody)))
            .Where(one => one.Problem is not null).ToList();
        foreach (var (name, problem) in wrong) output.WriteLine($"{name}: {problem}");
        Assert.Equal(ShortForms.Append("02-cluster-health").Append("18-search-bad-query").Order(StringComparer.Ordinal), wrong.Select(one => one.Name));
    }

    [Theory]
    [InlineData("""{"matchh":{"text":"x"}}""")]
    [InlineData("""{"match":{"text":{"query":"x","fuzzines":1}}}""")]
    [InlineData("""{"fuzzy":{"text":{"fuzziness":1}}}""")]
    [InlineData("""{"fuzzy":{"text":{"value":"x","transpositions":"yes"}}}""")]
    [InlineData("""{"dis_max":{"queries":{"match_all":1}}}""")]
    [InlineData("""{"bool":{"must":[{"term":{}}]}}""")]
    [InlineData("""{"bool":{"must":[{"span_near":{"clauses":[{"span_term":"x"}],"slop":0,"inorder":true}}]}}""")]
    [InlineData("""{"term":{"a":{"value":"x"}},"prefix":{"a":{"value":"x"}}}""")]
    [InlineData("null")]
    public void CheckValue_WrongQuery_IsRefused(string query) => AssertQuery(query, isRight: false);

    [Theory]
    [InlineData("""{"match":{"text":{"query":"x","fuzziness":1}}}""")]
    [InlineData("""{"bool":{"must":{"match_all":{}},"must_not":[]}}""")]
    [InlineData("""{"span_near":{"clauses":[{"span_term":{"text":{"value":"x"}}}],"slop":0,"in_order":true}}""")]
    public void CheckValue_RightQuery_Passes(string query) => AssertQuery(query, isRight: true);

    [Fact]
    public void Check_UnknownParameterPathOrBody_IsRefused()
    {
        if (Recordings.Api is not { } api)
        {
            output.WriteLine(SharedFiles.Skipped);
            return;
        }
        Assert.Null(api.Check("POST", "/a/_search?preference=q1", []));
        Assert.NotNull(api.Check("POST", "/a/_search?preferences=q1", []));
        Assert.NotNull(api.Check("POST", "/a/_serach", []));
        Assert.NotNull(api.Check("DELETE", "/_pit", []));
        Assert.NotNull(api.Check("POST", "/_bulk", [JsonDocument.Parse("""{"index":{"_idd":"x"}}""").RootElement, JsonDocument.Parse("{}").RootElement]));
        Assert.NotNull(api.Check("POST", "/_bulk", [JsonDocument.Parse("""{"index":{"_id":"x"}}""").RootElement]));
    }

    // The server takes short forms that are not described: an analyzer without a type, a bare list of source fields, a query's value without
    // its name, names of suggestions, the format of a table.
    private static IReadOnlyList<string> ShortForms =>
    [
        "03-put-index-template", "04-put-index-template-bad-analyzer", "12-search-folded-highlight-facets", "13-search-phrase", "14-search-russian-stem",
        "17-search-no-hits", "25-count", "28-suggest-term", "33-update-by-query", "34-delete-by-query", "36-cat-indices",
    ];

    private void AssertQuery(string query, bool isRight)
    {
        if (Recordings.Api is not { } api)
        {
            output.WriteLine(SharedFiles.Skipped);
            return;
        }
        var wrong = api.CheckValue(JsonDocument.Parse(query).RootElement, "_types.query_dsl.QueryContainer");
        Assert.True(isRight == wrong is null, wrong);
    }
}
