using Archive.Domain.Ports;
using Archive.Storage.Search.Elastic.Client;
using Archive.Storage.Search.Query;

namespace Archive.Storage.Search.Elastic;

/// <summary>The search index behind one alias, written through one writer.</summary>
internal sealed class AliasIndex(ElasticClient client, string alias, FileWriter writer) : ISearchIndex
{
    public Task ReplaceFileAsync(string fileId, IReadOnlyList<IndexedPage> pages, CancellationToken cancellation) =>
        writer.ReplaceAsync(fileId, pages, cancellation);

    public Task RemoveFileAsync(string fileId, CancellationToken cancellation) => writer.RemoveAsync(fileId, cancellation);

    public async Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(query.Offset);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Limit);
        var root = QueryParser.Parse(query.Text);
        try
        {
            var result = await new HitSearch(client, alias, root, AccessFilter.Of(query, query.Filter)).RunAsync(query.Offset, query.Limit, cancellation);
            return query.WithFacets ? result with { Facets = await CountAsync(root, query, cancellation) } : result;
        }
        catch (ElasticException error) when (error.IsMissingIndex)
        {
            throw PresentPages.Missing(alias);
        }
    }

    /// <summary>
    /// Each facet by the pages that match what is wanted of the others: those that nothing is wanted of in one request, each other one in its own.
    /// </summary>
    private async Task<IReadOnlyList<FacetCount>> CountAsync(QueryNode root, SearchQuery query, CancellationToken cancellation)
    {
        var counts = new List<FacetCount>();
        foreach (var facets in Enum.GetValues<Facet>().GroupBy(facet => query.Filter.Wanted.ContainsKey(facet) ? facet : (Facet?)null))
        {
            var others = facets.Key is { } narrowed ? query.Filter.Without(narrowed) : query.Filter;
            counts.AddRange(await new HitSearch(client, alias, root, AccessFilter.Of(query, others)).CountAsync([.. facets], cancellation));
        }

        return counts;
    }

    public async Task<IReadOnlyList<string>> SuggestAsync(SearchQuery query, CancellationToken cancellation)
    {
        try
        {
            return await new SpellingAdvice(client, alias, query).ForAsync(cancellation);
        }
        catch (ElasticException error) when (error.IsMissingIndex)
        {
            throw PresentPages.Missing(alias);
        }
    }

    public async Task<IReadOnlyList<IndexEntry>> ListFileAsync(string fileId, CancellationToken cancellation)
    {
        // What was entered a moment ago is asked for as well.
        await client.RefreshAsync(alias, cancellation);
        var pages = await PresentPages.OfFileAsync(client, new WriteTarget(alias, IsOptional: false), fileId, cancellation);
        return [.. pages.Select(page => new IndexEntry(page.FileId, page.Number, Domain.Sha256Digest.Parse(page.Revision)))];
    }

    public IAsyncEnumerable<IndexEntry> ListAsync(CancellationToken cancellation) => EntryList.ReadAsync(client, alias, cancellation);
}
