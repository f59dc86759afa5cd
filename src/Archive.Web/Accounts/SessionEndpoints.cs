using System.Reflection;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Audit;
using Archive.Domain.Ports;
using Archive.Web.Access;
using Archive.Web.Auditing;
using Archive.Web.Http;
using Archive.Web.Operations;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Accounts;

/// <summary>Who is logged in: what the UI goes by.</summary>
/// <param name="IdleMinutes">The session ends when it was not used for this long.</param>
/// <param name="EndsAt">The session ends then in any case.</param>
/// <param name="SecondLook">A batch is released by somebody else than who found it fit for release.</param>
/// <param name="Version">The program's.</param>
public record SessionShown(OwnAccountShown Account, int IdleMinutes, DateTimeOffset EndsAt, bool SecondLook, string Version);

/// <summary>A session that begins.</summary>
/// <param name="FailedLogIns">Log-ins that failed since the one before, or were asked for the code and went no further; at most 1,000 are counted.</param>
/// <param name="LastLogInAt">When the log-in before this was; null where there was none, or it is too far back.</param>
public sealed record SessionBegun(
    OwnAccountShown Account, int IdleMinutes, DateTimeOffset EndsAt, bool SecondLook, string Version, int FailedLogIns, DateTimeOffset? LastLogInAt)
    : SessionShown(Account, IdleMinutes, EndsAt, SecondLook, Version);

/// <summary>One's own account.</summary>
public sealed record OwnAccountShown(
    long Id, string Name, string DisplayName, IReadOnlyList<Roles> Roles, IReadOnlyList<Register> Registers, IReadOnlyList<string> Units, bool AllUnits, bool MustChangePassword, bool SecondFactor);

public sealed record LogInRequest(string Name, string Password, string? Code = null, string? RecoveryCode = null);

/// <summary>Logging in and out.</summary>
internal static class SessionEndpoints
{
    internal const string LogInLimit = "log-in";

    internal static void MapSession(this IEndpointRouteBuilder api)
    {
        var session = api.MapGroup("/session").WithTags("Session");
        session.MapGet("", Show).RequireAuthorization(Policies.Newcomer);
        session.MapPost("", LogInAsync).AllowAnonymous().RequireRateLimiting(LogInLimit);
        session.MapDelete("", LogOutAsync).RequireAuthorization(Policies.Newcomer);
    }

    private static Ok<SessionShown> Show(HttpContext http, ServiceOptions options)
    {
        var caller = Caller.Of(http);
        return TypedResults.Ok(Shown(caller.Account, caller.Session!, options));
    }

    private static async Task<Results<Ok<SessionBegun>, ProblemHttpResult>> LogInAsync(
        HttpContext http, LogInRequest request, LogIns logIns, ICatalog catalog, AuditTrail audit, ServiceOptions options, TimeProvider time)
    {
        var (outcome, account) = await logIns.TryAsync(request.Name, request.Password, request.Code, request.RecoveryCode, http.RequestAborted);
        if (outcome == LogInOutcome.SecondFactorNeeded)
        {
            await audit.TellAsync(http, AuditAction.LogIn, AuditOutcome.Refused, account?.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), FailedLogIns.CodeAskedFor, actor: account?.Name);
            return Problems.Of(StatusCodes.Status401Unauthorized, "secondFactorNeeded", "The code of the second factor is needed too.");
        }

        if (outcome == LogInOutcome.Wrong || account is null)
        {
            ServiceMetrics.LoggedIn(isDone: false);
            // A mistyped name may be a password: it is written down only where an account has it.
            await audit.TellAsync(http, AuditAction.LogIn, AuditOutcome.Refused, account?.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), actor: account?.Name ?? AuditEvent.Anonymous);
            return Problems.Of(StatusCodes.Status401Unauthorized, "wrongCredentials", "Name, password or code are wrong, or the account is locked for a while after failed log-ins.");
        }

        var (token, now) = (SecretToken.New(), time.GetUtcNow());
        var session = new WebSession(SecretToken.DigestOf(token), account.Id, SessionTicket.Of(account), now, now, now + options.LongestSession);
        var (failed, last) = await FailedLogIns.SinceTheLastAsync(catalog.Audit, account.Name, AuditTrail.OriginOf(http), http.RequestAborted);
        await catalog.Sessions.PutAsync(session, http.RequestAborted);
        await audit.TellAsync(http, AuditAction.LogIn, AuditOutcome.Done, actor: account.Name);
        ServiceMetrics.LoggedIn(isDone: true);
        SessionCookie.Set(http.Response, token);
        var shown = Shown(account, session, options);
        return TypedResults.Ok(new SessionBegun(shown.Account, shown.IdleMinutes, shown.EndsAt, shown.SecondLook, shown.Version, failed, last));
    }

    private static async Task<NoContent> LogOutAsync(HttpContext http, ICatalog catalog, AuditTrail audit)
    {
        await catalog.Sessions.RemoveAsync(Caller.Of(http).Session!.Key, CancellationToken.None);
        await audit.TellAsync(http, AuditAction.LogOut, AuditOutcome.Done);
        SessionCookie.Remove(http.Response);
        return TypedResults.NoContent();
    }

    private static SessionShown Shown(Account account, WebSession session, ServiceOptions options) => new(
        new(account.Id, account.Name, account.DisplayName, AccountShown.RolesOf(account), [.. account.Registers.Order()], [.. account.Units.Order(StringComparer.Ordinal)], account.AllUnits,
            account.MustChangePassword, account.TotpEnabled),
        (int)options.IdleTime.TotalMinutes,
        session.ExpiresAt,
        options.SecondLook,
        Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown");
}
