using Archive.Domain.Audit;
using Archive.Web.Auditing;
using Archive.Web.Http;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Access;

/// <summary>Answers those who are not let in, and accounts for who tried.</summary>
internal sealed class Refusals(AuditTrail audit) : IAuthorizationMiddlewareResultHandler
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
            await Problems.Of(StatusCodes.Status401Unauthorized, "logInNeeded", "Log in first.").ExecuteAsync(http);
            return;
        }

        if (caller.Account.MustChangePassword && caller.Key is null)
        {
            await Problems.Of(StatusCodes.Status403Forbidden, "passwordChangeNeeded", "Change the one-time password first.").ExecuteAsync(http);
            return;
        }

        await audit.TellAsync(http, AuditAction.Administer, AuditOutcome.Refused, Subject(http), $"{http.Request.Method} {endpoint.RoutePattern.RawText}");
        await Problems.Of(StatusCodes.Status403Forbidden, "forbidden", "Your role does not include this.").ExecuteAsync(http);
    }

    private static string? Subject(HttpContext http) => http.GetRouteValue("file") as string ?? http.GetRouteValue("id") as string;
}
