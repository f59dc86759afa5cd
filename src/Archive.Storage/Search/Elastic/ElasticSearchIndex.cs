using System.Text.Json.Nodes;
using Archive.Domain.Ports;
using Archive.Storage.Search.Elastic.Client;

namespace Archive.Storage.Search.Elastic;

/// <summary>
/// The search index on Elasticsearch 8 or later, for any number of nodes. Like the embedded one it is disposable: a missing index is made anew, empty,
/// and <see cref="NeedsRebuild"/> says so. A file is not entered in one transaction, which Elasticsearch does not have, but each page whole, new pages
/// before old ones go; a call cut short is to be repeated. Where the server is away, too slow or answers nonsense for longer than
/// <see cref="ElasticOptions.RetryFor"/>, calls end in a <see cref="Domain.StoreUnavailableException"/>. Safe for use from many tasks.
/// </summary>
public sealed class ElasticSearchIndex : IMendableIndex, IAsyncDisposable
{
    private readonly ElasticClient _client;
    private readonly ElasticOptions _options;
    private readonly TimeProvider _time;
    private readonly IndexLifecycle _lifecycle;
    private readonly AliasIndex _index;

    private ElasticSearchIndex(ElasticClient client, ElasticOptions options, TimeProvider time)
    {
        (_client, _options, _time) = (client, options, time);
        _lifecycle = new IndexLifecycle(client, options);
        _index = new AliasIndex(client, options.IndexName, new FileWriter(client, options, time, _lifecycle.TargetsAsync, options.Refresh));
    }

    /// <summary>
    /// True where not every indexed file of the catalog is known to be in the index, or it was made by an older release. To be healed by
    /// <see cref="RebuildAsync"/>, or where the index is new by entering every file and <see cref="MarkRebuiltAsync"/>.
    /// </summary>
    public bool NeedsRebuild { get; private set; }

    /// <summary>Opens the index; template and index are made where they are missing.</summary>
    /// <exception cref="ArgumentException">An option lies outside its range.</exception>
    /// <exception cref="Domain.StoreUnavailableException">The server is away, or refuses the credentials.</exception>
    /// <exception cref="ElasticException">The server refuses the template or the index.</exception>
    public static Task<ElasticSearchIndex> OpenAsync(ElasticOptions options, TimeProvider time, CancellationToken cancellation) =>
        OpenAsync(options, time, handler: null, cancellation);

