using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Ports;
using Archive.Web.Access;
using Archive.Web.Auditing;
using Archive.Web.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Archive.Web.Reading;

/// <summary>Who may see a file: its unit, whether it is restricted, and who was let in by name.</summary>
internal static class AccessEndpoints
{
    internal static void MapFileAccess(this IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/files/{file}").WithTags("Files").RequireAuthorization(Policies.Arrange);
        files.MapPut("/access", SetAsync);
        files.MapGet("/grants", ListAsync);
        files.MapPut("/grants/{account}", GrantAsync);
        files.MapDelete("/grants/{account}", WithdrawAsync);
    }

    private static async Task<Results<Ok<FileSummary>, ProblemHttpResult>> SetAsync(HttpContext http, string file, AccessWanted wanted, FileDoor door, ICatalog catalog, ISearchIndex index, AuditTrail audit)
    {
        if (await door.FindAsync(http, file, AuditAction.Change) is not { } found) return Problems.NotFound();
        try
        {
            _ = wanted.Conditions.Validated();
        }
        catch (ArgumentException)
        {
            return Problems.Invalid("unit", "unit");
        }

        if (wanted.Conditions != found.Access)
        {
            // Who restricts a file stays able to see it: nobody else could lift it again.
            if (wanted.Restricted && !found.Access.Restricted) await catalog.Accounts.GrantAsync(Caller.Of(http).Account.Id, file, Caller.Of(http).Actor, http.RequestAborted);
            // Out of the index before the catalog says so: no search finds it for those who no longer may. A node enters it anew.
            await index.RemoveFileAsync(file, http.RequestAborted);
            await catalog.SetAccessAsync(file, wanted.Conditions, CancellationToken.None);
            await audit.TellAsync(http, AuditAction.Change, AuditOutcome.Done, file, $"access changed from {Words(found.Access.Unit, found.Access.Restricted)} to {Words(wanted.Unit, wanted.Restricted)}");
        }

        return TypedResults.Ok(FileSummary.Of(found with { Access = wanted.Conditions, IndexedAt = wanted.Conditions == found.Access ? found.IndexedAt : null }));
    }

    private static async Task<Results<Ok<Portion<GrantShown>>, ProblemHttpResult>> ListAsync(HttpContext http, string file, FileDoor door, ICatalog catalog)
    {
        if (await door.FindAsync(http, file, AuditAction.ReadFile) is null) return Problems.NotFound();
        var grants = await catalog.Accounts.ListGrantsOfAsync(file, http.RequestAborted);
        return TypedResults.Ok(new Portion<GrantShown>([.. grants.Select(grant => new GrantShown(grant.AccountId, grant.Name, grant.DisplayName, grant.GrantedBy, grant.GrantedAt))], null));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> GrantAsync(HttpContext http, string file, string account, FileDoor door, ICatalog catalog, AuditTrail audit)
    {
        if (await door.FindAsync(http, file, AuditAction.Change) is null) return Problems.NotFound();
        if (await catalog.Accounts.FindAsync(account, http.RequestAborted) is not { } known) return Problems.NotFound();
        await catalog.Accounts.GrantAsync(known.Id, file, Caller.Of(http).Actor, http.RequestAborted);
        await audit.TellAsync(http, AuditAction.Change, AuditOutcome.Done, file, $"{known.Name} let into the restricted file");
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> WithdrawAsync(HttpContext http, string file, string account, FileDoor door, ICatalog catalog, AuditTrail audit)
    {
        if (await door.FindAsync(http, file, AuditAction.Change) is null) return Problems.NotFound();
        if (await catalog.Accounts.FindAsync(account, http.RequestAborted) is not { } known) return Problems.NotFound();
        await catalog.Accounts.WithdrawAsync(known.Id, file, CancellationToken.None);
        await audit.TellAsync(http, AuditAction.Change, AuditOutcome.Done, file, $"{known.Name} no longer let into the restricted file");
        return TypedResults.NoContent();
    }

    private static string Words(string? unit, bool restricted) => $"[unit {(string.IsNullOrEmpty(unit) ? "none" : unit)}; {(restricted ? "restricted" : "open")}]";
}
