using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Storage.Search;

/// <summary>In place of the search index on a node that has none: every use says so.</summary>
public sealed class NoSearchIndex : ISearchIndex
{
    public Task ReplaceFileAsync(string fileId, IReadOnlyList<IndexedPage> pages, CancellationToken cancellation) => throw Missing();

    public Task RemoveFileAsync(string fileId, CancellationToken cancellation) => throw Missing();

    public Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellation) => throw Missing();

    public Task<IReadOnlyList<string>> SuggestAsync(SearchQuery query, CancellationToken cancellation) => throw Missing();

    public Task<IReadOnlyList<IndexEntry>> ListFileAsync(string fileId, CancellationToken cancellation) => throw Missing();

    public IAsyncEnumerable<IndexEntry> ListAsync(CancellationToken cancellation) => throw Missing();

    private static EnvironmentProblemException Missing() =>
        new("This node has no search index (ARCHIVE_SEARCH=none). Run the command where the index is, or name an Elasticsearch server in ARCHIVE_SEARCH.");
}
