using System.Globalization;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Audit;
using Archive.Domain.Ports;
using Archive.Web.Access;
using Archive.Web.Auditing;
using Archive.Web.Http;
using Archive.Web.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Searching;

/// <summary>A piece of a snippet.</summary>
/// <param name="Hit">Whether it is a word that was searched for.</param>
public sealed record SnippetPiece(string Text, bool Hit);

public sealed record SearchHitShown(int Page, IReadOnlyList<SnippetPiece> Snippet, IReadOnlyList<int[]> Boxes);

/// <summary>A file with the best of its pages that match.</summary>
public sealed record SearchGroup(FileSummary File, IReadOnlyList<SearchHitShown> Hits);

/// <param name="IsExact">False: at least so many.</param>
public sealed record FacetValue(string Value, int Count, bool IsExact);

/// <summary>How many pages match in each part, of what the caller may see.</summary>
public sealed record SearchFacets(IReadOnlyList<FacetValue> Register, IReadOnlyList<FacetValue> Year);

/// <param name="Total">Pages that match.</param>
/// <param name="IsTotalExact">False: at least so many.</param>
/// <param name="Suggestions">Other spellings that have hits.</param>
public sealed record SearchShown(int Total, bool IsTotalExact, IReadOnlyList<SearchGroup> Groups, SearchFacets Facets, IReadOnlyList<string> Suggestions, string? Next);

/// <summary>Search over all files that the caller may see.</summary>
internal static class SearchEndpoints
{
    /// <summary>Pages of one portion; they are grouped by file.</summary>
    private const int Usual = 50, Most = 200;

    /// <summary>Past this, a search is to be made narrower.</summary>
    private const int Deepest = 10_000;

    private const int FirstYear = 1900, LastYear = 2999;

    internal static void MapSearch(this IEndpointRouteBuilder api) => api.MapGet("/search", SearchAsync).WithTags("Search").RequireAuthorization(Policies.Search);

    private static async Task<Results<Ok<SearchShown>, ProblemHttpResult>> SearchAsync(
        HttpContext http, string q, ISearchIndex index, ICatalog catalog, AuditTrail audit, Choice<Register>? register, int? year, string? after, int? limit)
    {
        if (year is < FirstYear or > LastYear) return Problems.Invalid("year", "range");
        if (!int.TryParse(after ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var offset) || offset > Deepest) return Problems.Invalid("after", "cursor");
        var visible = Caller.Of(http).Visible;
        var most = Math.Clamp(limit ?? Usual, 1, Most);
        var query = new SearchQuery(q, Narrow(visible, register?.Value), offset, most) { Year = year };
        var result = await index.SearchAsync(query, http.RequestAborted);
        var groups = await GroupAsync(result.Hits, visible, catalog, http.RequestAborted);
        var facets = offset > 0 ? new([], []) : new SearchFacets(await CountRegistersAsync(index, query, visible, http.RequestAborted), []);
        await audit.TellAsync(http, AuditAction.Search, AuditOutcome.Done, null, string.Create(CultureInfo.InvariantCulture, $"{q} (register {register?.Value}; year {year}; from {offset})"));
        var next = offset + result.Hits.Count < result.Total && result.Hits.Count > 0 && offset + result.Hits.Count <= Deepest ? (offset + result.Hits.Count).ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new SearchShown(result.Total, result.IsTotalExact, groups, facets, [], next));
    }

    private static Visibility Narrow(Visibility visible, Register? register) => register is not { } one
        ? visible
        : visible with { Registers = visible.Registers.Contains(one) ? new HashSet<Register> { one } : new HashSet<Register>(), WithoutCase = false };

    /// <summary>In the order of each file's best page. The catalog has the last word on who sees a file: an index may be behind.</summary>
    private static async Task<IReadOnlyList<SearchGroup>> GroupAsync(IReadOnlyList<SearchHit> hits, Visibility visible, ICatalog catalog, CancellationToken cancellation)
    {
        var groups = new List<SearchGroup>();
        foreach (var pages in hits.GroupBy(hit => hit.FileId))
        {
            if (await catalog.GetFileAsync(pages.Key, cancellation) is not { } file || !visible.Sees(file)) continue;
            groups.Add(new(FileSummary.Of(file), [.. pages.Select(hit => new SearchHitShown(hit.PageNumber, Snippets.Pieces(hit.Snippet), [.. hit.Boxes.Select(Boxes.Of)]))]));
        }

        return groups;
    }

    private static async Task<IReadOnlyList<FacetValue>> CountRegistersAsync(ISearchIndex index, SearchQuery query, Visibility visible, CancellationToken cancellation)
    {
        var values = new List<FacetValue>();
        foreach (var register in visible.Registers.Order())
        {
            var counted = await index.SearchAsync(query with { Visible = Narrow(visible, register), Offset = 0, Limit = 0 }, cancellation);
            if (counted.Total > 0) values.Add(new(register.ToString().ToUpperInvariant(), counted.Total, counted.IsTotalExact));
        }

        return values;
    }
}

/// <summary>Takes snippets apart: hit words stand in brackets.</summary>
internal static class Snippets
{
    internal static IReadOnlyList<SnippetPiece> Pieces(string snippet)
    {
        var pieces = new List<SnippetPiece>();
        var start = 0;
        while (start < snippet.Length)
        {
            var open = snippet.IndexOf('[', start);
            var close = open < 0 ? -1 : snippet.IndexOf(']', open);
            if (close < 0) break;
            if (open > start) pieces.Add(new(snippet[start..open], false));
            if (close > open + 1) pieces.Add(new(snippet[(open + 1)..close], true));
            start = close + 1;
        }

        if (start < snippet.Length) pieces.Add(new(snippet[start..], false));
        return pieces;
    }
}
