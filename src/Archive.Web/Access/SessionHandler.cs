using System.Net.Http.Headers;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Archive.Web.Access;

/// <summary>
/// Knows people by the token in their session cookie and other systems by the API key in their Authorization header (RFC 6750). Sessions and keys
/// are looked up with every request: what was ended or revoked on one node is over on all of them.
/// </summary>
internal sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, ICatalog catalog, ServiceOptions service, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    internal const string SchemeName = "archive", PersonClaim = "person", OneTimePasswordClaim = "one-time-password", ScopeClaim = "scope";

    /// <summary>Whether somebody says who they are, rightly or not.</summary>
    internal static bool HasToken(HttpRequest request) => request.Headers.Authorization.Count > 0 || SessionCookie.Read(request) is not null;

    /// <summary>A use is written down when the last that was is older than this: not with every tile of a page.</summary>
    private static readonly TimeSpan SeenInterval = TimeSpan.FromMinutes(1);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var caller = Request.Headers.Authorization.Count > 0 ? await OfKeyAsync() : await OfSessionAsync();
        if (caller is null) return AuthenticateResult.NoResult();
        caller.BecomeThatOf(Context);
        return AuthenticateResult.Success(new(new(Identity(caller)), SchemeName));
    }

    private async Task<Caller?> OfSessionAsync()
    {
        if (SessionCookie.Read(Request) is not { } token) return null;
        var now = time.GetUtcNow();
        if (await catalog.Sessions.GetAsync(SecretToken.DigestOf(token), Context.RequestAborted) is not { } session) return null;
        if (IsOver(session, now))
        {
            await catalog.Sessions.RemoveAsync(session.Key, Context.RequestAborted);
            return null;
        }

        // What was issued before the credentials or rights changed no longer holds.
        if (await catalog.Accounts.GetAsync(session.AccountId, Context.RequestAborted) is not { Disabled: false } account || !SessionTicket.IsOf(session, account)) return null;
        if ((now - session.SeenAt).Duration() > SeenAgain) await catalog.Sessions.TouchAsync(session.Key, now, SeenAgain, Context.RequestAborted);
        return await Caller.OfAsync(catalog.Accounts, account, session, null, Context.RequestAborted);
    }

    private async Task<Caller?> OfKeyAsync()
    {
        if (!AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header) || !"Bearer".Equals(header.Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var now = time.GetUtcNow();
        if (await catalog.ApiKeys.FindAsync(SecretToken.DigestOf(header.Parameter ?? ""), Context.RequestAborted) is not { } key || !key.IsValidAt(now)) return null;
        if (await catalog.Accounts.GetAsync(key.OwnerId, Context.RequestAborted) is not { Disabled: false } owner) return null;
        if ((now - (key.LastUsedAt ?? DateTimeOffset.MinValue)).Duration() > SeenInterval) await catalog.ApiKeys.TouchAsync(key.Id, now, SeenInterval, Context.RequestAborted);
        return await Caller.OfAsync(catalog.Accounts, owner, null, key, Context.RequestAborted);
    }

    /// <summary>
    /// Not used for the idle time; or, where the clock was set back, used so far ahead of now, or to end so far ahead, that it would go on for longer than
    /// any session may.
    /// </summary>
    private bool IsOver(WebSession session, DateTimeOffset now) =>
        (now - session.SeenAt).Duration() > service.IdleTime || session.ExpiresAt - now > service.LongestSession + service.IdleTime;

    /// <summary>Well within the idle time: whoever goes on working is not taken for gone.</summary>
    private TimeSpan SeenAgain => service.IdleTime / 4 < SeenInterval ? service.IdleTime / 4 : SeenInterval;

    private static ClaimsIdentity Identity(Caller caller)
    {
        var identity = new ClaimsIdentity(SchemeName);
        identity.AddClaim(new(identity.NameClaimType, caller.Actor));
        foreach (var role in Enum.GetValues<Roles>().Where(role => role != Roles.None && caller.Account.Roles.HasFlag(role))) identity.AddClaim(new(identity.RoleClaimType, role.ToString()));
        if (caller.Account.MustChangePassword) identity.AddClaim(new(OneTimePasswordClaim, ""));
        if (caller.Key is null) identity.AddClaim(new(PersonClaim, ""));
        else foreach (var scope in caller.Key.Scopes) identity.AddClaim(new(ScopeClaim, scope));
        return identity;
    }
}

/// <summary>The cookie that carries a session's token.</summary>
internal static class SessionCookie
{
    /// <summary>The prefix ties the cookie to the host and to TLS (RFC 6265bis, 4.1.3); without TLS, that is on the machine itself, browsers would refuse it.</summary>
    private const string Secure = "__Host-archive", Plain = "archive-local";

    internal static string? Read(HttpRequest request) => request.Cookies[Name(request)];

    internal static void Set(HttpResponse response, string token) => response.Cookies.Append(Name(response.HttpContext.Request), token, Options(response.HttpContext.Request));

    internal static void Remove(HttpResponse response) => response.Cookies.Delete(Name(response.HttpContext.Request), Options(response.HttpContext.Request));

    private static string Name(HttpRequest request) => request.IsHttps ? Secure : Plain;

    private static CookieOptions Options(HttpRequest request) => new() { HttpOnly = true, Secure = request.IsHttps, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };
}

/// <summary>What is kept with a session: the account's security stamp at the log-in.</summary>
internal static class SessionTicket
{
    internal static byte[] Of(Account account) => System.Text.Encoding.UTF8.GetBytes(account.SecurityStamp);

    internal static bool IsOf(WebSession session, Account account) => session.Ticket.AsSpan().SequenceEqual(Of(account));
}
