using System.Text.Json;
using Archive.Domain.Ports;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>Counts pages by facets: each facet as the pages match what is wanted of the others, so that its other values can be chosen instead.</summary>
internal static class FacetCounter
{
    /// <param name="pages">Pages that are seen and match the words, whatever their facets.</param>
    internal static IReadOnlyList<FacetCount> Count(SqliteConnection connection, IReadOnlyList<PageClassRow> classes, IEnumerable<long> pages, FacetFilter filter)
    {
        var counts = connection.Query<(long Class, int Pages)>(
            "select class_id, count(*) from classed_page where page_id in (select value from json_each(@Ids)) group by class_id",
            new { Ids = JsonSerializer.Serialize(pages) }).ToDictionary(row => row.Class, row => row.Pages);
        var counted = classes.Where(one => counts.ContainsKey(one.Id)).ToList();
        return [.. Enum.GetValues<Facet>().SelectMany(facet => Of(facet, counted, counts, filter.Without(facet)))];
    }

    private static IEnumerable<FacetCount> Of(Facet facet, List<PageClassRow> classes, Dictionary<long, int> counts, FacetFilter others) => classes
        .Where(one => one.IsAdmitted(others))
        .GroupBy(one => one.ValueOf(facet), one => counts[one.Id], StringComparer.Ordinal)
        .Select(value => new FacetCount(facet, value.Key, value.Sum()))
        .OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal);
}
