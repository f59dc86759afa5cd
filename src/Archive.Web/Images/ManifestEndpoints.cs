using System.Globalization;
using System.Text.Json.Nodes;
using Archive.Domain;
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

namespace Archive.Web.Images;

/// <summary>A file as an object of pages (IIIF Presentation API 3.0), and search within it (IIIF Content Search API 2.0).</summary>
internal static class ManifestEndpoints
{
    private const string PresentationContext = "http://iiif.io/api/presentation/3/context.json", SearchContext = "http://iiif.io/api/search/2/context.json";

    /// <summary>Pages with hits in an answer.</summary>
    private const int MostPages = 1000;

    internal static void MapManifests(this IEndpointRouteBuilder app)
    {
        app.MapGet("/iiif/presentation/3/{file}/manifest", ShowAsync).WithTags("IIIF").RequireAuthorization(Policies.Read);
        app.MapGet("/iiif/search/2/{file}", SearchAsync).WithTags("IIIF").RequireAuthorization(Policies.Search);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string file, FileDoor door, ICatalog catalog)
    {
        var (found, _, refusal) = await door.OpenAsync(http, file, AuditAction.ReadFile, "manifest");
        if (found is null) return refusal!;
        var pages = await catalog.ListPagesAsync(file, http.RequestAborted);
        return Json(Manifest(ImageEndpoints.Origin(http), found, pages), PresentationContext);
    }

    private static async Task<IResult> SearchAsync(HttpContext http, string file, string? q, FileDoor door, ICatalog catalog, ISearchIndex index, AuditTrail audit)
    {
        var (found, purpose, refusal) = await door.OpenAsync(http, file, null);
        if (found is null) return refusal!;
        var origin = ImageEndpoints.Origin(http);
        var items = new JsonArray();
        if (!string.IsNullOrWhiteSpace(q))
        {
            var result = await index.SearchAsync(new(q, Caller.Of(http).Visible, 0, MostPages) { FileId = file }, http.RequestAborted);
            foreach (var hit in result.Hits.OrderBy(hit => hit.PageNumber)) AddAnnotations(items, origin, hit);
            await audit.TellAsync(http, AuditAction.Search, AuditOutcome.Done, file, q, purpose);
        }

        return Json(
            new() { ["@context"] = SearchContext, ["id"] = $"{origin}/iiif/search/2/{file}?q={Uri.EscapeDataString(q ?? "")}", ["type"] = "AnnotationPage", ["items"] = items }, SearchContext);
    }

    /// <summary>One for each box, on the page's canvas, with the word that stands there as far as the snippet tells.</summary>
    private static void AddAnnotations(JsonArray items, string origin, SearchHit hit)
    {
        var canvas = CanvasId(origin, hit.FileId, hit.PageNumber);
        for (var i = 0; i < hit.Boxes.Count; i++)
        {
            var box = hit.Boxes[i];
            items.Add(new JsonObject
            {
                ["id"] = string.Create(CultureInfo.InvariantCulture, $"{canvas}/hit/{i + 1}"),
                ["type"] = "Annotation",
                ["motivation"] = "highlighting",
                ["body"] = new JsonObject { ["type"] = "TextualBody", ["value"] = hit.Snippet, ["format"] = "text/plain" },
                ["target"] = string.Create(CultureInfo.InvariantCulture, $"{canvas}#xywh={box.X},{box.Y},{box.Width},{box.Height}"),
            });
        }
    }

    private static JsonObject Manifest(string origin, FileRecord file, IReadOnlyList<PageRecord> pages) => new()
    {
        ["@context"] = PresentationContext,
        ["id"] = $"{origin}/iiif/presentation/3/{file.Id}/manifest",
        ["type"] = "Manifest",
        ["label"] = Label("none", file.Name),
        ["metadata"] = new JsonArray(Fact("Case", "Lieta", file.Case?.ToString() ?? "–"), Fact("File", "Fails", file.Id)),
        ["behavior"] = new JsonArray("paged"),
        ["service"] = new JsonArray(new JsonObject { ["id"] = $"{origin}/iiif/search/2/{file.Id}", ["type"] = "SearchService2" }),
        ["items"] = new JsonArray([.. pages.Where(page => page.Image is not null).Select(page => (JsonNode)Canvas(origin, page))]),
    };

    /// <summary>A canvas has the measures of the upright page: boxes of words fit it as they are.</summary>
    private static JsonObject Canvas(string origin, PageRecord page)
    {
        var (id, image) = (CanvasId(origin, page.FileId, page.Number), page.Image!);
        var service = string.Create(CultureInfo.InvariantCulture, $"{origin}/iiif/3/{page.FileId}-p{page.Number}");
        var body = new JsonObject
        {
            ["id"] = $"{service}/full/max/0/default.jpg",
            ["type"] = "Image",
            ["format"] = "image/jpeg",
            ["width"] = image.Width,
            ["height"] = image.Height,
            ["service"] = new JsonArray(new JsonObject { ["id"] = service, ["type"] = "ImageService3", ["profile"] = "level2" }),
        };
        return new()
        {
            ["id"] = id,
            ["type"] = "Canvas",
            ["label"] = Label("none", page.Number.ToString(CultureInfo.InvariantCulture)),
            ["width"] = page.Result!.Width,
            ["height"] = page.Result.Height,
            ["items"] = new JsonArray(new JsonObject
            {
                ["id"] = $"{id}/page",
                ["type"] = "AnnotationPage",
                ["items"] = new JsonArray(new JsonObject { ["id"] = $"{id}/painting", ["type"] = "Annotation", ["motivation"] = "painting", ["body"] = body, ["target"] = id }),
            }),
        };
    }

    private static string CanvasId(string origin, string file, int page) => string.Create(CultureInfo.InvariantCulture, $"{origin}/iiif/presentation/3/{file}/canvas/{page}");

    private static JsonObject Fact(string english, string latvian, string value) => new()
    {
        ["label"] = new JsonObject { ["en"] = new JsonArray(english), ["lv"] = new JsonArray(latvian) },
        ["value"] = Label("none", value),
    };

    private static JsonObject Label(string language, string text) => new() { [language] = new JsonArray(text) };

    private static IResult Json(JsonObject content, string profile) => TypedResults.Text(content.ToJsonString(), $"application/ld+json;profile=\"{profile}\"");
}
