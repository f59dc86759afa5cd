using Archive.Domain.Audit;
using Archive.Web.Auditing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Web.Http;

/// <summary>Headers by which browsers keep the UI to itself (OWASP Secure Headers Project), and the guard against forged requests.</summary>
internal static class SecurityHeaders
{
    /// <summary>Requests that change something carry it; other sites cannot send it without being asked first (Fetch standard, CORS-preflight).</summary>
    internal const string RequestHeader = "X-Archive-Request";

    // Mantine and OpenSeadragon place things by style attributes; there is no inline script anywhere.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; "
        + "worker-src 'self' blob:; manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'";

    /// <summary>Set as an answer leaves: an error clears what was set before.</summary>
    internal static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        http.Response.OnStarting(() => SetAsync(http));
        return next(http);
    });

    private static Task SetAsync(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        var isIiif = http.Request.Path.StartsWithSegments("/iiif");
        headers["Cross-Origin-Resource-Policy"] = isIiif ? "cross-origin" : "same-origin";
        // Viewers on other sites read pictures and manifests (IIIF Image API 3.0, compliance, "cors"), with the key that they were given: cookies do not go there.
        if (isIiif) headers.AccessControlAllowOrigin = "*";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        // Pages of personal files stay in no cache that others share; who may keep what, each answer says.
        if (headers.CacheControl.Count == 0 || http.Response.StatusCode >= StatusCodes.Status400BadRequest) headers.CacheControl = "no-store";
        if (http.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
        return Task.CompletedTask;
    }

    /// <summary>Tells browsers of other sites what they may send to IIIF (Fetch standard, CORS-preflight): reading, with a key.</summary>
    internal static void UseIiifPreflight(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        if (!HttpMethods.IsOptions(http.Request.Method) || !http.Request.Path.StartsWithSegments("/iiif")) return next(http);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        http.Response.Headers.AccessControlAllowMethods = "GET, HEAD, OPTIONS";
        http.Response.Headers.AccessControlAllowHeaders = $"Authorization, {Reading.FileDoor.PurposeHeader}";
        http.Response.Headers.AccessControlMaxAge = "600";
        return Task.CompletedTask;
    });

    internal static void UseForgeryGuard(this IApplicationBuilder app) => app.Use((http, next) =>
        IsSafe(http.Request.Method) || http.Request.Headers.ContainsKey(RequestHeader) || http.Request.Headers.ContainsKey("Authorization")
            ? next(http)
            : RefuseAsync(http));

    private static async Task RefuseAsync(HttpContext http)
    {
        await http.RequestServices.GetRequiredService<Attempts>().TellAsync(http, AuditAction.Change, Attempts.NoHeader);
        await Problems.Of(StatusCodes.Status400BadRequest, "requestHeaderNeeded", $"Requests that change something carry the header {RequestHeader}.").ExecuteAsync(http);
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);
}
