using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Ports;
using Archive.Web.Access;
using Archive.Web.Auditing;
using Archive.Web.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Archive.Web.Reading;

/// <summary>The one way to a file's content: lets in who may see it, asks what a restricted file is read for, and accounts for both.</summary>
internal sealed class FileDoor(ICatalog catalog, AuditTrail audit)
{
    /// <summary>Carries the purpose of another system, which has no session to state it in.</summary>
    internal const string PurposeHeader = "X-Purpose";

    /// <summary>In the audit ledger, where a purpose was stated and nothing read yet; where none was, and the file stayed shut.</summary>
    internal const string PurposeStated = "purpose stated", PurposeMissing = "purpose not stated";

    /// <summary>In the audit ledger, where somebody looked at who may see a file, and not into it.</summary>
    internal const string AccessShown = "access", GrantsShown = "grants";

    /// <summary>A file that the caller may see, and what it is read for; or what to answer instead.</summary>
    /// <param name="action">For the audit ledger: told once it is let through. Null where the caller tells what is done.</param>
    /// <param name="tried">What the caller tells then: told here where it is refused.</param>
    internal async Task<(FileRecord? File, string? Purpose, ProblemHttpResult? Refusal)> OpenAsync(HttpContext http, string id, AuditAction? action, string? detail = null, AuditAction tried = AuditAction.ReadFile)
    {
        if (await FindAsync(http, id, action ?? tried) is not { } file) return (null, null, Problems.NotFound());
        string? purpose = null;
        if (file.Access.Restricted)
        {
            purpose = await PurposeAsync(http, id);
            if (purpose is null)
            {
                await audit.TellAsync(http, action ?? tried, AuditOutcome.Refused, id, PurposeMissing);
                return (null, null, Problems.Of(StatusCodes.Status403Forbidden, "purposeNeeded", "This file is restricted: say first what it is read for."));
            }
        }

        if (action is { } told) await audit.TellAsync(http, told, AuditOutcome.Done, id, detail, purpose);
        return (file, purpose, null);
    }

    /// <summary>A file that the caller may see. Who asks for another one learns nothing, and it is written down.</summary>
    internal async Task<FileRecord?> FindAsync(HttpContext http, string id, AuditAction action)
    {
        if (await catalog.GetFileAsync(id, http.RequestAborted) is { } file && Caller.Of(http).Visible.Sees(file)) return file;
        // An id that was made up goes the same way as one of a hidden file: the time that the answer takes tells neither from the other.
        await audit.TellAsync(http, action, AuditOutcome.Refused, id);
        return null;
    }

    /// <summary>What restricted files are read for, of any that may come up: null where nothing was stated for one.</summary>
    internal async Task<Func<string, string?>> PurposesAsync(HttpContext http)
    {
        if (Caller.Of(http).Session is { } session)
        {
            var stated = await catalog.Sessions.ListPurposesAsync(session.Key, http.RequestAborted);
            return id => stated.GetValueOrDefault(id);
        }

        var purpose = Purpose(http.Request.Headers[PurposeHeader].ToString());
        return _ => purpose;
    }

    /// <summary>A purpose as it is kept; null where it says too little or too much.</summary>
    internal static string? Purpose(string stated)
    {
        const int shortest = 3, longest = 500;
        var purpose = stated.Trim();
        return purpose.Length is < shortest or > longest ? null : purpose;
    }

    private async Task<string?> PurposeAsync(HttpContext http, string id)
    {
        if (Caller.Of(http).Session is { } session) return await catalog.Sessions.FindPurposeAsync(session.Key, id, http.RequestAborted);
        return Purpose(http.Request.Headers[PurposeHeader].ToString());
    }
}
