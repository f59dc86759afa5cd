using System.Globalization;
using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Audit;
using Archive.Domain.Ports;
using Archive.Web.Access;
using Archive.Web.Auditing;
using Archive.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Accounts;

/// <summary>An account as administrators see it: without its secrets.</summary>
public sealed record AccountShown(
    long Id, string Name, string DisplayName, IReadOnlyList<Roles> Roles, IReadOnlyList<Register> Registers, IReadOnlyList<string> Units, bool AllUnits, bool Disabled,
    bool MustChangePassword, bool SecondFactor, DateTimeOffset? LockedUntil, DateTimeOffset CreatedAt, DateTimeOffset? LastLoginAt, long Version)
{
    internal static AccountShown Of(Account account) => new(
        account.Id, account.Name, account.DisplayName, RolesOf(account), [.. account.Registers.Order()], [.. account.Units.Order(StringComparer.Ordinal)], account.AllUnits, account.Disabled,
        account.MustChangePassword, account.TotpEnabled, account.LockedUntil, account.CreatedAt, account.LastLoginAt, account.Version);

    internal static IReadOnlyList<Roles> RolesOf(Account account) =>
        [.. Enum.GetValues<Roles>().Where(role => role != Domain.Access.Roles.None && account.Roles.HasFlag(role))];
}

