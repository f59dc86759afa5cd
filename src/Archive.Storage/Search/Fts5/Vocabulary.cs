using System.Text.Json;
using Archive.Storage.Search.Text;
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

    internal static void Add(SqliteConnection connection, IReadOnlyCollection<string> terms)
    {
        using var insertTerm = Prepare(connection, "insert into term (term, stem, skeleton) values ($term, $stem, $skeleton) on conflict (term) do nothing returning id", "$term", "$stem", "$skeleton");
        using var insertSegment = Prepare(connection, "insert or ignore into segment (key, term_id) values ($key, $id)", "$key", "$id");
        foreach (var term in terms)
        {
            var skeleton = OcrSkeleton.Of(term);
            insertTerm.Parameters[0].Value = term;
            insertTerm.Parameters[1].Value = (object?)LightStemmer.Stem(term) ?? DBNull.Value;
            insertTerm.Parameters[2].Value = skeleton;
            // Known words have no new id. Numbers are never guessed at, so they need no segments.
            if (insertTerm.ExecuteScalar() is not long id || term.All(char.IsAsciiDigit)) continue;
            insertSegment.Parameters[1].Value = id;
            foreach (var key in TermSegments.KeysOf(skeleton))
            {
                insertSegment.Parameters[0].Value = key;
                insertSegment.ExecuteNonQuery();
            }
        }
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

    private static List<string> Within(SqliteConnection connection, string term, int distance)
    {
        var skeleton = OcrSkeleton.Of(term);
        var keys = JsonSerializer.Serialize(TermSegments.KeysNear(skeleton, distance));
        var candidates = connection.Query<(string Term, string Skeleton)>(
            """
            select term, skeleton from term where id in
                (select segment.term_id from json_each(@Keys) wanted cross join segment on segment.key = wanted.value)
            """,
            new { Keys = keys },
            buffered: false);
        return candidates
            .Where(candidate => candidate.Term != term)
            .Select(candidate => (candidate.Term, Distance: EditDistance.Within(skeleton, candidate.Skeleton, distance)))
            .Where(candidate => candidate.Distance is not null)
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Term, StringComparer.Ordinal)
            .Select(candidate => candidate.Term)
            .Take(MostNearMisses)
            .ToList();
    }

    private static SqliteCommand Prepare(SqliteConnection connection, string sql, params string[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var name in parameters) command.Parameters.Add(new SqliteParameter { ParameterName = name });
        return command;
    }
}
