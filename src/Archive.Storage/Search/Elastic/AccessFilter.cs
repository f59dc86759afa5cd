using System.Text.Json.Nodes;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;

namespace Archive.Storage.Search.Elastic;

/// <summary>What somebody may see, as a clause that takes no part in ranking: totals and hits know no other pages.</summary>
internal static class AccessFilter
{
    /// <summary>What somebody may see of what they look at.</summary>
    /// <param name="filter">The facets that are looked at.</param>
    /// <returns>Null for everything.</returns>
    internal static JsonObject? Of(SearchQuery query, FacetFilter filter)
    {
        var clauses = new JsonArray();
        if (Of(query.Visible) is { } visible) clauses.Add(visible);
        if (query.FileId is { } file) clauses.Add(Terms("file", [file]));
        foreach (var clause in FacetAggregations.Clauses(filter)) clauses.Add(clause);
        return clauses.Count == 0 ? null : new() { ["bool"] = new JsonObject { ["filter"] = clauses } };
    }

    private static JsonObject? Of(Visibility visible)
    {
        if (visible.IsEverything) return null;
        var clauses = new JsonArray { Any(Terms("register", visible.Registers.Select(register => register.ToString().ToUpperInvariant())), visible.WithoutCase ? Without("register") : null) };
        if (visible.Units is { } units) clauses.Add(Any(Terms("unit", units), Without("unit")));
        if (visible.RestrictedFiles is { } files) clauses.Add(Any(Terms("file", files), Without("restricted")));
        return new() { ["bool"] = new JsonObject { ["filter"] = clauses } };
    }

    internal static JsonObject Any(JsonObject first, JsonObject? second)
    {
        var branches = new JsonArray { first };
        if (second is not null) branches.Add(second);
        return new() { ["bool"] = new JsonObject { ["should"] = branches, ["minimum_should_match"] = 1 } };
    }

    /// <summary>One of the values; of none, no page.</summary>
    internal static JsonObject Terms(string field, IEnumerable<string> values) =>
        new() { ["terms"] = new JsonObject { [field] = new JsonArray([.. values.Order(StringComparer.Ordinal).Select(value => (JsonNode)value)]) } };

    internal static JsonObject Without(string field) =>
        new() { ["bool"] = new JsonObject { ["must_not"] = new JsonArray(new JsonObject { ["exists"] = new JsonObject { ["field"] = field } }) } };
}
