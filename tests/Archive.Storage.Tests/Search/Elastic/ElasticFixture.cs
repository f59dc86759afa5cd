using Archive.Domain.Ports;
using Archive.Storage.Search.Elastic;
using Archive.Testing;

namespace Archive.Storage.Tests.Search.Elastic;

/// <summary>An index on a simulated server and a clock without pauses.</summary>
public sealed class ElasticFixture
{
    public SimulatedElastic Server { get; } = new();

    public HastyTime Time { get; } = new();

    public static ElasticOptions Options { get; } = new() { Nodes = [new Uri("http://index.test:9200")], IndexName = "pages", Refresh = ElasticRefresh.Immediate };

    public Task<ElasticSearchIndex> OpenAsync(ElasticOptions? options = null) =>
        ElasticSearchIndex.OpenAsync(options ?? Options, Time, Server, CancellationToken.None);

    public static IndexedPage[] Pages(string file, params string[] texts) => texts.Select((text, i) => TypedPage.Of(file, i + 1, text)).ToArray();

    /// <summary>Ids and versions behind the alias, by id.</summary>
    public string Ids(string index = "pages-000001") => string.Join(' ', Server.Documents(index).Keys.Order(StringComparer.Ordinal));
}
