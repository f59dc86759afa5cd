using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Http;

/// <summary>Serves the web UI. Its files hold no data: they are for anybody.</summary>
internal static class WebUi
{
    /// <summary>Files whose names have a digest of their content stay what they are.</summary>
    internal static StaticFileOptions Files { get; } = new()
    {
        OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
            file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache",
    };

    /// <summary>Addresses of the UI's own pages all have the same document; those of the API and of pictures do not.</summary>
    internal static void MapWebUi(this IEndpointRouteBuilder app, string folder)
    {
        var document = Path.Combine(folder, "index.html");
        app.MapFallback("{*path:nonfile}", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-cache";
            return http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/iiif")
                ? Problems.NotFound()
                : (IResult)TypedResults.PhysicalFile(document, "text/html; charset=utf-8");
        }).AllowAnonymous();
    }
}
