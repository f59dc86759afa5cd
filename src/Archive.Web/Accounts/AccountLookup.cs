using System.Globalization;
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

/// <summary>Somebody who may be let into a file.</summary>
public sealed record AccountFound(string Name, string DisplayName);

/// <summary>Finds people by the beginning of a name, for archivists who let them into files: names alone, and of those who work with files.</summary>
internal static class AccountLookup
{
    /// <summary>Fewest characters to look for: not every account at a stroke. Most that are found: whoever is not among them is looked for by more letters.</summary>
    private const int Shortest = 2, Longest = 100, Most = 20;

    private const int Portion = 500;

    internal static void MapAccountLookup(this IEndpointRouteBuilder api) =>
        api.MapGet("/accounts/names", FindAsync).WithTags("Accounts").RequireAuthorization(Policies.Arrange);

    private static async Task<Results<Ok<Portion<AccountFound>>, ProblemHttpResult>> FindAsync(HttpContext http, ICatalog catalog, AuditTrail audit, string q)
    {
        var start = q.Trim();
        if (start.Length is < Shortest or > Longest) return Problems.Invalid("q", "length");
        var found = new List<AccountFound>();
        for (string? after = null; found.Count < Most;)
        {
            var accounts = await catalog.Accounts.ListAsync(after, Portion, http.RequestAborted);
            found.AddRange(accounts.Where(account => WorksWithFiles(account) && Begins(account, start)).Select(account => new AccountFound(account.Name, account.DisplayName)).Take(Most - found.Count));
            if (accounts.Count < Portion) break;
            after = accounts[^1].Name;
        }

        await audit.TellAsync(http, AuditAction.Search, AuditOutcome.Done, "accounts", $"names that begin with {start}");
        return TypedResults.Ok(new Portion<AccountFound>(found, null));
    }

    private static bool WorksWithFiles(Account account) => !account.Disabled && (account.Roles & Caller.OfFiles) != 0;

    /// <summary>The log-in name, the name or any word of it; capitals and diacritics do not matter.</summary>
    private static bool Begins(Account account, string start) =>
        account.DisplayName.Split(' ').Append(account.DisplayName).Append(account.Name)
            .Any(name => CultureInfo.InvariantCulture.CompareInfo.IsPrefix(name, start, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace));
}