public sealed record AccountRights(
    string DisplayName, IReadOnlyList<Roles> Roles, IReadOnlyList<Register> Registers, IReadOnlyList<string> Units, bool AllUnits, bool Disabled = false)
{
    /// <summary>What is wrong with them, by field.</summary>
    internal Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (string.IsNullOrWhiteSpace(DisplayName) || DisplayName.Length > Account.LongestDisplayName || DisplayName.Any(char.IsControl)) errors["displayName"] = ["length"];
        if (Units.Any(unit => !IsUnit(unit))) errors["units"] = ["unit"];
        return errors;
    }

    internal Account Onto(Account account) => account with
    {
        DisplayName = DisplayName.Trim(),
        Roles = Roles.Aggregate(Domain.Access.Roles.None, (all, role) => all | role),
        Registers = Registers.ToHashSet(),
        Units = Units.ToHashSet(),
        AllUnits = AllUnits,
        Disabled = Disabled,
        // Rights hold from now on, for sessions that are open too.
        SecurityStamp = SecretToken.New(),
    };

    // JSON's null comes through in lists.
    private static bool IsUnit(string? unit)
    {
        if (unit is null) return false;
        try
        {
            _ = new AccessConditions(unit, false).Validated();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

public sealed record NewAccount(string Name, string DisplayName, IReadOnlyList<Roles> Roles, IReadOnlyList<Register> Registers, IReadOnlyList<string> Units, bool AllUnits);

/// <param name="Password">Shown this once.</param>
public sealed record CreatedAccount(AccountShown Account, [property: System.Text.Json.Serialization.JsonPropertyName("oneTimePassword")] string Password);

public sealed record OneTimePassword([property: System.Text.Json.Serialization.JsonPropertyName("oneTimePassword")] string Password);

/// <summary>Accounts, for administrators.</summary>
internal static class AccountEndpoints
{
    internal static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var accounts = api.MapGroup("/accounts").WithTags("Accounts").RequireAuthorization(Policies.Administer);
        accounts.MapGet("", ListAsync);
        accounts.MapPost("", CreateAsync).TakesIdempotencyKey(answersSecret: true);
        accounts.MapGet("/{id:long}", GetAsync);
        accounts.MapPut("/{id:long}", ChangeAsync).ChangesVersion();
        accounts.MapPost("/{id:long}/password", ResetPasswordAsync).TakesIdempotencyKey(answersSecret: true);
        accounts.MapDelete("/{id:long}/second-factor", ResetSecondFactorAsync);
        accounts.MapDelete("/{id:long}/lock", UnlockAsync);
    }

    private static async Task<Ok<Portion<AccountShown>>> ListAsync(HttpContext http, ICatalog catalog, AuditTrail audit, string? after, int? limit)
    {
        var most = Cursor.Limit(limit);
        var found = await catalog.Accounts.ListAsync(after, most + 1, http.RequestAborted);
        await audit.TellAsync(http, AuditAction.Search, AuditOutcome.Done, "accounts", $"list of accounts: after {after}");
        return TypedResults.Ok(Cursor.Of(found, most, AccountShown.Of, account => account.Name));
    }

    private static async Task<Results<Created<CreatedAccount>, ProblemHttpResult>> CreateAsync(
        HttpContext http, NewAccount wanted, ICatalog catalog, PasswordRules passwords, AuditTrail audit)
    {
        var rights = new AccountRights(wanted.DisplayName, wanted.Roles, wanted.Registers, wanted.Units, wanted.AllUnits);
        var errors = rights.Errors();
        if (!AccountName.TryNormalize(wanted.Name, out var name)) errors["name"] = ["name"];
        if (errors.Count > 0) return Problems.Invalid("invalid", errors);
        var password = PasswordRules.OneTime();
        var account = rights.Onto(new Account { Name = name!, DisplayName = wanted.DisplayName, PasswordHash = passwords.Hash(password), MustChangePassword = true });
        if (await catalog.Accounts.AddAsync(account, http.RequestAborted) is not { } added) return Problems.Of(StatusCodes.Status409Conflict, "nameTaken", "There is an account with this name already.");
        await audit.TellAsync(http, AuditAction.Administer, AuditOutcome.Done, added.Name, $"account created: {Rights(added)}");
        return TypedResults.Created($"/api/v1/accounts/{added.Id}", new CreatedAccount(AccountShown.Of(added), password));
    }

    private static async Task<Results<Ok<AccountShown>, ProblemHttpResult>> GetAsync(HttpContext http, long id, ICatalog catalog, AuditTrail audit)
    {
        if (await catalog.Accounts.GetAsync(id, http.RequestAborted) is not { } account) return Problems.NotFound();
        await audit.TellAsync(http, AuditAction.Search, AuditOutcome.Done, "accounts", $"account {account.Name}");
        ETags.Set(http, account.Version);
        return TypedResults.Ok(AccountShown.Of(account));
    }

    private static async Task<Results<Ok<AccountShown>, ProblemHttpResult>> ChangeAsync(HttpContext http, long id, AccountRights wanted, ICatalog catalog, AuditTrail audit)
    {
        if (wanted.Errors() is { Count: > 0 } errors) return Problems.Invalid("invalid", errors);
        if (ETags.Read(http) is not { } version) return Problems.NoVersion();
        if (await catalog.Accounts.GetAsync(id, http.RequestAborted) is not { } current) return Problems.NotFound();
        var changed = wanted.Onto(current) with { Version = version };
        // Written over what was read here: an older version has other credentials too.
        var outcome = current.Version == version ? await catalog.Accounts.ChangeRightsAsync(changed, http.RequestAborted) : RightsChange.ChangedMeanwhile;
        if (outcome == RightsChange.LastAdministrator) return Problems.Of(StatusCodes.Status409Conflict, "lastAdministrator", "This is the last administrator.");
        if (outcome == RightsChange.ChangedMeanwhile) return Problems.ChangedMeanwhile();
        await catalog.Sessions.RemoveAllOfAsync(id, Caller.Of(http).Session?.Key, CancellationToken.None);
        await KeepOwnSessionAsync(http, changed, catalog);
        await audit.TellAsync(http, AuditAction.Administer, AuditOutcome.Done, current.Name, $"rights changed from {Rights(current)} to {Rights(changed)}");
        ETags.Set(http, version + 1);
        return TypedResults.Ok(AccountShown.Of(changed with { Version = version + 1 }));
    }

    private static async Task<Results<Ok<OneTimePassword>, ProblemHttpResult>> ResetPasswordAsync(HttpContext http, long id, ICatalog catalog, PasswordRules passwords, AuditTrail audit)
    {
        var password = PasswordRules.OneTime();
        var hash = passwords.Hash(password);
        var changed = await catalog.Accounts.ChangeAsync(
            id, current => current with { PasswordHash = hash, MustChangePassword = true, FailedLogins = 0, LockedUntil = null, SecurityStamp = SecretToken.New() }, http.RequestAborted);
        if (changed is null) return Problems.NotFound();
        await catalog.Sessions.RemoveAllOfAsync(id, null, CancellationToken.None);
        await audit.TellAsync(http, AuditAction.Administer, AuditOutcome.Done, changed.Name, "password reset");
        return TypedResults.Ok(new OneTimePassword(password));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> ResetSecondFactorAsync(HttpContext http, long id, ICatalog catalog, AuditTrail audit)
    {
        var changed = await catalog.Accounts.ChangeAsync(
            id, current => current with { TotpEnabled = false, TotpKey = null, RecoveryCodeHashes = [], SecurityStamp = SecretToken.New() }, http.RequestAborted);
        if (changed is null) return Problems.NotFound();
        await catalog.Sessions.RemoveAllOfAsync(id, null, CancellationToken.None);
        await audit.TellAsync(http, AuditAction.Administer, AuditOutcome.Done, changed.Name, "second factor taken away");
        return TypedResults.NoContent();
    }

    /// <summary>For the owner who was kept out by somebody else's guesses: the password stays, and so do sessions.</summary>
    private static async Task<Results<NoContent, ProblemHttpResult>> UnlockAsync(HttpContext http, long id, ICatalog catalog, AuditTrail audit)
    {
        if (await catalog.Accounts.UnlockAsync(id, http.RequestAborted) is not { } account) return Problems.NotFound();
        await audit.TellAsync(http, AuditAction.Administer, AuditOutcome.Done, account.Name, "account unlocked");
        return TypedResults.NoContent();
    }

    /// <summary>An administrator who changes the own account stays logged in.</summary>
    private static async Task KeepOwnSessionAsync(HttpContext http, Account changed, ICatalog catalog)
    {
        if (Caller.Of(http) is { Session: { } own } && own.AccountId == changed.Id) await catalog.Sessions.PutAsync(own with { Ticket = SessionTicket.Of(changed) }, CancellationToken.None);
    }

    private static string Rights(Account account) => string.Create(
        CultureInfo.InvariantCulture,
        $"[{account.Roles}; registers {string.Join(' ', account.Registers.Order())}; units {(account.AllUnits ? "all" : string.Join(' ', account.Units.Order(StringComparer.Ordinal)))}{(account.Disabled ? "; disabled" : "")}]");
}
