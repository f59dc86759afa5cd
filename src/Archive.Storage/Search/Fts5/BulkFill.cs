using Archive.Domain.Ports;
using Archive.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>
/// Fills the index with very many files: two thousand pages in one transaction, which also says how far it came, written while the next are being
/// prepared. What is kept for near misses is put in order at the end and entered in one go, instead of row by row all over the table.
/// </summary>
internal sealed class BulkFill(SqliteDatabase database) : IIndexWriter
{
    private const int PagesAtOnce = 2000;

    // Pages of the database in memory, in KiB: the words' tables are written all over. And of FTS5's own, in bytes, before it writes a segment.
    private const int CacheKibibytes = 192 * 1024;
    private const int HashBytes = 32 << 20;
    private const int UsualHashBytes = 1 << 20;

    // Words that are known to be in the vocabulary and need not be looked up; some 50 bytes each.
    private const int MostKnown = 1_000_000;

    private const int MergePagesAtOnce = 2000;

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _overtaken = new(StringComparer.Ordinal);
    private readonly List<PreparedFile> _waiting = [];
    private Task _writing = Task.CompletedTask;
    private int _waitingPages;

    /// <summary>Runs the filling from where an earlier one was interrupted, to the end.</summary>
    internal async Task RunAsync(IndexFill fill, CancellationToken cancellation)
    {
        var after = await database.ReadAsync(Fts5File.RebuiltTo, cancellation);
        await SetUpAsync(CacheKibibytes, HashBytes, cancellation);
        try
        {
            try
            {
                // The mark goes with what was written; there is nothing to be done for single files.
                await fill(this, after, static (_, _) => Task.CompletedTask, cancellation);
            }
            finally
            {
                // Interrupted too: what was handed over needs not be done again.
                await WriteOutAsync();
                await _writing;
            }

            await SegmentTable.CompleteAsync(database, cancellation);
            await MergeAsync(cancellation);
        }
        finally
        {
            await SetUpAsync(SqliteDatabase.UsualCacheKibibytes, UsualHashBytes, CancellationToken.None);
        }
    }

    public async Task ReplaceFileAsync(string fileId, IReadOnlyList<IndexedPage> pages, CancellationToken cancellation)
    {
        _waiting.Add(PreparedFile.Of(fileId, pages));
        _waitingPages += pages.Count;
        if (_waitingPages >= PagesAtOnce) await WriteOutAsync();
    }

    /// <summary>
    /// A file was replaced or removed past the filling, which may still hold what it was before: that is not entered any more. To be called in the
    /// transaction that does it.
    /// </summary>
    internal void Overtake(string fileId) => _overtaken.Add(fileId);

    /// <summary>Hands over what waits, once what was handed over before is written.</summary>
    private async Task WriteOutAsync()
    {
        await _writing;
        if (_waiting.Count == 0) return;
        var files = _waiting.ToList();
        _waiting.Clear();
        _waitingPages = 0;
        _writing = Task.Run(() => database.WriteAsync(connection => Write(connection, files), CancellationToken.None));
    }

    private void Write(SqliteConnection connection, List<PreparedFile> files)
    {
        var terms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var file in files.Where(file => !_overtaken.Contains(file.Id))) terms.UnionWith(PageWriter.Put(connection, file, _known));
        Vocabulary.Add(connection, terms, withSegments: false);
        Fts5File.MarkRebuiltTo(connection, files[^1].Id);
        if (_known.Count > MostKnown) _known.Clear();
        _known.UnionWith(terms);
    }

    /// <summary>Brings the full text into few segments, in which a word is found with few reads; a bit at a time, so that others come to write.</summary>
    private async Task MergeAsync(CancellationToken cancellation)
    {
        for (var (pages, more) = (-MergePagesAtOnce, true); more; pages = MergePagesAtOnce)
        {
            more = await database.WriteAsync(
                connection =>
                {
                    var before = connection.ExecuteScalar<long>("select total_changes()");
                    connection.Execute("insert into page_text (page_text, rank) values ('merge', @Pages)", new { Pages = pages });
                    // sqlite.org/fts5.html, 6.7: less than two changes say that there was nothing left to merge.
                    return connection.ExecuteScalar<long>("select total_changes()") - before >= 2;
                },
                cancellation);
        }
    }

    private Task SetUpAsync(int cacheKibibytes, int hashBytes, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            connection.Execute($"pragma cache_size = {-cacheKibibytes}");
            connection.Execute("insert into page_text (page_text, rank) values ('hashsize', @Bytes)", new { Bytes = hashBytes });
        },
        cancellation);
}
