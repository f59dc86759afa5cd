using System.Net;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Archive.Storage.Search.Elastic;
using Archive.Storage.Search.Elastic.Client;
using Archive.Testing;

namespace Archive.Storage.Tests.Search.Elastic;

/// <summary>A server that is away, too busy or answers nonsense.</summary>
public sealed class ElasticFaultTests
{
    private readonly ElasticFixture _fixture = new();

    private static CancellationToken None => CancellationToken.None;

    [Fact]
    public async Task Replace_SomeEntriesTurnedAway_AreSentAgainAndOnlyThey()
    {
        await using var index = await _fixture.OpenAsync();
        var refusals = 0;
        _fixture.Server.TurnAway = id => id is "F1-2" or "F1-4" && refusals++ < 5 ? 429 : null;

        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a", "b", "c", "d", "e"), None);

        Assert.Equal("F1-1 F1-2 F1-3 F1-4 F1-5", _fixture.Ids());
        // All five, then the two, the two, and the one left.
        Assert.Equal([10, 4, 4, 2], Bulks().Select(bulk => bulk.Lines.Count));
        Assert.Equal(3, _fixture.Time.Pauses.Count);
    }

    [Fact]
    public async Task Replace_EntriesTurnedAwayForever_SaysSoAndTheOthersAreIn()
    {
        await using var index = await _fixture.OpenAsync();
        _fixture.Server.TurnAway = id => id == "F1-2" ? 503 : null;
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a", "b", "c"), None));
        Assert.Contains("turned away 1 of 3", error.Message, StringComparison.Ordinal);
        Assert.Equal("F1-1 F1-3", _fixture.Ids());

        _fixture.Server.TurnAway = null;
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a", "b", "c"), None);
        Assert.Equal("F1-1 F1-2 F1-3", _fixture.Ids());
    }

