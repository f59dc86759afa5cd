using System.Text.Json;
using System.Text.Json.Nodes;
using Archive.Domain.Ports;

namespace Archive.Storage.Search.Elastic;

/// <summary>Pages counted by facets (terms aggregations). A page without a value has no such field; here its value is empty.</summary>
internal static class FacetAggregations
{
    // Years, types and languages are few; what is beyond is the rarest.
    private const int MostValues = 100;

    internal static JsonObject Of(IEnumerable<Facet> facets) => new(facets.Select(facet => KeyValuePair.Create(
        FieldOf(facet), (JsonNode?)new JsonObject { ["terms"] = new JsonObject { ["field"] = FieldOf(facet), ["missing"] = "", ["size"] = MostValues } })));

    /// <summary>A clause for each facet that is narrowed.</summary>
    internal static IEnumerable<JsonNode> Clauses(FacetFilter filter) => filter.Wanted.OrderBy(pair => pair.Key).Select(pair => AccessFilter.Any(
        AccessFilter.Terms(FieldOf(pair.Key), pair.Value.Where(value => value.Length > 0)), pair.Value.Contains("") ? AccessFilter.Without(FieldOf(pair.Key)) : null));

    /// <summary>Most pages first.</summary>
    internal static IEnumerable<FacetCount> Read(JsonElement aggregations, IEnumerable<Facet> facets) => facets.SelectMany(facet => aggregations
        .GetProperty(FieldOf(facet)).GetProperty("buckets").EnumerateArray()
        .Select(bucket => new FacetCount(facet, bucket.GetProperty("key").GetString()!, bucket.GetProperty("doc_count").GetInt32()))
        .OrderByDescending(value => value.Count).ThenBy(value => value.Value, StringComparer.Ordinal));

    private static string FieldOf(Facet facet) => facet switch
    {
        Facet.Register => "register",
        Facet.Year => "year",
        Facet.DocumentType => "type",
        Facet.Language => "language",
        _ => "status",
    };
}
