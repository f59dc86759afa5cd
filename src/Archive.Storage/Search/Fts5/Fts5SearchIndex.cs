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
public sealed class Fts5SearchIndex : ISearchIndex, IAsyncDisposable
{
    private const int Portion = 1000;

    private readonly SqliteDatabase _database;

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

    /// <inheritdoc/>
    /// <remarks>Pages whose revision and case are unchanged are left as they are.</remarks>
    /// <exception cref="ArgumentException">A page belongs to another file, or a page number comes twice.</exception>
    public Task ReplaceFileAsync(string fileId, IReadOnlyList<IndexedPage> pages, CancellationToken cancellation)
    {
        if (pages.FirstOrDefault(page => page.FileId != fileId) is { } stray)
        {
            throw new ArgumentException($"Page {stray.PageNumber} belongs to file {stray.FileId}, not {fileId}.", nameof(pages));
        }
        if (pages.DistinctBy(page => page.PageNumber).Count() < pages.Count) throw new ArgumentException("A page number comes twice.", nameof(pages));
        return Guarded(() => _database.WriteAsync(connection => PageWriter.Replace(connection, fileId, pages), cancellation));
    }

    public Task RemoveFileAsync(string fileId, CancellationToken cancellation) =>
        Guarded(() => _database.WriteAsync(connection => PageWriter.RemoveFile(connection, fileId), cancellation));

    /// <exception cref="SearchSyntaxException">The query cannot be understood.</exception>
    /// <exception cref="SearchIndexUnusableException">The index is damaged; the next opening makes it anew.</exception>
    public Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(query.Offset);
        ArgumentOutOfRangeException.ThrowIfNegative(query.Limit);
        var root = QueryParser.Parse(query.Text);
        return Guarded(() => _database.ReadAsync(connection => PageSearch.Run(connection, root, query.Offset, query.Limit), cancellation));
    }

    /// <summary>Every entry by file id and page number.</summary>
    public async IAsyncEnumerable<IndexEntry> ListAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        for (var (file, number) = ("", 0); ;)
        {
            var after = new { File = file, Number = number, Portion };
            var rows = await Guarded(() => _database.ReadAsync(
                connection => connection.Query<(string File, int Number, byte[] Revision)>(
                    """
                    select file_id, number, revision from page where (file_id, number) > (@File, @Number)
                    order by file_id, number limit @Portion
                    """,
                    after).AsList(),
                cancellation));
            foreach (var row in rows) yield return new IndexEntry(row.File, row.Number, Sha256Digest.FromBytes(row.Revision));
            if (rows.Count < Portion) yield break;
            (file, number, _) = rows[^1];
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
