using System.Globalization;
using System.Text.Json.Nodes;
using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Ports;
using Archive.Pipeline.Assembly;
using Archive.Pipeline.Batches;
using Archive.Web.Access;
using Archive.Web.Auditing;
using Archive.Web.Http;
using Archive.Web.Reading;
using Microsoft.AspNetCore.Http;

namespace Archive.Web.Images;

/// <summary>Search within a file (IIIF Content Search API 2.0): an annotation for each place where a word stands, page after page.</summary>
internal static class ContentSearch
{
    private const string Context = "http://iiif.io/api/search/2/context.json";

    /// <summary>Pages with hits of a file that are looked at, and pages of one answer: their text is read for the words.</summary>
    private const int MostPages = 5000, PagesOfAnAnswer = 50;

    /// <summary>Parameters of the API that change nothing here (section 3.4).</summary>
    private static readonly string[] Unused = ["motivation", "date", "user"];

    internal static async Task<IResult> SearchAsync(HttpContext http, string file, string? q, int? after, FileDoor door, ArchiveStores stores, AuditTrail audit)
    {
        var (found, purpose, refusal) = await door.OpenAsync(http, file, null);
        if (found is null) return refusal!;
        if (after is < 0) return Problems.Invalid("after", "cursor");
        var (origin, offset) = (ImageEndpoints.Origin(http), after ?? 0);
        IReadOnlyList<SearchHit> hits = [];
        if (!string.IsNullOrWhiteSpace(q))
        {
            hits = [.. (await stores.Index.SearchAsync(new(q, Caller.Of(http).Visible, 0, MostPages) { FileId = file }, http.RequestAborted)).Hits.OrderBy(hit => hit.PageNumber)];
            await audit.TellAsync(http, AuditAction.Search, AuditOutcome.Done, file, q, purpose);
        }

        var items = new JsonArray();
        foreach (var hit in hits.Skip(offset).Take(PagesOfAnAnswer)) await AddAsync(items, origin, hit, stores, http.RequestAborted);
        var self = $"{origin}/iiif/search/2/{file}?q={Uri.EscapeDataString(q ?? "")}";
        var answer = new JsonObject { ["@context"] = Context, ["id"] = offset == 0 ? self : At(self, offset), ["type"] = "AnnotationPage", ["items"] = items };
        if (Unused.Where(name => http.Request.Query.ContainsKey(name)).Select(name => (JsonNode)name).ToArray() is { Length: > 0 } ignored) answer["ignored"] = new JsonArray(ignored);
        if (hits.Count > PagesOfAnAnswer)
        {
            // A portion of a longer list (section 3.3.1).
            answer["partOf"] = new JsonObject { ["id"] = $"{self}&all", ["type"] = "AnnotationCollection", ["total"] = hits.Sum(hit => hit.Boxes.Count), ["first"] = new JsonObject { ["id"] = self, ["type"] = "AnnotationPage" } };
            answer["startIndex"] = hits.Take(offset).Sum(hit => hit.Boxes.Count);
            if (offset + PagesOfAnAnswer < hits.Count) answer["next"] = new JsonObject { ["id"] = At(self, offset + PagesOfAnAnswer), ["type"] = "AnnotationPage" };
            if (offset > 0) answer["prev"] = new JsonObject { ["id"] = At(self, Math.Max(0, offset - PagesOfAnAnswer)), ["type"] = "AnnotationPage" };
        }

        return ManifestEndpoints.Json(answer, Context);
    }

    private static string At(string self, int offset) => string.Create(CultureInfo.InvariantCulture, $"{self}&after={offset}");

    /// <summary>One for each box, on the page's canvas, with the words that stand there.</summary>
    private static async Task AddAsync(JsonArray items, string origin, SearchHit hit, ArchiveStores stores, CancellationToken cancellation)
    {
        var canvas = ManifestEndpoints.CanvasId(origin, hit.FileId, hit.PageNumber);
        var words = await WordsAsync(hit, stores, cancellation);
        for (var i = 0; i < hit.Boxes.Count; i++)
        {
            var box = hit.Boxes[i];
            items.Add(new JsonObject
            {
                ["id"] = string.Create(CultureInfo.InvariantCulture, $"{canvas}/hit/{i + 1}"),
                ["type"] = "Annotation",
                ["motivation"] = "highlighting",
                ["body"] = new JsonObject { ["type"] = "TextualBody", ["value"] = string.Join(' ', words.Where(word => IsWithin(word.Box, box)).Select(word => word.Text)), ["format"] = "text/plain" },
                ["target"] = string.Create(CultureInfo.InvariantCulture, $"{canvas}#xywh={box.X},{box.Y},{box.Width},{box.Height}"),
            });
        }
    }

    private static async Task<IReadOnlyList<TextWord>> WordsAsync(SearchHit hit, ArchiveStores stores, CancellationToken cancellation) =>
        await stores.Catalog.GetPageAsync(hit.FileId, hit.PageNumber, cancellation) is { } page && await PageTexts.ReadAsync(stores, page, cancellation) is { } text
            ? [.. text.Blocks.SelectMany(block => block.Lines).SelectMany(line => line.Words)]
            : [];

    /// <summary>Its middle is: boxes of hits reach around their words.</summary>
    private static bool IsWithin(PixelRect word, PixelRect box) =>
        word.X + (word.Width / 2) is var x && word.Y + (word.Height / 2) is var y && x >= box.X && x < box.Right && y >= box.Y && y < box.Y + box.Height;
}
