using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;

namespace Archive.Storage.Tests.Search;

/// <summary>What every search index must hold to; a class per implementation runs it.</summary>
public abstract class SearchIndexContract : IAsyncLifetime
{
    protected ISearchIndex Index { get; private set; } = null!;

    protected static CancellationToken None => CancellationToken.None;

    public virtual async Task InitializeAsync() => Index = await OpenAsync();

    public abstract Task DisposeAsync();

    protected abstract Task<ISearchIndex> OpenAsync();

    /// <summary>Puts each text in as the first page of a file of its own: F1, F2 …</summary>
    protected async Task IndexAsync(params string[] texts)
    {
        for (var i = 0; i < texts.Length; i++) await Index.ReplaceFileAsync($"F{i + 1}", [TypedPage.Of($"F{i + 1}", 1, texts[i])], None);
    }

    protected Task<SearchResult> SearchAsync(string query, int offset = 0, int limit = 20, Visibility? visible = null) => Index.SearchAsync(new SearchQuery(query, visible ?? Visibility.Everything, offset, limit), None);

    /// <summary>The files found, best first, joined by blanks.</summary>
    protected async Task<string> FilesAsync(string query)
    {
        var result = await SearchAsync(query, limit: 1000);
        Assert.Equal(result.Total, result.Hits.Count);
        return string.Join(' ', result.Hits.Select(hit => hit.FileId));
    }

    protected async Task<List<IndexEntry>> ListAsync()
    {
        var entries = new List<IndexEntry>();
        await foreach (var entry in Index.ListAsync(None)) entries.Add(entry);
        return entries;
    }
}
