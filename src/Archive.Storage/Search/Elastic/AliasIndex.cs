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
            return await new HitSearch(client, alias, root, AccessFilter.Of(query)).RunAsync(query.Offset, query.Limit, cancellation);
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
