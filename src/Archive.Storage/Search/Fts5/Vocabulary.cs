using System.Text.Json;
using Archive.Storage.Search.Text;
using Archive.Storage.Sqlite;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>
/// The words of the index, with the keys that lead from a word to its inflections and near misses. Words stay when their pages go:
/// they then match nothing.
/// </summary>
internal static class Vocabulary
{
    /// <summary>Most inflections taken of a word; a Latvian adjective has some fifty forms.</summary>
    internal const int MostInflections = 64;

    /// <summary>Most near misses taken of a word, nearest first.</summary>
    internal const int MostNearMisses = 48;

    // Some 600 bytes each while their segments are put in order.
    private const int TermsAtOnce = 150_000;

    internal static void Add(SqliteConnection connection, IEnumerable<string> terms)
    {
        using var insertTerm = Prepare(connection, "insert into term (term, stem, skeleton) values ($term, $stem, $skeleton) on conflict (term) do nothing returning id", "$term", "$stem", "$skeleton");
        var segments = new List<SegmentRow>();
        // In the order of the table's own index, which is then written from one end to the other.
        foreach (var term in terms.Order(StringComparer.Ordinal))
        {
            var skeleton = OcrSkeleton.Of(term);
            insertTerm.Parameters[0].Value = term;
            insertTerm.Parameters[1].Value = (object?)LightStemmer.Stem(term) ?? DBNull.Value;
            insertTerm.Parameters[2].Value = skeleton;
            // Known words have no new id.
            if (insertTerm.ExecuteScalar() is long id) segments.AddRange(SegmentRow.Of(id, term, skeleton));
        }

        SegmentRow.Enter(connection, segments);
    }

    /// <summary>
    /// Enters every word of the full text that is not known yet, a portion at a time, each with its segments: after very many pages were entered
    /// without looking at their words one by one.
    /// </summary>
    internal static async Task CompleteAsync(SqliteDatabase database, CancellationToken cancellation)
    {
        for (string? from = ""; from is not null;)
        {
            var first = from;
            from = await database.WriteAsync(connection => AddPortion(connection, first), cancellation);
        }
    }

    /// <returns>Where the next portion begins; null after the last.</returns>
    private static string? AddPortion(SqliteConnection connection, string first)
    {
        // sqlite.org/fts5.html, 8: the words that the full-text index itself is made of, in order; the table is a view of it and holds nothing.
        connection.Execute("create virtual table if not exists temp.indexed_term using fts5vocab('main', 'page_text', 'row')");
        var terms = connection.Query<string>("select term from temp.indexed_term where term >= @First limit @Most", new { First = first, Most = TermsAtOnce }).AsList();
        Add(connection, terms);
        return terms.Count < TermsAtOnce ? null : terms[^1];
    }

    internal static IReadOnlyList<string> Inflections(SqliteConnection connection, string term) => LightStemmer.Stem(term) is { } stem
        ? connection.Query<string>(
            "select term from term where stem = @Stem and term <> @Term order by length(term), term limit @Most",
            new { Stem = stem, Term = term, Most = MostInflections }).AsList()
        : [];

    internal static IReadOnlyList<string> NearMisses(SqliteConnection connection, string term) => NearMissRule.For(term) switch
    {
        null => [],
        { Distance: 0 } => Lookalikes(connection, term),
        { Distance: var distance } => Within(connection, term, distance),
    };

    private static List<string> Lookalikes(SqliteConnection connection, string term) => connection.Query<string>(
        "select term from term where skeleton = @Skeleton and term <> @Term order by term limit @Most",
        new { Skeleton = OcrSkeleton.Of(term), Term = term, Most = MostNearMisses }).AsList();

    private static List<string> Within(SqliteConnection connection, string term, int distance) =>
        [.. Near(connection, term, distance).Select(near => near.Term).Where(near => near != term).Take(MostNearMisses)];

    /// <summary>Words whose skeletons lie within a distance, 1 or 2, nearest first; the word itself is among them.</summary>
    internal static IReadOnlyList<(string Term, int Distance)> Near(SqliteConnection connection, string term, int distance)
    {
        var skeleton = OcrSkeleton.Of(term);
        var nearest = Candidates(connection, TermSegments.KeysNear(skeleton, distance))
            .Select(candidate => (candidate.Id, Distance: EditDistance.Within(skeleton, candidate.Skeleton, distance)))
            .Where(candidate => candidate.Distance is not null)
            .DistinctBy(candidate => candidate.Id)
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Id)
            .Take(MostNearMisses + 1)
            .ToList();
        var terms = connection.Query<(long Id, string Term)>("select id, term from term where id in @Ids", new { Ids = nearest.Select(one => one.Id) })
            .ToDictionary(row => row.Id, row => row.Term);
        return [.. nearest.Select(one => (terms[one.Id], one.Distance!.Value))];
    }

    /// <summary>Skeletons under any of the keys, some more than once. Read without an object for each: there may be tens of thousands.</summary>
    private static IEnumerable<(long Id, string Skeleton)> Candidates(SqliteConnection connection, IEnumerable<string> keys)
    {
        // One statement for all keys: there are hundreds, and to run one costs more than to read its rows.
        using var command = Prepare(connection, "select term_id, skeleton from segment where key in (select value from json_each($keys))", "$keys");
        command.Parameters[0].Value = JsonSerializer.Serialize(keys);
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return (reader.GetInt64(0), reader.GetString(1));
    }

    internal static SqliteCommand Prepare(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }
}
