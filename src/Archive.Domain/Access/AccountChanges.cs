using Archive.Domain.Ports;

namespace Archive.Domain.Access;

/// <summary>Changes that hold whoever else changes the account at the same time.</summary>
public static class AccountChanges
{
    /// <summary>Forgets log-ins that failed, and the lock that came of them.</summary>
    /// <returns>The account as it is afterwards; null where there is none with this id.</returns>
    public static Task<Account?> UnlockAsync(this IAccountStore accounts, long id, CancellationToken cancellation) =>
        accounts.ChangeAsync(id, current => current with { FailedLogins = 0, LockedUntil = null }, cancellation);

    /// <summary>Changes an account as it is at the moment of writing, so that no count of a failed log-in is lost to another.</summary>
    /// <param name="change">Called anew where somebody else was quicker; returns the same account where nothing is to change.</param>
    /// <returns>The account as it is afterwards; null where there is none with this id.</returns>
    public static async Task<Account?> ChangeAsync(this IAccountStore accounts, long id, Func<Account, Account> change, CancellationToken cancellation)
    {
        while (true)
        {
            if (await accounts.GetAsync(id, cancellation) is not { } current) return null;
            var wanted = change(current);
            if (ReferenceEquals(wanted, current)) return current;
            if (await accounts.UpdateAsync(wanted with { Version = current.Version }, cancellation)) return wanted with { Version = current.Version + 1 };
        }
    }
}
