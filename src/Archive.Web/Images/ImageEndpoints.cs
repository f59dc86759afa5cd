using System.Globalization;
using Archive.Domain;
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

/// <summary>Page images by the IIIF Image API 3.0, level 2. The identifier of a page is FILE-pNUMBER, as in F00000012-p3.</summary>
internal static class ImageEndpoints
{
    internal const string Context = "http://iiif.io/api/image/3/context.json";

    /// <summary>Pictures up to this width and height are for lists of pages: they are accounted for as one reading of the file.</summary>
    private const int Thumbnail = 320;

    internal static void MapImages(this IEndpointRouteBuilder app)
    {
        var images = app.MapGroup("/iiif/3/{page}").WithTags("IIIF").RequireAuthorization(Policies.Read);
        images.MapGet("", Describe);
        images.MapGet("/info.json", DescribeAsync);
        images.MapGet("/{region}/{size}/{rotation}/{picture}", ShowAsync);
    }

    /// <summary>Whoever asks for the identifier alone is sent to its description (section 2).</summary>
    private static StatusCodeHttpResult Describe(HttpContext http, string page)
    {
        http.Response.Headers.Location = $"/iiif/3/{Uri.EscapeDataString(page)}/info.json";
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private static async Task<IResult> DescribeAsync(HttpContext http, string page, FileDoor door, ICatalog catalog)
    {
        var (found, _, refusal) = await FindAsync(http, page, door, catalog);
        if (found is not { Image: { } image }) return refusal ?? Problems.NotFound();
        var accept = http.Request.Headers.Accept.ToString();
        return TypedResults.Json(ImageInfo.Of($"{Origin(http)}/iiif/3/{page}", image), contentType: accept.Contains("application/ld+json", StringComparison.Ordinal) ? $"application/ld+json;profile=\"{Context}\"" : "application/json");
    }

    private static async Task<IResult> ShowAsync(HttpContext http, string page, string region, string size, string rotation, string picture, FileDoor door, ICatalog catalog, TileCache tiles, PageReadings readings)
    {
        if (picture.Split('.') is not [var quality, var format]) return Problems.Of(StatusCodes.Status400BadRequest, "badImageRequest", "An image request ends as in default.jpg.");
        var (found, purpose, refusal) = await FindAsync(http, page, door, catalog);
        if (found is not { Image: { } image }) return refusal ?? Problems.NotFound();
        var (rendition, error) = ImageRequest.Parse(region, size, rotation, quality, format, image.Width, image.Height);
        if (rendition is null) return Problems.Of(StatusCodes.Status400BadRequest, "badImageRequest", error!);
        var isThumbnail = rendition.Width <= Thumbnail && rendition.Height <= Thumbnail && rendition.Region.Area == (long)image.Width * image.Height;
        await readings.TellAsync(http, found.FileId, isThumbnail ? null : found.Number, purpose);
        try
        {
            return TypedResults.Bytes(await tiles.GetAsync(image, rendition, http.RequestAborted), rendition.Format == RenditionFormat.Png ? "image/png" : "image/jpeg");
        }
        catch (PageImageException damaged)
        {
            return Problems.Of(StatusCodes.Status500InternalServerError, "imageUnusable", damaged.Message);
        }
    }

    private static async Task<(PageRecord? Page, string? Purpose, ProblemHttpResult? Refusal)> FindAsync(HttpContext http, string page, FileDoor door, ICatalog catalog)
    {
        if (page.Split("-p") is not [var file, var text] || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return (null, null, Problems.NotFound());
        var (found, purpose, refusal) = await door.OpenAsync(http, file, null);
        return found is null ? (null, null, refusal) : (await catalog.GetPageAsync(file, number, http.RequestAborted), purpose, null);
    }

    internal static string Origin(HttpContext http) => $"{http.Request.Scheme}://{http.Request.Host}";
}
