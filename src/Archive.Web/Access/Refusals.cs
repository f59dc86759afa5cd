using Archive.Domain.Audit;
using Archive.Web.Auditing;
using Archive.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Access;

/// <summary>Answers those who are not let in, and accounts for who tried.</summary>
internal sealed class Refusals(AuditTrail audit, Attempts attempts) : IAuthorizationMiddlewareResultHandler
{
    public async Task HandleAsync(RequestDelegate next, HttpContext http, AuthorizationPolicy policy, PolicyAuthorizationResult result)
    {
        // What is nowhere, or not to be had by this method, is open to nobody and closed to nobody: that is answered further on.
        if (result.Succeeded || http.GetEndpoint() is not RouteEndpoint endpoint)
        {
            await next(http);
            return;
        }

        if (Caller.Find(http) is not { } caller)
        {
            // Whoever has no token at all is told to log in and has tried nothing.
            if (SessionHandler.HasToken(http.Request)) await attempts.TellAsync(http, AuditAction.LogIn, Attempts.UnknownToken);
            await Problems.Of(StatusCodes.Status401Unauthorized, "logInNeeded", "Log in first.").ExecuteAsync(http);
            return;
        }

        if (caller.Account.MustChangePassword && caller.Key is null)
        {
            await TellAsync("one-time password");
            await Problems.Of(StatusCodes.Status403Forbidden, "passwordChangeNeeded", "Change the one-time password first.").ExecuteAsync(http);
            return;
        }

        await TellAsync(null);
        await Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "Your role does not include this.").ExecuteAsync(http);

        Task TellAsync(string? why) => audit.TellAsync(
            http, RefusedAction.Of(endpoint, http.Request.Method), AuditOutcome.Refused, Subject(http), $"{http.Request.Method} {endpoint.RoutePattern.RawText}{(why is null ? "" : $": {why}")}");
    }

    private static string? Subject(HttpContext http) => http.GetRouteValue("file") as string ?? http.GetRouteValue("id") as string;
}
