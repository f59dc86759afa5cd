using Archive.Storage.Search.Text;
using Archive.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>The table of segments, by which near misses are found.</summary>
internal static class SegmentTable
{
    private const int TermsAtOnce = 200_000;

    internal static SqliteCommand Inserter(SqliteConnection connection) =>
        Vocabulary.Prepare(connection, "insert or ignore into segment (key, skeleton, term_id) values ($key, $skeleton, $id)", "$key", "$skeleton", "$id");

    /// <summary>Enters a word under its keys. Numbers are never guessed at, so they have none.</summary>
    internal static void Add(SqliteCommand inserter, long id, string term, string skeleton)
    {
        foreach (var row in RowsOf(id, term, skeleton)) Run(inserter, row);
    }

    private static IEnumerable<Row> RowsOf(long id, string term, string skeleton) =>
        term.All(char.IsAsciiDigit) ? [] : TermSegments.KeysOf(skeleton).Select(key => new Row(key, skeleton, id));

    private static void Run(SqliteCommand inserter, Row row)
    {
        (inserter.Parameters[0].Value, inserter.Parameters[1].Value, inserter.Parameters[2].Value) = (row.Key, row.Skeleton, row.Id);
        inserter.ExecuteNonQuery();
    }

    /// <summary>Enters every word that has no segments yet, a portion at a time, each sorted first: the table is then written from one end to the other.</summary>
    internal static async Task CompleteAsync(SqliteDatabase database, CancellationToken cancellation)
    {
        while (await database.WriteAsync(AddPortion, cancellation))
        {
        }
    }

    private static bool AddPortion(SqliteConnection connection)
    {
        var after = connection.ExecuteScalar<long>("select value from state where name = 'segments to'");
        var terms = connection.Query<(long Id, string Term, string Skeleton)>(
            "select id, term, skeleton from term where id > @After order by id limit @Most", new { After = after, Most = TermsAtOnce }).AsList();
        if (terms.Count == 0)
        {
            connection.Execute("delete from state where name = 'segments to'");
            return false;
        }

        var rows = terms.SelectMany(term => RowsOf(term.Id, term.Term, term.Skeleton)).ToList();
        rows.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key) is var order and not 0 ? order : string.CompareOrdinal(a.Skeleton, b.Skeleton));
        using (var insert = Inserter(connection))
        {
            foreach (var row in rows) Run(insert, row);
        }

        connection.Execute("insert or replace into state (name, value) values ('segments to', @Id)", new { terms[^1].Id });
        return true;
    }

    private readonly record struct Row(string Key, string Skeleton, long Id);
}
