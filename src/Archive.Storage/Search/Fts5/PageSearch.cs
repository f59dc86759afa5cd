using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Search.Hits;
using Archive.Storage.Search.Query;
using Archive.Storage.Search.Text;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>
/// Runs a query. Pages go in tiers: those that match as written, then those that need inflections, then those that need near misses;
/// within a tier by BM25. One expression for all would not do: a misread word is rare, and rarity weighs most in BM25.
/// </summary>
internal static class PageSearch
{
    internal static SearchResult Run(SqliteConnection connection, QueryNode root, int offset, int limit)
    {
        var query = QueryExpansion.Expand(connection, root);
        var hits = new List<SearchHit>();
        var (before, inner) = (0, (string?)null);
        for (var level = MatchLevel.Exact; level <= MatchLevel.NearMiss; level++)
        {
            var expression = Fts5Expression.Of(query, level);
            if (expression == inner) continue;
            var upTo = connection.ExecuteScalar<int>("select count(*) from page_text where page_text match @Expression", new { Expression = expression });
            var skip = Math.Max(0, offset - before);
            var take = limit - hits.Count;
            if (take > 0 && skip < upTo - before)
            {
                hits.AddRange(Tier(connection, expression, inner, skip, take).Select(row => ToHit(connection, query, level, row)));
            }
            (before, inner) = (upTo, expression);
        }
        return new SearchResult(before, hits);
    }

    private static IReadOnlyList<Row> Tier(SqliteConnection connection, string expression, string? inner, int skip, int take)
    {
        // Ties go by row: a page keeps its row as long as it is in the index, and the sorter then needs only the asked-for window.
        var outside = inner is null ? "" : "and rowid not in (select rowid from page_text where page_text match @Inner)";
        return connection.Query<Row>(
            $"""
            with hit as materialized
                (select rowid as id, -bm25(page_text, 1.0, 0.5) as weight from page_text where page_text match @Expression {outside}
                 order by weight desc, rowid limit @Take offset @Skip)
            select page.id as Id, hit.weight as Weight, page.file_id as FileId, page.number as Number, page.case_number as CaseNumber
            from hit join page on page.id = hit.id
            order by hit.weight desc, hit.id
            """,
            new { Expression = expression, Inner = inner, Skip = skip, Take = take }).AsList();
    }

    private static SearchHit ToHit(SqliteConnection connection, ExpandedQuery query, MatchLevel level, Row row)
    {
        var words = WordBlob.Read(connection.ExecuteScalar<byte[]>("select words from page_words where page_id = @Id", new { row.Id })!);
        var hits = new HitWords(new HitFinder(query, level, PageTokens.Of(words)).Find());
        return new SearchHit(
            row.FileId, row.CaseNumber is null ? null : CaseNumber.Parse(row.CaseNumber), row.Number,
            Score(level, row.Weight), Snippet.Build(words, hits), hits.Boxes(words));
    }

    /// <summary>2 to 3 for pages that match as written, 1 to 2 by inflections, 0 to 1 by near misses.</summary>
    private static double Score(MatchLevel level, double weight) => MatchLevel.NearMiss - level + Math.Max(0, weight) / (1 + Math.Max(0, weight));

    private sealed class Row
    {
        public long Id { get; init; }

        public double Weight { get; init; }

        public string FileId { get; init; } = "";

        public int Number { get; init; }

        public string? CaseNumber { get; init; }
    }
}
