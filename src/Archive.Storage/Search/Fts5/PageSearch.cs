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
        var classes = PageClassRow.All(connection);
        foreach (var tier in Tiers(connection, root, SearchScope.Of(classes, wanted, wanted.Filter), most + 1))
        {
            var skip = Math.Max(0, offset - seen.Count);
            var rows = tier.Rows.Where(row => seen.Add(row.Id)).ToList();
            foreach (var row in rows.Skip(skip).Take(limit - hits.Count)) hits.Add(ToHit(connection, tier.Query, tier.Level, row));
            if (seen.Count > most) break;
        }

        var result = new SearchResult(Math.Min(seen.Count, most), hits, seen.Count <= most);
        if (!wanted.WithFacets) return result;
        var all = wanted.Filter.IsEmpty ? seen : Matching(connection, root, SearchScope.Of(classes, wanted, FacetFilter.None), most);
        return result with { Facets = FacetCounter.Count(connection, classes, all.Take(most), wanted.Filter) };
    }

    /// <summary>How many pages have these words as they are written, up to a limit; the newest of them is given.</summary>
    internal static (int Count, long Newest) AsWritten(SqliteConnection connection, QueryNode root, SearchScope scope, int most)
    {
        var rows = Rows(connection, Fts5Expression.Of(new ExpandedQuery(root, new Dictionary<QueryLeaf, LeafVariants>()), MatchLevel.Exact), scope, most);
        return (rows.Count, rows.Count > 0 ? rows[0].Id : 0);
    }

    /// <summary>The words of a page.</summary>
    internal static IReadOnlyList<PageWord> WordsOf(SqliteConnection connection, long page) =>
        WordBlob.Read(connection.ExecuteScalar<byte[]>("select words from page_words where page_id = @Page", new { Page = page })!);

    private static HashSet<long> Matching(SqliteConnection connection, QueryNode root, SearchScope scope, int most)
    {
        var pages = new HashSet<long>();
        foreach (var (_, _, expression) in Levels(connection, root))
        {
            pages.UnionWith(Rows(connection, expression, scope, most).Select(row => row.Id));
            if (pages.Count > most) break;
        }

        return pages;
    }

    /// <summary>Pages level by level; those of the levels before are among them.</summary>
    private static IEnumerable<(ExpandedQuery Query, MatchLevel Level, List<Row> Rows)> Tiers(SqliteConnection connection, QueryNode root, SearchScope scope, int most) =>
        Levels(connection, root).Select(level => (level.Query, level.Level, Weighed(connection, level.Expression, scope, most)));

    /// <summary>The levels at which the query asks for more than at the level before.</summary>
    private static IEnumerable<(ExpandedQuery Query, MatchLevel Level, string Expression)> Levels(SqliteConnection connection, QueryNode root)
    {
        var before = "";
        for (var level = MatchLevel.Exact; level <= MatchLevel.NearMiss; level++)
        {
            var query = QueryExpansion.Expand(connection, root, level);
            var expression = Fts5Expression.Of(query, level);
            if (expression == before) continue;
            before = expression;
            yield return (query, level, expression);
        }
    }

    /// <summary>The pages that match, in their order.</summary>
    private static List<Row> Weighed(SqliteConnection connection, string expression, SearchScope scope, int most)
    {
        var rows = Rows(connection, expression, scope, most);
        return rows.Count is <= 1 or > MostWeighed ? rows : connection.Query<Row>(
            $"select rowid as Id, -bm25(page_text, 1.0, 0.5) as Weight {Matches(scope)} order by Weight desc, rowid",
            new { Expression = expression, scope.Classes, scope.FileId }).AsList();
    }

    /// <summary>The pages that match, newest first.</summary>
    private static List<Row> Rows(SqliteConnection connection, string expression, SearchScope scope, int most) => connection.Query<Row>(
        $"select rowid as Id {Matches(scope)} order by rowid desc limit @Most", new { Expression = expression, scope.Classes, scope.FileId, Most = most }).AsList();

    private static string Matches(SearchScope scope) => "from page_text where page_text match @Expression" + scope.Condition;

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
