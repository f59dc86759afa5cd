using Archive.Storage.Search.Elastic;

namespace Archive.Storage.Tests.Search.Elastic;

public sealed class ElasticOptionsTests
{
    public static TheoryData<string, ElasticOptions> Wrong()
    {
        var right = ElasticFixture.Options;
        return new()
        {
            { "Nodes", right with { Nodes = [] } },
            { "Nodes", right with { Nodes = [new Uri("ftp://index.test")] } },
            { "Nodes", right with { Nodes = [new Uri("http://a:b@index.test")] } },
            { "IndexName", right with { IndexName = "Pages" } },
            { "IndexName", right with { IndexName = "pages*" } },
            { "Shards", right with { Shards = 0 } },
            { "ApiKey", right with { ApiKey = "x", User = "a", Password = "b" } },
            { "Password", right with { User = "a" } },
            { "CaFingerprint", right with { CaFingerprint = "12:34" } },
            { "RequestTimeout", right with { RequestTimeout = TimeSpan.Zero } },
            { "RetryFor", right with { RetryFor = TimeSpan.FromHours(1) } },
            { "RetryDelay", right with { RetryDelay = TimeSpan.Zero } },
            { "BulkBytes", right with { BulkBytes = 1 } },
        };
    }

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Open_OptionOutOfRange_NamesIt(string name, ElasticOptions options)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => ElasticSearchIndex.OpenAsync(options, TimeProvider.System, CancellationToken.None));
        Assert.Equal(name, error.ParamName);
    }

    [Fact]
    public void FromAddresses_UserAndPassword_AreTakenOutOfTheAddressAndOfAllText()
    {
        var options = ElasticOptions.FromAddresses("https://archive:k%40se@one.test:9200, https://two.test/search/");
        options.Validate();
        Assert.Equal(("archive", "k@se"), (options.User, options.Password));
        Assert.Equal(["https://one.test:9200/", "https://two.test/search/"], options.Nodes.Select(node => node.AbsoluteUri));
        Assert.Equal("archive-pages at one.test:9200, two.test:443", options.ToString());
        Assert.DoesNotContain("geheim", Assert.Throws<ArgumentException>(() => ElasticOptions.FromAddresses("a:geheim@one:9200:3")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void FromAddresses_WithoutUser_HasNone()
    {
        var options = ElasticOptions.FromAddresses("http://127.0.0.1:9200");
        options.Validate();
        Assert.Null(options.User);
        Assert.Null(options.Password);
    }
}
