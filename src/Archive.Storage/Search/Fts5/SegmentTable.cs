using Archive.Storage.Search.Text;
using Archive.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>The table of segments, by which near misses are found.</summary>
internal static class SegmentTable
{
    private const int TermsAtOnce = 200_000;

    internal static SqliteCommand Inserter(SqliteConnection connection, string table = "segment") =>
        Vocabulary.Prepare(connection, $"insert or ignore into {table} (key, skeleton, term_id) values ($key, $skeleton, $id)", "$key", "$skeleton", "$id");

    /// <summary>Enters a word under its keys. Numbers are never guessed at, so they have none.</summary>
    internal static void Add(SqliteCommand inserter, long id, string term, string skeleton)
    {
        if (term.All(char.IsAsciiDigit)) return;
        inserter.Parameters[1].Value = skeleton;
        inserter.Parameters[2].Value = id;
        foreach (var key in TermSegments.KeysOf(skeleton))
        {
            inserter.Parameters[0].Value = key;
            inserter.ExecuteNonQuery();
        }
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

        var rows = terms.SelectMany(term => term.Term.All(char.IsAsciiDigit) ? [] : TermSegments.KeysOf(term.Skeleton).Select(key => (Key: key, term.Skeleton, term.Id))).ToList();
        rows.Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key) is var order and not 0 ? order : string.CompareOrdinal(a.Skeleton, b.Skeleton));
        using (var insert = Inserter(connection))
        {
            foreach (var row in rows)
            {
                (insert.Parameters[0].Value, insert.Parameters[1].Value, insert.Parameters[2].Value) = (row.Key, row.Skeleton, row.Id);
                insert.ExecuteNonQuery();
            }
        }

        connection.Execute("insert or replace into state (name, value) values ('segments to', @Id)", new { terms[^1].Id });
        return true;
    }
}
