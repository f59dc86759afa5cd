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

namespace Archive.Web.Reading;

/// <summary>Who was let into a restricted file by name.</summary>
internal static class GrantEndpoints
{
    internal static void MapFileGrants(this IEndpointRouteBuilder file)
    {
        file.MapGet("/grants", ListAsync);
        file.MapPut("/grants/{account}", GrantAsync);
        file.MapDelete("/grants/{account}", WithdrawAsync);
    }

    private static async Task<Results<Ok<Portion<GrantShown>>, ProblemHttpResult>> ListAsync(HttpContext http, string file, FileDoor door, ICatalog catalog, AuditTrail audit)
    {
        if (await door.FindAsync(http, file, AuditAction.ReadFile) is null) return Problems.NotFound();
        var grants = await catalog.Accounts.ListGrantsOfAsync(file, http.RequestAborted);
        await audit.TellAsync(http, AuditAction.ReadFile, AuditOutcome.Done, file, FileDoor.GrantsShown);
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
        if (await door.FindAsync(http, file, AuditAction.Change) is not { } found) return Problems.NotFound();
        if (await catalog.Accounts.FindAsync(account, http.RequestAborted) is not { } known) return Problems.NotFound();
        if (!await catalog.Accounts.WithdrawAsync(known.Id, file, others => !found.Access.Restricted || others.Any(other => CanLetIn(other, found)), CancellationToken.None))
        {
            await audit.TellAsync(http, AuditAction.Change, AuditOutcome.Refused, file, $"{known.Name} is the last archivist who is let into the restricted file");
            return Problems.Of(StatusCodes.Status409Conflict, "lastGrant", "Nobody would be left who can let others into this file. Let another archivist in first.");
        }

        await audit.TellAsync(http, AuditAction.Change, AuditOutcome.Done, file, $"{known.Name} no longer let into the restricted file");
        return TypedResults.NoContent();
    }

    /// <summary>Whether somebody who is let in sees the file and may say who else does: it would be out of everybody's reach otherwise.</summary>
    private static bool CanLetIn(Account account, FileRecord file) =>
        !account.Disabled && account.Roles.HasFlag(Roles.Archivist) && Caller.VisibleOf(account, new HashSet<string> { file.Id }).Sees(file);
}
