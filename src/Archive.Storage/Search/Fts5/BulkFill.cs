using Archive.Domain.Ports;
using Archive.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>
/// Fills the index with very many files: four thousand pages in one transaction, which also says how far it came, written while the next are being
/// prepared. The vocabulary is taken from the full text at the end and entered in order, instead of word by word all over its tables: inflections
/// and near misses are found from then on.
/// </summary>
internal sealed class BulkFill(SqliteDatabase database) : IIndexWriter
{
    private const int PagesAtOnce = 4000;

    // Pages of the database in memory, in KiB. And what FTS5 keeps there before it writes a segment, in bytes.
    private const int CacheKibibytes = 192 * 1024;
    private const int HashBytes = 64 << 20;
    private const int UsualHashBytes = 1 << 20;

    // Segments of a level that are merged when there are so many (sqlite.org/fts5.html, 6.6 and 6.3): every page is then written again less often
    // than by the usual merging of four at a time, which would be for nothing here since all are merged at the end.
    private const int SegmentsMerged = 64;
    private const int UsualSegmentsMerged = 16;
    private const int UsualAutomerge = 4;

    private const int MergePagesAtOnce = 2000;

    private static readonly int FilesPreparedAtOnce = Math.Min(8, Environment.ProcessorCount);

    private readonly HashSet<string> _overtaken = new(StringComparer.Ordinal);
    private readonly Queue<Task<PreparedFile>> _preparing = [];
    private readonly List<PreparedFile> _waiting = [];
    private Task _writing = Task.CompletedTask;
    private int _waitingPages;

    /// <summary>Runs the filling from where an earlier one was interrupted, to the end.</summary>
    internal async Task RunAsync(IndexFill fill, CancellationToken cancellation)
    {
        var after = await database.ReadAsync(Fts5File.RebuiltTo, cancellation);
        await SetUpAsync(CacheKibibytes, HashBytes, automerge: 0, SegmentsMerged, cancellation);
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
                while (_preparing.Count > 0) await TakePreparedAsync();
                await WriteOutAsync();
                await _writing;
            }

            await MergeAsync(cancellation);
            await Vocabulary.CompleteAsync(database, cancellation);
        }
        finally
        {
            await SetUpAsync(SqliteDatabase.UsualCacheKibibytes, UsualHashBytes, UsualAutomerge, UsualSegmentsMerged, CancellationToken.None);
        }
    }

    public async Task ReplaceFileAsync(string fileId, IReadOnlyList<IndexedPage> pages, CancellationToken cancellation)
    {
        _preparing.Enqueue(Task.Run(() => PreparedFile.Of(fileId, pages), CancellationToken.None));
        if (_preparing.Count > FilesPreparedAtOnce) await TakePreparedAsync();
        if (_waitingPages >= PagesAtOnce) await WriteOutAsync();
    }

    private async Task TakePreparedAsync()
    {
        var file = await _preparing.Dequeue();
        _waiting.Add(file);
        _waitingPages += file.Pages.Count;
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
        foreach (var file in files.Where(file => !_overtaken.Contains(file.Id))) PageWriter.Put(connection, file);
        Fts5File.MarkRebuiltTo(connection, files[^1].Id);
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

    private Task SetUpAsync(int cacheKibibytes, int hashBytes, int automerge, int segmentsMerged, CancellationToken cancellation) => database.WriteAsync(
        connection =>
        {
            connection.Execute($"pragma cache_size = {-cacheKibibytes}");
            foreach (var (name, value) in new[] { ("hashsize", hashBytes), ("automerge", automerge), ("crisismerge", segmentsMerged) })
            {
                connection.Execute("insert into page_text (page_text, rank) values (@Name, @Value)", new { Name = name, Value = value });
            }
        },
        cancellation);
}
