using System.Globalization;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Capture;
using Archive.Domain.Ports;
using Archive.Web.Access;
using Archive.Web.Auditing;
using Archive.Web.Http;
using Archive.Web.Reading;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Searching;

/// <summary>A piece of a snippet.</summary>
/// <param name="Hit">Whether it is a word that was searched for.</param>
public sealed record SnippetPiece(string Text, bool Hit);

public sealed record SearchHitShown(int Page, IReadOnlyList<SnippetPiece> Snippet, IReadOnlyList<int[]> Boxes);

/// <summary>A file with the best of its pages that match.</summary>
/// <param name="PurposeNeeded">The file is restricted: its text is shown once it was said what it is read for.</param>
public sealed record SearchGroup(FileSummary File, IReadOnlyList<SearchHitShown> Hits, bool PurposeNeeded = false);

/// <summary>Pages with a value; at least so many where the total is not exact.</summary>
public sealed record FacetValue(string Value, int Count);

/// <summary>How many pages match with each value, of what the caller may see; each facet as what is wanted of the others leaves it. An empty value: none is known.</summary>
public sealed record SearchFacets(
    IReadOnlyList<FacetValue> Register, IReadOnlyList<FacetValue> Year, IReadOnlyList<FacetValue> DocumentType, IReadOnlyList<FacetValue> Language, IReadOnlyList<FacetValue> Status)
{
    internal static SearchFacets Of(IReadOnlyList<FacetCount> counts)
    {
        return new(Of(Facet.Register), Of(Facet.Year), Of(Facet.DocumentType), Of(Facet.Language), Of(Facet.Status));

        IReadOnlyList<FacetValue> Of(Facet facet) => [.. counts.Where(count => count.Facet == facet).Select(count => new FacetValue(count.Value, count.Count))];
    }
}

/// <summary>What a search is narrowed to; each may come several times, and any of its values will do. An empty value: none is known.</summary>
public sealed class FacetChoice
{
    private const int MostValues = 50;

    [FromQuery(Name = "register")]
    public string[]? Register { get; init; }

    [FromQuery(Name = "year")]
    public string[]? Year { get; init; }

    [FromQuery(Name = "documentType")]
    public string[]? DocumentType { get; init; }

    [FromQuery(Name = "language")]
    public string[]? Language { get; init; }

    [FromQuery(Name = "status")]
    public string[]? Status { get; init; }

    /// <summary>What is wanted, or the name of the parameter that has too many values, or one that there cannot be.</summary>
    internal (FacetFilter Filter, string? Wrong) Read()
    {
        var filter = FacetFilter.None;
        foreach (var (facet, name, values) in Named)
        {
            if (values.Length > MostValues || !values.All(value => value.Length == 0 || IsPossible(facet, value))) return (filter, name);
            filter = filter.With(facet, values);
        }

        return (filter, null);
    }

    private IEnumerable<(Facet Facet, string Name, string[] Values)> Named =>
        new[] { (Facet.Register, "register", Register), (Facet.Year, "year", Year), (Facet.DocumentType, "documentType", DocumentType), (Facet.Language, "language", Language), (Facet.Status, "status", Status) }
            .Where(facet => facet.Item3 is { Length: > 0 }).Select(facet => (facet.Item1, facet.Item2, facet.Item3!));

    private static bool IsPossible(Facet facet, string value) => facet switch
    {
        Facet.Register => Enum.GetNames<Domain.Register>().Any(name => name.ToUpperInvariant() == value),
        Facet.Year => value.Length == 4 && value[0] is ('1' or '2') && value.All(char.IsAsciiDigit),
        Facet.Language => value.Length == 3 && value.All(char.IsAsciiLetterLower),
        Facet.Status => value is PageStatus.Read or PageStatus.Doubtful,
        _ => value.Length <= PageArrangement.LongestType,
    };

    public override string ToString() => string.Join("; ", Named.Select(facet => $"{facet.Name} {string.Join(' ', facet.Values)}"));
}

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

    internal static void MapSearch(this IEndpointRouteBuilder api) => api.MapGet("/search", SearchAsync).WithTags("Search").RequireAuthorization(Policies.Search);

    private static async Task<Results<Ok<SearchShown>, ProblemHttpResult>> SearchAsync(
        HttpContext http, string q, ISearchIndex index, ICatalog catalog, FileDoor door, AuditTrail audit, [AsParameters] FacetChoice facets, string? after, int? limit)
    {
        var (filter, wrong) = facets.Read();
        if (wrong is not null) return Problems.Invalid(wrong, "range");
        if (!int.TryParse(after ?? "0", NumberStyles.None, CultureInfo.InvariantCulture, out var offset) || offset > Deepest) return Problems.Invalid("after", "cursor");
        var visible = Caller.Of(http).Visible;
        var most = Math.Clamp(limit ?? Usual, 1, Most);
        var query = new SearchQuery(q, visible, offset, most) { Filter = filter, WithFacets = offset == 0 };
        var result = await index.SearchAsync(query, http.RequestAborted);
        var groups = await ShownText.WithheldAsync(http, door, await GroupAsync(result.Hits, visible, catalog, http.RequestAborted));
        var suggestions = offset == 0 && result.Hits is not [{ IsAsWritten: true }, ..] ? await index.SuggestAsync(query, http.RequestAborted) : [];
        await ShownText.TellAsync(http, audit, door, string.Create(CultureInfo.InvariantCulture, $"{q} ({facets}; from {offset})"), groups);
        var next = offset + result.Hits.Count < result.Total && result.Hits.Count > 0 && offset + result.Hits.Count <= Deepest ? (offset + result.Hits.Count).ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new SearchShown(result.Total, result.IsTotalExact, groups, SearchFacets.Of(result.Facets), suggestions, next));
    }

    /// <summary>In the order of each file's best page. The catalog has the last word on who sees a file: an index may be behind.</summary>
    private static async Task<IReadOnlyList<SearchGroup>> GroupAsync(IReadOnlyList<SearchHit> hits, Visibility visible, ICatalog catalog, CancellationToken cancellation)
    {
        var groups = new List<SearchGroup>();
        var files = await catalog.GetFilesAsync([.. hits.Select(hit => hit.FileId).Distinct()], cancellation);
        foreach (var pages in hits.GroupBy(hit => hit.FileId))
        {
            if (!files.TryGetValue(pages.Key, out var file) || !visible.Sees(file)) continue;
            groups.Add(new(FileSummary.Of(file), [.. pages.Select(hit => new SearchHitShown(hit.PageNumber, Snippets.Pieces(hit.Snippet), [.. hit.Boxes.Select(Boxes.Of)]))]));
        }

        return groups;
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
