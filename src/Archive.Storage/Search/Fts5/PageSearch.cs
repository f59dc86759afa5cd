using System.Globalization;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Search.Hits;
using Archive.Storage.Search.Query;
using Archive.Storage.Search.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>
/// Runs a query. Pages go in tiers: those that match as written, then those that need inflections, then those that need near misses. One expression
/// for all would not do: a misread word is rare, and rarity weighs most in BM25. Within a tier pages go by BM25; where so many match that weighing
/// them would take longer than a person waits, and the order of weights says little, the newest go first.
/// </summary>
internal static class PageSearch
{
    /// <summary>Pages that are counted; where more match, the total says "at least".</summary>
    internal const int MostCounted = 10_000;

    /// <summary>Pages of an expression that are weighed.</summary>
    internal const int MostWeighed = 1_000;

    internal static SearchResult Run(SqliteConnection connection, QueryNode root, SearchQuery wanted)
    {
        var (offset, limit) = (wanted.Offset, wanted.Limit);
        var most = (int)Math.Min(int.MaxValue - 1, Math.Max(MostCounted, (long)offset + limit));
        var hits = new List<SearchHit>();
        var seen = new HashSet<long>();
        var before = "";
        var scope = new Scope(AccessClass.Visible(connection, wanted.Visible), wanted.FileId, wanted.Year?.ToString("D4", CultureInfo.InvariantCulture));
        for (var level = MatchLevel.Exact; level <= MatchLevel.NearMiss && seen.Count <= most; level++)
        {
            var query = QueryExpansion.Expand(connection, root, level);
            var expression = Fts5Expression.Of(query, level);
            if (expression == before) continue;
            before = expression;
            var skip = Math.Max(0, offset - seen.Count);
            var tier = Tier(connection, expression, scope, most + 1).Where(row => seen.Add(row.Id)).ToList();
            foreach (var row in tier.Skip(skip).Take(limit - hits.Count)) hits.Add(ToHit(connection, query, level, row));
        }

        return new SearchResult(Math.Min(seen.Count, most), hits, seen.Count <= most);
    }

    /// <summary>The pages that match, in their order. Those of the tiers before are among them.</summary>
    private static List<Row> Tier(SqliteConnection connection, string expression, Scope scope, int most)
    {
        var matches = "from page_text where page_text match @Expression" + scope.Condition;
        var parameters = new { Expression = expression, scope.Classes, File = scope.FileId, scope.Year, Most = most };
        var rows = connection.Query<Row>($"select rowid as Id {matches} order by rowid desc limit @Most", parameters).AsList();
        return rows.Count is <= 1 or > MostWeighed ? rows : connection.Query<Row>(
            $"select rowid as Id, -bm25(page_text, 1.0, 0.5) as Weight {matches} order by Weight desc, rowid", parameters).AsList();
    }

    private static SearchHit ToHit(SqliteConnection connection, ExpandedQuery query, MatchLevel level, Row row)
    {
        var page = connection.QueryFirst<Page>(
            """
            select file_id as FileId, number as Number, case_number as CaseNumber, words as Words
            from page join page_words on page_words.page_id = page.id where page.id = @Id
            """,
            new { row.Id });
        var words = WordBlob.Read(page.Words);
        var hits = new HitWords(new HitFinder(query, level, PageTokens.Of(words)).Find());
        return new SearchHit(
            page.FileId, page.CaseNumber is null ? null : CaseNumber.Parse(page.CaseNumber), page.Number,
            Score(level, row.Weight), Snippet.Build(words, hits), hits.Boxes(words));
    }

    /// <summary>2 to 3 for pages that match as written, 1 to 2 by inflections, 0 to 1 by near misses.</summary>
    private static double Score(MatchLevel level, double weight) => MatchLevel.NearMiss - level + Math.Max(0, weight) / (1 + Math.Max(0, weight));

    /// <summary>Which pages are looked at. Others are not even counted.</summary>
    /// <param name="Classes">Classes of pages that may be shown, as a JSON array; null for all.</param>
    private sealed record Scope(string? Classes, string? FileId, string? Year)
    {
        internal string Condition =>
            (Classes is null ? "" : " and (select class_id from page_access where page_id = page_text.rowid) in (select value from json_each(@Classes))")
            + (FileId is null ? "" : " and rowid in (select id from page where file_id = @File)")
            + (Year is null ? "" : " and (select substr(case_number, 5, 4) from page where id = page_text.rowid) = @Year");
    }

    private sealed class Row
    {
        public long Id { get; init; }

        public double Weight { get; init; }
    }

    private sealed class Page
    {
        public string FileId { get; init; } = "";

        public int Number { get; init; }

        public string? CaseNumber { get; init; }

        public byte[] Words { get; init; } = [];
    }
}
