using Archive.Domain.Access;
using Archive.Domain.Ports;

namespace Archive.Web.Accounts;

/// <summary>How a log-in ended.</summary>
internal enum LogInOutcome
{
    Done,

    /// <summary>No such name, another password or code, a disabled or a locked account: whoever guesses learns not which.</summary>
    Wrong,

    /// <summary>Name and password are right; the code is missing.</summary>
    SecondFactorNeeded,
}

/// <summary>
/// Checks who logs in, and locks accounts at which somebody guesses: for longer with each failure, and never for so long that guessing keeps the owner out
/// for the day. After a quiet day it begins anew.
/// </summary>
internal sealed class LogIns(IAccountStore accounts, PasswordRules passwords, SecondFactor secondFactor, ServiceOptions options, TimeProvider time)
{
    internal static readonly TimeSpan LongestLock = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan QuietTime = TimeSpan.FromDays(1);

    /// <returns>The account where it is known, for the audit ledger; it is let in only where the outcome says so.</returns>
    internal async Task<(LogInOutcome Outcome, Account? Account)> TryAsync(string name, string password, string? code, string? recoveryCode, CancellationToken cancellation)
    {
        var account = await accounts.FindAsync(name, cancellation);
        var matches = passwords.Matches(account, password);
        if (account is null) return (LogInOutcome.Wrong, null);
        if (account.Disabled || IsLocked(account)) return (LogInOutcome.Wrong, account);
        if (!matches) return await FailAsync(account, cancellation);
        if (account.TotpEnabled)
        {
            if (code is null && recoveryCode is null) return (LogInOutcome.SecondFactorNeeded, account);
            if (!(code is not null && await secondFactor.TakeAsync(account, code, cancellation)) && !(recoveryCode is not null && await SpendAsync(account, recoveryCode, cancellation)))
                return await FailAsync(account, cancellation);
        }

        var now = time.GetUtcNow();
        return (LogInOutcome.Done, await accounts.ChangeAsync(account.Id, current => current with { FailedLogins = 0, LockedUntil = null, LastLoginAt = now }, cancellation));
    }

    /// <summary>Asks somebody who is logged in for the password again: whoever comes upon an open session guesses no more often than at the door.</summary>
    internal async Task<bool> ConfirmAsync(Account account, string password, CancellationToken cancellation)
    {
        if (IsLocked(account)) return false;
        if (passwords.Matches(account, password)) return true;
        await FailAsync(account, cancellation);
        return false;
    }

    /// <summary>A lock that ends later than any can was set by a clock that was ahead, and is none.</summary>
    private bool IsLocked(Account account)
    {
        var now = time.GetUtcNow();
        return account.LockedUntil > now && account.LockedUntil <= now + LongestLock;
    }

    /// <summary>Counted whoever else fails at the same time, so that guessing on many connections gains nothing.</summary>
    private async Task<(LogInOutcome, Account?)> FailAsync(Account account, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        return (LogInOutcome.Wrong, await accounts.ChangeAsync(
            account.Id,
            current =>
            {
                var failures = 1 + (IsQuiet(current, now) ? 0 : current.FailedLogins);
                return current with { FailedLogins = failures, LockedUntil = now + LockAfter(failures) };
            },
            cancellation));
    }

    /// <summary>The end of the last lock tells when somebody failed last, since each failure sets it, be it to its own moment.</summary>
    private static bool IsQuiet(Account account, DateTimeOffset now) => account.LockedUntil is { } last && (now - last).Duration() > QuietTime;

    private TimeSpan LockAfter(int failures)
    {
        var beyond = failures - options.FailuresBeforeLock;
        if (beyond < 0) return TimeSpan.Zero;
        return TimeSpan.FromTicks(Math.Min(LongestLock.Ticks, options.FirstLock.Ticks << Math.Min(beyond, 20)));
    }

    private async Task<bool> SpendAsync(Account account, string code, CancellationToken cancellation)
    {
        var hash = SecondFactor.HashOf(code);
        var spent = false;
        await accounts.ChangeAsync(
            account.Id,
            current =>
            {
                spent = current.RecoveryCodeHashes.Contains(hash);
                return spent ? current with { RecoveryCodeHashes = [.. current.RecoveryCodeHashes.Where(one => one != hash)] } : current;
            },
            cancellation);
        return spent;
    }
}
