using Archive.Domain.Access;
using Archive.Domain.Audit;
using Archive.Domain.Ports;

namespace Archive.Web.Accounts;

/// <summary>Makes accounts where nobody is logged in yet: the first administrator, and those that whoever has the machine asks for.</summary>
public static class FirstAdministrator
{
    private const string Name = "admin";

    /// <summary>Makes the first administrator where there is none.</summary>
    /// <returns>Name and one-time password, to be shown once; null where there is an administrator.</returns>
    public static async Task<(string Name, string Password)?> EnsureAsync(ICatalog catalog, TimeProvider time, CancellationToken cancellation)
    {
        if (await catalog.Accounts.CountAdministratorsAsync(cancellation) > 0) return null;
        for (var number = 1; ; number++)
        {
            var name = number == 1 ? Name : $"{Name}{number}";
            var account = new Account { Name = name, DisplayName = "Administrator", Roles = Roles.Administrator };
            if (await CreateAsync(catalog, account, null, time, cancellation) is { } password) return (name, password);
        }
    }

    /// <summary>Makes an account from the machine's console.</summary>
    /// <param name="password">Its password; where null one is made up, good for one log-in.</param>
    /// <returns>The password; null where the name is taken.</returns>
    /// <exception cref="ArgumentException">The name or the password does not hold to the rules.</exception>
    public static async Task<string?> CreateAsync(ICatalog catalog, Account account, string? password, TimeProvider time, CancellationToken cancellation)
    {
        var rules = new PasswordRules(new ServiceOptions());
        if (password is not null && rules.Check(account, password) is { Count: > 0 } problems) throw new ArgumentException($"The password does not do: {string.Join(", ", problems)}.");
        var chosen = password ?? PasswordRules.OneTime();
        var added = await catalog.Accounts.AddAsync(account with { PasswordHash = rules.Hash(chosen), MustChangePassword = password is null }, cancellation);
        if (added is null) return null;
        await catalog.Audit.AppendAsync(
            [new(Guid.CreateVersion7(), time.GetUtcNow(), AuditEvent.System, AuditAction.Administer, AuditOutcome.Done, added.Name, Detail: $"account created at the console: {added.Roles}")], CancellationToken.None);
        return chosen;
    }
}