    internal static async Task<ElasticSearchIndex> OpenAsync(ElasticOptions options, TimeProvider time, HttpMessageHandler? handler, CancellationToken cancellation)
    {
        options.Validate();
        var client = new ElasticClient(options, time, handler);
        try
        {
            var index = new ElasticSearchIndex(client, options, time);
            index.NeedsRebuild = await index._lifecycle.OpenAsync(cancellation);
            return index;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Declares the index whole: every indexed file of the catalog is in it.</summary>
    public async Task MarkRebuiltAsync(CancellationToken cancellation)
    {
        await _lifecycle.MarkWholeAsync(cancellation);
        NeedsRebuild = false;
    }

    /// <summary>
    /// Builds the index anew while the old one is searched: makes a new one, lets <paramref name="fill"/> enter every file, swings the alias in one
    /// step and removes the old one. From the start on all nodes write to both. Where it fails, or the process dies, the new index stays, and the next
    /// call goes on with it: <paramref name="fill"/> may leave out what is listed there.
    /// </summary>
    /// <param name="fill">Enters every indexed file of the catalog, as read after the call, into the index that it is given.</param>
    public async Task RebuildAsync(Func<ISearchIndex, CancellationToken, Task> fill, CancellationToken cancellation)
    {
        var built = await _lifecycle.BeginAsync(cancellation);
        var target = new WriteTarget(_lifecycle.Names.Building, IsOptional: true);
        await _client.RefreshAsync(built, cancellation);
        await fill(new AliasIndex(_client, target.Alias, new FileWriter(_client, _options, _time, _ => Task.FromResult<IReadOnlyList<WriteTarget>>([target]), refresh: null)), cancellation);
        await _lifecycle.CommitAsync(built, cancellation);
        NeedsRebuild = false;
    }

    public async Task<bool> NeedsMendingAsync(CancellationToken cancellation) => NeedsRebuild = await _lifecycle.OpenAsync(cancellation);

    /// <inheritdoc/>
    /// <remarks>
    /// An index of this release that is not whole is filled as it is, so that what is entered is found at once. One of an older release is searched
    /// until its successor is whole. One node may do so at a time; which one is for the caller to see to.
    /// </remarks>
    public async Task MendAsync(IndexFill fill, CancellationToken cancellation)
    {
        var (current, notes) = await _lifecycle.NotesAsync(building: false, cancellation);
        if (notes?.Schema != IndexSchema.Version)
        {
            await RebuildAsync(
                async (target, token) =>
                {
                    var (built, begun) = await _lifecycle.NotesAsync(building: true, token);
                    await fill(target, begun?.Reached, Reached(built), token);
                },
                cancellation);
            return;
        }

        var target = new AliasIndex(_client, _options.IndexName, new FileWriter(_client, _options, _time, _lifecycle.TargetsAsync, refresh: null));
        await fill(target, notes.Reached, Reached(current), cancellation);
        await MarkRebuiltAsync(cancellation);
    }

    /// <summary>Notes change the state of the whole cluster: they are not written with every file.</summary>
    private Func<string, CancellationToken, Task> Reached(string index)
    {
        var told = _time.GetTimestamp();
        return async (fileId, cancellation) =>
        {
            if (_time.GetElapsedTime(told) < _options.ProgressInterval) return;
            await _lifecycle.MarkReachedAsync(index, fileId, cancellation);
            told = _time.GetTimestamp();
        };
    }

    /// <inheritdoc/>
    /// <remarks>Pages whose revision and case are unchanged are left as they are.</remarks>
    /// <exception cref="ArgumentException">A page belongs to another file, or a page number comes twice.</exception>
    /// <exception cref="ElasticBulkException">The index refuses pages for good; the others are entered.</exception>
    /// <exception cref="Domain.StoreUnavailableException">The server is away; some pages may be entered already.</exception>
    public Task ReplaceFileAsync(string fileId, IReadOnlyList<IndexedPage> pages, CancellationToken cancellation) =>
        _index.ReplaceFileAsync(fileId, pages, cancellation);

    /// <exception cref="Domain.StoreUnavailableException">The server is away; some pages may be removed already.</exception>
    public Task RemoveFileAsync(string fileId, CancellationToken cancellation) => _index.RemoveFileAsync(fileId, cancellation);

    /// <exception cref="SearchSyntaxException">The query cannot be understood.</exception>
    /// <exception cref="Domain.StoreUnavailableException">The server is away, or not all of the index answers.</exception>
    public Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellation) => _index.SearchAsync(query, cancellation);

    /// <exception cref="SearchSyntaxException">The query cannot be understood.</exception>
    /// <exception cref="Domain.StoreUnavailableException">The server is away, or not all of the index answers.</exception>
    public Task<IReadOnlyList<string>> SuggestAsync(SearchQuery query, CancellationToken cancellation) => _index.SuggestAsync(query, cancellation);

    public Task<IReadOnlyList<IndexEntry>> ListFileAsync(string fileId, CancellationToken cancellation) => _index.ListFileAsync(fileId, cancellation);

    /// <summary>Every entry by file id and page number.</summary>
    public IAsyncEnumerable<IndexEntry> ListAsync(CancellationToken cancellation) => _index.ListAsync(cancellation);

    /// <summary>Removes the index and its template from the server.</summary>
    internal Task DropAsync(CancellationToken cancellation) => _lifecycle.DropAsync(cancellation);

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }
}
