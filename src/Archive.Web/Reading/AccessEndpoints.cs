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

/// <summary>Who may see a file: its case, its unit, and whether it is restricted.</summary>
internal static class AccessEndpoints
{
    internal static void MapFileAccess(this IEndpointRouteBuilder api)
    {
        var files = api.MapGroup("/files/{file}").WithTags("Files").RequireAuthorization(Policies.Arrange);
        files.MapGet("/access", ShowAsync);
        files.MapPut("/access", SetAsync).ChangesVersion();
        files.MapPut("/case", SetCaseAsync).ChangesVersion();
        files.MapFileGrants();
    }

    private static async Task<Results<Ok<AccessShown>, ProblemHttpResult>> ShowAsync(HttpContext http, string file, FileDoor door, AuditTrail audit)
    {
        if (await door.FindAsync(http, file, AuditAction.ReadFile) is not { } found) return Problems.NotFound();
        await audit.TellAsync(http, AuditAction.ReadFile, AuditOutcome.Done, file, FileDoor.AccessShown);
        ETags.Set(http, AccessShown.VersionOf(found));
        return TypedResults.Ok(AccessShown.Of(found));
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

        if (Stale(http, found) is { } refusal) return refusal;
        var changed = found with { Access = wanted.Conditions };
        // Who restricts a file stays able to see it: nobody else could lift it again.
        if (wanted.Restricted && !found.Access.Restricted) await catalog.Accounts.GrantAsync(Caller.Of(http).Account.Id, file, Caller.Of(http).Actor, http.RequestAborted);
        return await ChangeAsync(http, found, changed, catalog, index, audit, $"access changed from {Words(found.Access)} to {Words(changed.Access)}");
    }

    /// <summary>A file whose case was not known when it was released is given it here; a wrong one is put right.</summary>
    private static async Task<Results<Ok<FileSummary>, ProblemHttpResult>> SetCaseAsync(HttpContext http, string file, CaseWanted wanted, FileDoor door, ICatalog catalog, ISearchIndex index, AuditTrail audit)
    {
        if (await door.FindAsync(http, file, AuditAction.Change) is not { } found) return Problems.NotFound();
        CaseNumber? number = null;
        if (!string.IsNullOrWhiteSpace(wanted.Case))
        {
            if (!CaseNumber.TryParse(wanted.Case.Trim(), out var parsed)) return Problems.Invalid("case", "caseNumber");
            number = parsed;
        }

        if (Stale(http, found) is { } refusal) return refusal;
        return await ChangeAsync(http, found, found with { Case = number }, catalog, index, audit, $"case changed from {found.Case?.ToString() ?? "none"} to {number?.ToString() ?? "none"}");
    }

    private static async Task<Results<Ok<FileSummary>, ProblemHttpResult>> ChangeAsync(
        HttpContext http, FileRecord found, FileRecord changed, ICatalog catalog, ISearchIndex index, AuditTrail audit, string told)
    {
        if (changed != found)
        {
            // Out of the index before the catalog says so: no search finds it for those who no longer may. A node enters it anew.
            await index.RemoveFileAsync(found.Id, http.RequestAborted);
            if (!await catalog.SetAccessAsync(found, changed.Case, changed.Access, CancellationToken.None))
            {
                // Somebody was quicker, and what they changed may have been entered already.
                await catalog.ReindexFileAsync(found.Id, CancellationToken.None);
                return Problems.ChangedMeanwhile();
            }

            await audit.TellAsync(http, AuditAction.Change, AuditOutcome.Done, found.Id, told);
            changed = changed with { IndexedAt = null };
        }

        ETags.Set(http, AccessShown.VersionOf(changed));
        return TypedResults.Ok(FileSummary.Of(changed));
    }

    private static ProblemHttpResult? Stale(HttpContext http, FileRecord found)
    {
        if (ETags.Read(http) is not { } version) return Problems.NoVersion();
        return version == AccessShown.VersionOf(found) ? null : Problems.ChangedMeanwhile();
    }

    private static string Words(AccessConditions access) => $"[unit {access.Unit ?? "none"}; {(access.Restricted ? "restricted" : "open")}]";
}
