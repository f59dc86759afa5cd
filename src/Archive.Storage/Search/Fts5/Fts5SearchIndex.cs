using System.Runtime.CompilerServices;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Search.Query;
using Archive.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>
/// The search index in one SQLite file with FTS5. The file is disposable: where it cannot be read it is made anew, empty, and
/// <see cref="NeedsRebuild"/> says so until the caller has put every file back and called <see cref="MarkRebuiltAsync"/>.
/// Safe for use from many tasks.
/// </summary>
public sealed class Fts5SearchIndex : IMendableIndex, IAsyncDisposable
{
    private const int Portion = 1000;

    private readonly SqliteDatabase _database;
    private volatile BulkFill? _filling;

    private Fts5SearchIndex(SqliteDatabase database, bool needsRebuild) => (_database, NeedsRebuild) = (database, needsRebuild);

    /// <summary>True where the index was made anew, now or at an earlier opening, and was not declared whole since.</summary>
    public bool NeedsRebuild { get; private set; }

    /// <summary>Opens the index.</summary>
    /// <param name="mayCreate">True for the owner of the data folder: a missing or unusable index is then made anew.</param>
    /// <exception cref="SearchIndexUnusableException">There is no usable index and none may be made.</exception>
    public static async Task<Fts5SearchIndex> OpenAsync(string path, bool mayCreate, CancellationToken cancellation)
    {
        var database = Fts5File.Open(path, mayCreate);
        var needsRebuild = await database.ReadAsync(Fts5File.NeedsRebuild, cancellation);
        return new Fts5SearchIndex(database, needsRebuild);
    }

    /// <summary>Declares the index whole: every indexed file of the catalog is in it.</summary>
    public async Task MarkRebuiltAsync(CancellationToken cancellation)
    {
        await Guarded(() => _database.WriteAsync(Fts5File.MarkRebuilt, cancellation));
        NeedsRebuild = false;
    }

    public Task<bool> NeedsMendingAsync(CancellationToken cancellation) => Task.FromResult(NeedsRebuild);

    /// <inheritdoc/>
    /// <remarks>How far it came is committed after what was entered, into the same file: it never claims more than there is.</remarks>
    public async Task MendAsync(IndexFill fill, CancellationToken cancellation)
    {
        var filling = _filling = new BulkFill(_database);
        try
        {
            await Guarded(() => filling.RunAsync(fill, cancellation));
        }
        finally
        {
            _filling = null;
        }

        await MarkRebuiltAsync(cancellation);
    }

    /// <inheritdoc/>
    /// <remarks>Pages whose revision and case are unchanged are left as they are.</remarks>
    /// <exception cref="ArgumentException">A page belongs to another file, or a page number comes twice.</exception>
    public Task ReplaceFileAsync(string fileId, IReadOnlyList<IndexedPage> pages, CancellationToken cancellation)
    {
        var file = PreparedFile.Of(fileId, pages);
        return ChangeAsync(fileId, connection => PageWriter.Replace(connection, file), cancellation);
    }

    public Task RemoveFileAsync(string fileId, CancellationToken cancellation) =>
        ChangeAsync(fileId, connection => PageWriter.RemoveFile(connection, fileId), cancellation);

    private Task ChangeAsync(string fileId, Action<SqliteConnection> change, CancellationToken cancellation) => Guarded(() => _database.WriteAsync(
        connection =>
        {
            change(connection);
            _filling?.Overtake(fileId);
        },
        cancellation));

    /// <exception cref="SearchSyntaxException">The query cannot be understood.</exception>
    /// <exception cref="SearchIndexUnusableException">The index is damaged; the next opening makes it anew.</exception>
    public Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(query.Offset);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Limit);
        var root = QueryParser.Parse(query.Text);
        return Guarded(() => _database.ReadAsync(connection => PageSearch.Run(connection, root, query), cancellation));
    }

    /// <exception cref="SearchSyntaxException">The query cannot be understood.</exception>
    /// <exception cref="SearchIndexUnusableException">The index is damaged; the next opening makes it anew.</exception>
    public Task<IReadOnlyList<string>> SuggestAsync(SearchQuery query, CancellationToken cancellation) =>
        Guarded(() => _database.ReadAsync(connection => SpellingAdvice.For(connection, query), cancellation));

    public Task<IReadOnlyList<IndexEntry>> ListFileAsync(string fileId, CancellationToken cancellation) => Guarded(() => _database.ReadAsync(
        connection => fileId.Length == 0
            ? [.. PageEntries.Strays(connection, Portion).Select(stray => new IndexEntry("", stray, Sha256Digest.Of([])))]
            : PageEntries.OfFile(connection, fileId),
        cancellation));

    /// <inheritdoc/>
    /// <remarks>
    /// Only what can be found is listed: a page without its text is none. Text without its page is listed last, as a page of the file without a name,
    /// which <see cref="RemoveFileAsync"/> takes out.
    /// </remarks>
    public async IAsyncEnumerable<IndexEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var stray in await Guarded(() => _database.ReadAsync(connection => PageEntries.Strays(connection, Portion), cancellation)))
            yield return new IndexEntry("", stray, Sha256Digest.Of([]));
        for (PageEntries.Row? last = null; ;)
        {
            var after = last;
            var rows = await Guarded(() => _database.ReadAsync(connection => PageEntries.After(connection, after, Portion), cancellation));
            foreach (var row in rows) yield return row.ToEntry();
            if (rows.Count < Portion) yield break;
            last = rows[^1];
        }
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    /// <summary>Damage met in the middle of the work is remembered, so that the next opening makes the index anew.</summary>
    private async Task<T> Guarded<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (SqliteException error) when (Fts5File.IsDamage(error))
        {
            Fts5File.RememberDamage(_database.Path);
            throw new SearchIndexUnusableException(_database.Path, error);
        }
    }

    private Task Guarded(Func<Task> work) => Guarded(async () =>
    {
        await work();
        return true;
    });
}
