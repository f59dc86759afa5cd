using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Microsoft.AspNetCore.Http;

namespace Archive.Web.Access;

/// <summary>Who makes a request, and what they may see.</summary>
/// <param name="Session">Key of the web session; null for another system with an API key.</param>
/// <param name="Key">The API key; null for a person.</param>
internal sealed record Caller(Account Account, WebSession? Session, ApiKey? Key, Visibility Visible)
{
    /// <summary>Roles whose work is the files; the others see none by their role.</summary>
    internal const Roles OfFiles = Roles.Operator | Roles.Caseworker | Roles.Archivist;

    /// <summary>Roles that see files without a case: who digitizes them and who puts them right.</summary>
    private const Roles OfUnlinked = Roles.Operator | Roles.Archivist;

    /// <summary>The name in the audit ledger.</summary>
    internal string Actor => Key is null ? Account.Name : $"key:{Key.Name}";

    /// <exception cref="InvalidOperationException">Nobody is logged in: the endpoint lacks its policy.</exception>
    internal static Caller Of(HttpContext http) => Find(http) ?? throw new InvalidOperationException("The endpoint is open to everybody.");

    internal static Caller? Find(HttpContext http) => http.Items[typeof(Caller)] as Caller;

    internal void BecomeThatOf(HttpContext http) => http.Items[typeof(Caller)] = this;

    internal static async Task<Caller> OfAsync(IAccountStore accounts, Account account, WebSession? session, ApiKey? key, CancellationToken cancellation) =>
        new(account, session, key, await VisibleAsync(accounts, account, key, cancellation));

    /// <summary>Deny by default: what was not granted is not seen. A key sees no more than its owner.</summary>
    private static async Task<Visibility> VisibleAsync(IAccountStore accounts, Account account, ApiKey? key, CancellationToken cancellation)
    {
        if ((account.Roles & OfFiles) == 0) return Visibility.Nothing;
        var all = VisibleOf(account, await accounts.ListGrantsAsync(account.Id, cancellation));
        return key is null ? all : all with { Registers = account.Registers.Intersect(key.Registers).ToHashSet(), WithoutCase = false };
    }

    /// <summary>What a person sees who was let into these restricted files.</summary>
    internal static Visibility VisibleOf(Account account, IReadOnlySet<string> restricted) => (account.Roles & OfFiles) == 0
        ? Visibility.Nothing
        : new(account.Registers, (account.Roles & OfUnlinked) != 0, account.AllUnits ? null : account.Units, restricted);
}
