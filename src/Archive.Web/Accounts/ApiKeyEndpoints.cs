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
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Accounts;

/// <param name="Owner">Name of the account on whose behalf it acts; it sees no more than that account.</param>
public sealed record ApiKeyShown(
    long Id, string Name, string Owner, IReadOnlyList<string> Scopes, IReadOnlyList<Register> Registers, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, DateTimeOffset? LastUsedAt, DateTimeOffset? RevokedAt);

/// <param name="Owner">Name of the account on whose behalf it acts; one's own where null.</param>
/// <param name="Days">How long it is good for, 1 to 730.</param>
public sealed record NewApiKey(string Name, IReadOnlyList<string> Scopes, IReadOnlyList<Register> Registers, int Days, string? Owner = null);

/// <param name="Secret">Shown this once; sent as <c>Authorization: Bearer SECRET</c>.</param>
public sealed record CreatedApiKey(ApiKeyShown Key, string Secret);

/// <summary>Keys of other systems, for administrators.</summary>
internal static class ApiKeyEndpoints
{
    private const int LongestDays = 730;

    internal static void MapApiKeys(this IEndpointRouteBuilder api)
    {
        var keys = api.MapGroup("/api-keys").WithTags("API keys").RequireAuthorization(Policies.Administer);
        keys.MapGet("", ListAsync);
        keys.MapPost("", CreateAsync).TakesIdempotencyKey(answersSecret: true);
        keys.MapDelete("/{id:long}", RevokeAsync);
    }

    private static async Task<Ok<Portion<ApiKeyShown>>> ListAsync(HttpContext http, ICatalog catalog, AuditTrail audit, string? after, int? limit)
    {
        var most = Cursor.Limit(limit);
        var found = await catalog.ApiKeys.ListAsync(after, most + 1, http.RequestAborted);
        await audit.TellAsync(http, AuditAction.Search, AuditOutcome.Done, "accounts", $"list of API keys: after {after}");
        var shown = new List<ApiKeyShown>();
        foreach (var key in found) shown.Add(Shown(key, (await catalog.Accounts.GetAsync(key.OwnerId, http.RequestAborted))?.Name ?? ""));
        return TypedResults.Ok(Cursor.Of(shown, most, key => key, key => key.Name));
    }

    private static async Task<Results<Created<CreatedApiKey>, ProblemHttpResult>> CreateAsync(HttpContext http, NewApiKey wanted, ICatalog catalog, AuditTrail audit, TimeProvider time)
    {
        var errors = new Dictionary<string, string[]>();
        if (!AccountName.TryNormalize(wanted.Name, out var name)) errors["name"] = ["name"];
        if (wanted.Days is < 1 or > LongestDays) errors["days"] = ["range"];
        if (wanted.Scopes.Count == 0 || wanted.Scopes.Any(scope => !Policies.Scopes.Contains(scope))) errors["scopes"] = ["scope"];
        var owner = wanted.Owner is null ? Caller.Of(http).Account : await catalog.Accounts.FindAsync(wanted.Owner, http.RequestAborted);
        if (owner is null) errors["owner"] = ["unknown"];
        if (errors.Count > 0) return Problems.Invalid("invalid", errors);
        var (secret, now) = (SecretToken.New(), time.GetUtcNow());
        var key = new ApiKey
        {
            Name = name!,
            OwnerId = owner!.Id,
            Secret = SecretToken.DigestOf(secret),
            Scopes = wanted.Scopes.ToHashSet(),
            Registers = wanted.Registers.ToHashSet(),
            ExpiresAt = now.AddDays(wanted.Days),
        };
        if (await catalog.ApiKeys.AddAsync(key, http.RequestAborted) is not { } added) return Problems.Of(StatusCodes.Status409Conflict, "nameTaken", "There is a key with this name already.");
        await audit.TellAsync(http, AuditAction.Administer, AuditOutcome.Done, $"key:{added.Name}", $"API key created on behalf of {owner.Name}: {string.Join(' ', added.Scopes)}; {string.Join(' ', added.Registers)}; {wanted.Days} days");
        return TypedResults.Created($"/api/v1/api-keys/{added.Id}", new CreatedApiKey(Shown(added, owner.Name), secret));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RevokeAsync(HttpContext http, long id, ICatalog catalog, AuditTrail audit, TimeProvider time)
    {
        if (await catalog.ApiKeys.GetAsync(id, http.RequestAborted) is not { } key) return Problems.NotFound();
        await catalog.ApiKeys.RevokeAsync(id, time.GetUtcNow(), CancellationToken.None);
        await audit.TellAsync(http, AuditAction.Administer, AuditOutcome.Done, $"key:{key.Name}", "API key revoked");
        return TypedResults.NoContent();
    }

    private static ApiKeyShown Shown(ApiKey key, string owner) =>
        new(key.Id, key.Name, owner, [.. key.Scopes.Order(StringComparer.Ordinal)], [.. key.Registers.Order()], key.CreatedAt, key.ExpiresAt, key.LastUsedAt, key.RevokedAt);
}
