using Archive.Domain.Access;

namespace Archive.Domain.Ports;

/// <summary>How a change of rights ended; nothing was written unless it is done.</summary>
public enum RightsChange
{
    Done,

    /// <summary>Somebody changed the account meanwhile, or there is none.</summary>
    ChangedMeanwhile,

    /// <summary>It would have left nobody to look after accounts.</summary>
    LastAdministrator,
}

/// <summary>The accounts. They are never deleted, only disabled.</summary>
public interface IAccountStore
{
    /// <summary>Adds an account with the present time as its creation, and gives it its id and version 1.</summary>
    /// <returns>The account as stored; null where the name is taken.</returns>
    /// <exception cref="ArgumentException">See <see cref="Account.Validated"/>.</exception>
    Task<Account?> AddAsync(Account account, CancellationToken cancellation);

    Task<Account?> GetAsync(long id, CancellationToken cancellation);

    /// <param name="name">As it was typed: it is normalized here.</param>
    Task<Account?> FindAsync(string name, CancellationToken cancellation);

    /// <summary>Accounts by name (in the order of UTF-8), those that come after one.</summary>
    /// <param name="limit">1 or more.</param>
    Task<IReadOnlyList<Account>> ListAsync(string? afterName, int limit, CancellationToken cancellation);

    /// <summary>Writes an account over the version that it was read in; its name and creation stay.</summary>
    /// <returns>False where somebody changed it meanwhile, or there is none: nothing was written.</returns>
    /// <exception cref="ArgumentException">See <see cref="Account.Validated"/>.</exception>
    Task<bool> UpdateAsync(Account account, CancellationToken cancellation);

    /// <summary>The same for a change of rights, unless it takes away the last administrator; of changes at the same time, one is refused.</summary>
    /// <exception cref="ArgumentException">See <see cref="Account.Validated"/>.</exception>
    Task<RightsChange> ChangeRightsAsync(Account account, CancellationToken cancellation);

    /// <summary>Ids of the restricted files that an account was let into.</summary>
    Task<IReadOnlySet<string>> ListGrantsAsync(long id, CancellationToken cancellation);

    /// <summary>Who was let into a restricted file, by name.</summary>
    Task<IReadOnlyList<FileGrant>> ListGrantsOfAsync(string fileId, CancellationToken cancellation);

    /// <summary>Lets an account into a restricted file; told again, the first grant stays.</summary>
    Task GrantAsync(long id, string fileId, string grantedBy, CancellationToken cancellation);

    /// <summary>Takes a grant back, unless those who stay let in do not suffice; of two who take each other out, one is refused. Nothing happens where there is none.</summary>
    /// <param name="suffice">Told the accounts that would stay.</param>
    /// <returns>False where they do not suffice: nothing was written.</returns>
    Task<bool> WithdrawAsync(long id, string fileId, Func<IReadOnlyList<Account>, bool> suffice, CancellationToken cancellation);

    /// <summary>Administrators that are not disabled.</summary>
    Task<int> CountAdministratorsAsync(CancellationToken cancellation);
}