    [Fact]
    public async Task Replace_EntryRefusedForGood_IsNamedOnceWithoutItsTextAndTheOthersAreIn()
    {
        await using var index = await _fixture.OpenAsync();
        _fixture.Server.TurnAway = id => id == "F1-2" ? 400 : null;
        var error = await Assert.ThrowsAsync<ElasticBulkException>(() => index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "a", "b", "c"), None));
        Assert.Contains("F1-2 (400 document_parsing_exception)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.Equal("F1-1 F1-3", _fixture.Ids());
        Assert.Single(Bulks());
    }

    [Fact]
    public async Task Replace_ManyBytes_GoInBoundedRequests()
    {
        await using var index = await _fixture.OpenAsync(ElasticFixture.Options with { BulkBytes = 64 << 10 });
        var text = string.Join(' ', Enumerable.Range(0, 600).Select(i => $"vārds{i}"));
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", [.. Enumerable.Repeat(text, 12)]), None);
        Assert.Equal(12, _fixture.Server.Documents("pages-000001").Count);
        Assert.True(Bulks().Count > 2);
        Assert.All(Bulks(), bulk => Assert.True(bulk.Lines.Count == 2 || bulk.Lines.Sum(line => System.Text.Encoding.UTF8.GetByteCount(line.GetRawText())) <= 64 << 10));
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("503")]
    [InlineData("429")]
    [InlineData("truncated")]
    [InlineData("html")]
    [InlineData("other server")]
    [InlineData("redirect")]
    [InlineData("other json")]
    [InlineData("part of the shards")]
    public async Task Search_FaultThatPasses_IsTriedAgain(string fault)
    {
        await using var index = await _fixture.OpenAsync();
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "alfa beta"), None);
        var left = 3;
        _fixture.Server.Afterwards = (_, answer) => left-- > 0 ? Spoil(answer, fault) : answer;

        var result = await index.SearchAsync(new SearchQuery("alfa", Visibility.Everything), None);

        Assert.Equal(("[alfa] beta", 3), (Assert.Single(result.Hits).Snippet, _fixture.Time.Pauses.Count));
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("503")]
    [InlineData("429")]
    [InlineData("truncated")]
    [InlineData("html")]
    [InlineData("other json")]
    public async Task AnyCall_FaultThatStays_EndsWithinTheOptionsTime(string fault)
    {
        var options = ElasticFixture.Options with { User = "archive", Password = "geheim" };
        await using var index = await _fixture.OpenAsync(options);
        _fixture.Server.Afterwards = (_, answer) => Spoil(answer, fault);
        var before = _fixture.Time.GetTimestamp();

        foreach (var call in new Func<Task>[]
        {
            () => index.SearchAsync(new SearchQuery("alfa", Visibility.Everything), None),
            () => index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "alfa"), None),
            () => index.RemoveFileAsync("F1", None),
            () => index.ListAsync(None).GetAsyncEnumerator().MoveNextAsync().AsTask(),
            () => _fixture.OpenAsync(options),
        })
        {
            var error = await Assert.ThrowsAsync<StoreUnavailableException>(call);
            Assert.Equal("search index", error.Store);
            Assert.DoesNotContain("geheim", error.ToString(), StringComparison.Ordinal);
            Assert.InRange(_fixture.Time.GetElapsedTime(before), TimeSpan.FromSeconds(14), TimeSpan.FromSeconds(26));
            before = _fixture.Time.GetTimestamp();
        }
    }

    [Fact]
    public async Task AnyCall_NoAnswer_EndsByTheOptionsTimeouts()
    {
        _fixture.Server.Delay = cancellation => Task.Delay(Timeout.Infinite, cancellation);
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => _fixture.OpenAsync(ElasticFixture.Options with { RequestTimeout = TimeSpan.FromSeconds(2) }));
        Assert.Contains("no answer within 2 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnyCall_Cancelled_IsCancelledAndNotAway()
    {
        await using var index = await _fixture.OpenAsync();
        using var cancellation = new CancellationTokenSource();
        _fixture.Server.Delay = async waiting =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.Infinite, waiting);
        };
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => index.SearchAsync(new SearchQuery("alfa", Visibility.Everything), cancellation.Token));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public async Task AnyCall_CredentialsRefused_IsToldAtOnce(int status)
    {
        _fixture.Server.Instead = _ => SimulatedElastic.Answer(status, "{}");
        var error = await Assert.ThrowsAsync<StoreUnavailableException>(() => _fixture.OpenAsync(ElasticFixture.Options with { ApiKey = "c2VjcmV0" }));
        Assert.Contains("credentials", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(_fixture.Time.Pauses);
    }

    [Fact]
    public async Task Replace_AnswerLost_IsRepeatedWithoutHarm()
    {
        await using var index = await _fixture.OpenAsync();
        var lost = false;
        _fixture.Server.Afterwards = (request, answer) => lost || !request.Target.StartsWith("/_bulk", StringComparison.Ordinal) ? answer : Lose(ref lost);
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "alfa"), None);
        Assert.Equal((true, "F1-1"), (lost, _fixture.Ids()));
    }

    [Fact]
    public async Task AnyCall_OneOfTwoServersAway_GoesToTheOther()
    {
        var options = ElasticFixture.Options with { Nodes = [new Uri("http://one.test:9200"), new Uri("http://two.test:9200/behind/")] };
        var handler = new OneAway(_fixture.Server);
        await using var index = await ElasticSearchIndex.OpenAsync(options, _fixture.Time, handler, None);
        await index.ReplaceFileAsync("F1", ElasticFixture.Pages("F1", "alfa"), None);
        Assert.Equal((1, "F1-1"), (handler.Refused, _fixture.Ids()));
    }

    private static HttpResponseMessage Lose(ref bool lost)
    {
        lost = true;
        throw new HttpRequestException("The answer ended too early.", new IOException("ended"));
    }

    private List<SeenRequest> Bulks() => _fixture.Server.Requests.Where(request => request.Target.StartsWith("/_bulk", StringComparison.Ordinal)).ToList();

    private static HttpResponseMessage Spoil(HttpResponseMessage answer, string fault)
    {
        switch (fault)
        {
            case "refused": throw new HttpRequestException("Connection refused (index.test:9200)");
            case "503" or "429": return SimulatedElastic.Answer(int.Parse(fault, System.Globalization.CultureInfo.InvariantCulture), """{"error":{"type":"es_rejected_execution_exception"}}""");
            case "truncated": return SimulatedElastic.Answer(200, """{"took":3,"timed_out":false,"_sha""");
            case "html": return SimulatedElastic.Answer(200, "<html>Welcome</html>");
            case "other json": return SimulatedElastic.Answer(200, """["hello"]""");
            case "redirect": return SimulatedElastic.Answer((int)HttpStatusCode.Found, "");
            case "part of the shards": return SimulatedElastic.Answer(200, """{"took":3,"timed_out":false,"_shards":{"total":2,"successful":1,"failed":1},"hits":{"total":{"value":0},"hits":[]}}""");
            default:
                answer.Headers.Remove("X-elastic-product");
                return answer;
        }
    }

    private sealed class OneAway(HttpMessageHandler other) : DelegatingHandler(other)
    {
        public int Refused { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (request.RequestUri!.Host != "one.test")
            {
                request.RequestUri = new Uri(request.RequestUri.AbsoluteUri.Replace("/behind/", "/", StringComparison.Ordinal));
                return base.SendAsync(request, cancellationToken);
            }
            Refused++;
            throw new HttpRequestException("Connection refused");
        }
    }
}
