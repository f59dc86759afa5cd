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
        // For reading alone, and beside the API and the pictures: what these do not know or take they say themselves.
        foreach (var pattern in (string[])["/", $"/{{*path:{UiPath.Name}}}"])
        {
            app.MapMethods(pattern, [HttpMethods.Get, HttpMethods.Head], (HttpContext http) =>
            {
                http.Response.Headers.CacheControl = "no-cache";
                return TypedResults.PhysicalFile(document, "text/html; charset=utf-8");
            }).AllowAnonymous().ExcludeFromDescription().Add(endpoint => ((RouteEndpointBuilder)endpoint).Order = int.MaxValue);
        }
    }
}

/// <summary>Addresses of the UI's own pages: no file, and nothing of the API and the pictures.</summary>
internal sealed class UiPath : IRouteConstraint
{
    internal const string Name = "ui";

    private static readonly string[] Others = ["api", "iiif", "health", "metrics"];

    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && value is string path && !Others.Contains(path.Split('/')[0], StringComparer.OrdinalIgnoreCase) && !path.Split('/')[^1].Contains('.', StringComparison.Ordinal);
}
