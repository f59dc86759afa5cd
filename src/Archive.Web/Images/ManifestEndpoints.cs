using System.Globalization;
using System.Text.Json.Nodes;
using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Capture;
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

/// <summary>A file as an object of pages (IIIF Presentation API 3.0).</summary>
internal static class ManifestEndpoints
{
    private const string Context = "http://iiif.io/api/presentation/3/context.json";

    internal static void MapManifests(this IEndpointRouteBuilder app)
    {
        app.MapGet("/iiif/presentation/3/{file}/manifest", ShowAsync).WithTags("IIIF").RequireAuthorization(Policies.Read);
        app.MapGet("/iiif/search/2/{file}", ContentSearch.SearchAsync).WithTags("IIIF").RequireAuthorization(Policies.Search);
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string file, FileDoor door, ICatalog catalog)
    {
        var (found, _, refusal) = await door.OpenAsync(http, file, AuditAction.ReadFile, "manifest");
        if (found is null) return refusal!;
        var pages = (await catalog.ListPagesAsync(file, http.RequestAborted)).Where(page => page.Image is not null).ToList();
        // A manifest has one canvas at least (section 3.1, items).
        if (pages.Count == 0) return Problems.NotFound();
        var manifest = Manifest(ImageEndpoints.Origin(http), found, pages, await catalog.Captures.ListDocumentsAsync(file, http.RequestAborted));
        return Json(manifest, Context);
    }

    private static JsonObject Manifest(string origin, FileRecord file, IReadOnlyList<PageRecord> pages, IReadOnlyList<PlannedDocument> documents)
    {
        var manifest = new JsonObject
        {
            ["@context"] = Context,
            ["id"] = $"{origin}/iiif/presentation/3/{file.Id}/manifest",
            ["type"] = "Manifest",
            ["label"] = Label("none", file.Name),
            ["metadata"] = new JsonArray(Fact("Case", "Lieta", file.Case?.ToString() ?? "–"), Fact("File", "Fails", file.Id)),
            ["behavior"] = new JsonArray("paged"),
            ["service"] = new JsonArray(new JsonObject { ["id"] = $"{origin}/iiif/search/2/{file.Id}", ["type"] = "SearchService2" }),
            ["thumbnail"] = new JsonArray(Thumbnail(origin, pages[0])),
            ["items"] = new JsonArray([.. pages.Select(page => (JsonNode)Canvas(origin, page))]),
        };
        if (file.Pdf is not null)
            manifest["rendering"] = new JsonArray(new JsonObject { ["id"] = $"{origin}/api/v1/files/{file.Id}/pdf", ["type"] = "Text", ["label"] = new JsonObject { ["en"] = new JsonArray("PDF/A"), ["lv"] = new JsonArray("PDF/A") }, ["format"] = "application/pdf" });
        if (documents.Count > 0) manifest["structures"] = new JsonArray([.. documents.Select((document, at) => (JsonNode?)Range(origin, file, pages, document, at + 1 < documents.Count ? documents[at + 1].FirstPage : int.MaxValue)).Where(range => range is not null)]);
        return manifest;
    }

    /// <summary>A document as a range of its pages (section 5.4); null where none of them has a picture.</summary>
    private static JsonObject? Range(string origin, FileRecord file, IReadOnlyList<PageRecord> pages, PlannedDocument document, int next)
    {
        var canvases = pages.Where(page => page.Number >= document.FirstPage && page.Number < next).Select(page => (JsonNode)new JsonObject { ["id"] = CanvasId(origin, file.Id, page.Number), ["type"] = "Canvas" }).ToArray();
        return canvases.Length == 0 ? null : new()
        {
            ["id"] = string.Create(CultureInfo.InvariantCulture, $"{origin}/iiif/presentation/3/{file.Id}/range/{document.FirstPage}"),
            ["type"] = "Range",
            ["label"] = Label("none", document.Type ?? string.Create(CultureInfo.InvariantCulture, $"{document.FirstPage}")),
            ["items"] = new JsonArray(canvases),
        };
    }

    private static JsonObject Thumbnail(string origin, PageRecord page)
    {
        var service = ServiceId(origin, page);
        return new()
        {
            ["id"] = $"{service}/full/!200,280/0/default.jpg",
            ["type"] = "Image",
            ["format"] = "image/jpeg",
            ["service"] = new JsonArray(new JsonObject { ["id"] = service, ["type"] = "ImageService3", ["profile"] = "level2" }),
        };
    }

    /// <summary>A canvas has the measures of the upright page: boxes of words fit it as they are.</summary>
    private static JsonObject Canvas(string origin, PageRecord page)
    {
        var (id, image) = (CanvasId(origin, page.FileId, page.Number), page.Image!);
        var service = ServiceId(origin, page);
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
            ["thumbnail"] = new JsonArray(Thumbnail(origin, page)),
            ["items"] = new JsonArray(new JsonObject
            {
                ["id"] = $"{id}/page",
                ["type"] = "AnnotationPage",
                ["items"] = new JsonArray(new JsonObject { ["id"] = $"{id}/painting", ["type"] = "Annotation", ["motivation"] = "painting", ["body"] = body, ["target"] = id }),
            }),
        };
    }

    private static string ServiceId(string origin, PageRecord page) => string.Create(CultureInfo.InvariantCulture, $"{origin}/iiif/3/{page.FileId}-p{page.Number}");

    internal static string CanvasId(string origin, string file, int page) => string.Create(CultureInfo.InvariantCulture, $"{origin}/iiif/presentation/3/{file}/canvas/{page}");

    private static JsonObject Fact(string english, string latvian, string value) => new()
    {
        ["label"] = new JsonObject { ["en"] = new JsonArray(english), ["lv"] = new JsonArray(latvian) },
        ["value"] = Label("none", value),
    };

    private static JsonObject Label(string language, string text) => new() { [language] = new JsonArray(text) };

    internal static IResult Json(JsonObject content, string profile) => TypedResults.Text(content.ToJsonString(), $"application/ld+json;profile=\"{profile}\"");
}
