using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>A row of the table of segments, by which near misses are found.</summary>
internal readonly record struct SegmentRow(string Key, string Skeleton, long TermId)
{
    /// <summary>The rows of a word. Numbers are never guessed at, so they have none.</summary>
    internal static IEnumerable<SegmentRow> Of(long id, string term, string skeleton) =>
        term.All(char.IsAsciiDigit) ? [] : TermSegments.KeysOf(skeleton).Select(key => new SegmentRow(key, skeleton, id));

    /// <summary>Enters rows in the order of the table, which is then written from one end to the other.</summary>
    internal static void Enter(SqliteConnection connection, List<SegmentRow> rows)
    {
        rows.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key) is var order and not 0 ? order : string.CompareOrdinal(a.Skeleton, b.Skeleton));
        using var insert = Vocabulary.Prepare(
            connection, "insert or ignore into segment (key, skeleton, term_id) values ($key, $skeleton, $id)", "$key", "$skeleton", "$id");
        foreach (var row in rows)
        {
            (insert.Parameters[0].Value, insert.Parameters[1].Value, insert.Parameters[2].Value) = (row.Key, row.Skeleton, row.TermId);
            insert.ExecuteNonQuery();
        }
    }
}
