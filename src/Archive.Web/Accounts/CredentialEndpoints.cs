using Archive.Domain.Access;
using Archive.Domain.Audit;
using Archive.Domain.Ports;
using Archive.Web.Access;
using Archive.Web.Auditing;
using Archive.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using QRCoder;

namespace Archive.Web.Accounts;

public sealed record PasswordChange(string Current, string Replacement);

public sealed record PasswordProof(string Password);

public sealed record CodeProof(string Code);

/// <param name="Secret">In Base32, for typing in.</param>
/// <param name="Uri">What the QR code says.</param>
/// <param name="QrSvg">The QR code as SVG.</param>
public sealed record SecondFactorOffer(string Secret, string Uri, string QrSvg);

/// <param name="Codes">Shown once, kept as digests.</param>
public sealed record RecoveryCodes([property: System.Text.Json.Serialization.JsonPropertyName("recoveryCodes")] IReadOnlyList<string> Codes);

/// <summary>One's own password and second factor.</summary>
internal static class CredentialEndpoints
{
    internal static void MapCredentials(this IEndpointRouteBuilder api)
    {
        var own = api.MapGroup("/session").WithTags("Session");
        own.MapPost("/password", ChangePasswordAsync).RequireAuthorization(Policies.Newcomer).RequireRateLimiting(SessionEndpoints.LogInLimit);
        own.MapPost("/second-factor", OfferAsync).RequireAuthorization(Policies.Person).RequireRateLimiting(SessionEndpoints.LogInLimit);
        own.MapPut("/second-factor", EnableAsync).RequireAuthorization(Policies.Person).RequireRateLimiting(SessionEndpoints.LogInLimit);
        own.MapDelete("/second-factor", DisableAsync).RequireAuthorization(Policies.Person).RequireRateLimiting(SessionEndpoints.LogInLimit);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangePasswordAsync(
        HttpContext http, PasswordChange change, ICatalog catalog, LogIns logIns, PasswordRules passwords, AuditTrail audit, TimeProvider time)
    {
        var account = Caller.Of(http).Account;
        if (!await logIns.ConfirmAsync(account, change.Current, http.RequestAborted)) return await WrongPasswordAsync(http, audit);
        if (passwords.Check(account, change.Replacement) is { Count: > 0 } problems)
            return Problems.Invalid("weakPassword", new Dictionary<string, string[]> { ["replacement"] = [.. problems] });
        var (hash, now) = (passwords.Hash(change.Replacement), time.GetUtcNow());
        var changed = await catalog.Accounts.ChangeAsync(
            account.Id, current => current with { PasswordHash = hash, MustChangePassword = false, PasswordChangedAt = now, SecurityStamp = SecretToken.New() }, http.RequestAborted);
        await KeepThisSessionAloneAsync(http, changed!, catalog);
        await audit.TellAsync(http, AuditAction.Administer, AuditOutcome.Done, account.Name, "own password changed");
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<SecondFactorOffer>, ProblemHttpResult>> OfferAsync(
        HttpContext http, PasswordProof proof, ICatalog catalog, LogIns logIns, SecondFactor secondFactor, AuditTrail audit)
    {
        var account = Caller.Of(http).Account;
        if (!await logIns.ConfirmAsync(account, proof.Password, http.RequestAborted)) return await WrongPasswordAsync(http, audit);
        if (account.TotpEnabled) return Problems.Of(StatusCodes.Status409Conflict, "alreadyEnabled", "There is a second factor already. Take it away first.");
        var secret = Totp.NewSecret();
        await catalog.Accounts.ChangeAsync(account.Id, current => current with { TotpKey = secondFactor.Protect(secret) }, http.RequestAborted);
        var uri = Totp.Uri(secret, account.Name);
        using var data = QRCodeGenerator.GenerateQrCode(uri, QRCodeGenerator.ECCLevel.M);
        return TypedResults.Ok(new SecondFactorOffer(secret, uri, new SvgQRCode(data).GetGraphic(4)));
    }

    private static async Task<Results<Ok<RecoveryCodes>, ProblemHttpResult>> EnableAsync(
        HttpContext http, CodeProof proof, ICatalog catalog, SecondFactor secondFactor, AuditTrail audit)
    {
        var account = Caller.Of(http).Account;
        if (account.TotpEnabled || !await secondFactor.TakeAsync(account, proof.Code, http.RequestAborted))
        {
            await audit.TellAsync(http, AuditAction.Administer, AuditOutcome.Refused, account.Name, "wrong code at the set-up of the own second factor");
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "wrongCode", "The code is not the one of this moment.");
        }

        var codes = SecondFactor.NewRecoveryCodes();
        var changed = await catalog.Accounts.ChangeAsync(
            account.Id, current => current with { TotpEnabled = true, RecoveryCodeHashes = [.. codes.Select(SecondFactor.HashOf)], SecurityStamp = SecretToken.New() }, http.RequestAborted);
        await KeepThisSessionAloneAsync(http, changed!, catalog);
        await audit.TellAsync(http, AuditAction.Administer, AuditOutcome.Done, account.Name, "own second factor set up");
        return TypedResults.Ok(new RecoveryCodes(codes));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DisableAsync(
        HttpContext http, [Microsoft.AspNetCore.Mvc.FromBody] PasswordProof proof, ICatalog catalog, LogIns logIns, AuditTrail audit)
    {
        var account = Caller.Of(http).Account;
        if (!await logIns.ConfirmAsync(account, proof.Password, http.RequestAborted)) return await WrongPasswordAsync(http, audit);
        var changed = await catalog.Accounts.ChangeAsync(
            account.Id, current => current with { TotpEnabled = false, TotpKey = null, RecoveryCodeHashes = [], SecurityStamp = SecretToken.New() }, http.RequestAborted);
        await KeepThisSessionAloneAsync(http, changed!, catalog);
        await audit.TellAsync(http, AuditAction.Administer, AuditOutcome.Done, account.Name, "own second factor taken away");
        return TypedResults.NoContent();
    }

    /// <summary>Whoever else is logged in with the old credentials is out; this session goes on.</summary>
    private static async Task KeepThisSessionAloneAsync(HttpContext http, Account changed, ICatalog catalog)
    {
        var session = Caller.Of(http).Session!;
        await catalog.Sessions.RemoveAllOfAsync(changed.Id, session.Key, CancellationToken.None);
        await catalog.Sessions.PutAsync(session with { Ticket = SessionTicket.Of(changed) }, CancellationToken.None);
    }

    private static async Task<ProblemHttpResult> WrongPasswordAsync(HttpContext http, AuditTrail audit)
    {
        await audit.TellAsync(http, AuditAction.Administer, AuditOutcome.Refused, Caller.Of(http).Account.Name, "wrong password for a change of own credentials");
        return Problems.Of(StatusCodes.Status403Forbidden, "wrongPassword", "This is not your password.");
    }
}
