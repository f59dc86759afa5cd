using System.Collections.Concurrent;
using System.Security.Cryptography;
using Archive.Domain.Access;
using Microsoft.AspNetCore.DataProtection;

namespace Archive.Web.Accounts;

/// <summary>The second factor: a secret that only the service and the person's device know, and codes for the day the device is lost.</summary>
internal sealed class SecondFactor(IDataProtectionProvider protection, TimeProvider time)
{
    private const int Codes = 10, CodeLength = 10;

    private readonly IDataProtector _protector = protection.CreateProtector("second factor");

    /// <summary>The last step in which a code of an account was taken: no code is taken twice (RFC 6238, 5.2).</summary>
    private readonly ConcurrentDictionary<long, long> _used = new();

    internal string Protect(string secret) => _protector.Protect(secret);

    /// <summary>The account's secret; null where it has none, or it was protected with keys that are gone.</summary>
    internal string? SecretOf(Account account)
    {
        try
        {
            return account.TotpKey is null ? null : _protector.Unprotect(account.TotpKey);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Takes a code, once.</summary>
    internal bool Take(Account account, string code)
    {
        if (SecretOf(account) is not { } secret || Totp.StepOf(secret, code.Replace(" ", "", StringComparison.Ordinal), time.GetUtcNow()) is not { } step) return false;
        var taken = false;
        _used.AddOrUpdate(
            account.Id,
            _ =>
            {
                taken = true;
                return step;
            },
            (_, last) =>
            {
                taken = step > last;
                return Math.Max(step, last);
            });
        return taken;
    }

    /// <summary>Ten codes of ten letters, 49 bits each: to be written down, each good for once.</summary>
    internal static IReadOnlyList<string> NewRecoveryCodes() =>
        [.. Enumerable.Range(0, Codes).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", CodeLength)).Select(code => $"{code[..5]}-{code[5..]}")];

    /// <summary>What is kept of a code. Few may be tried, since the account is locked: a plain digest serves.</summary>
    internal static string HashOf(string code) => SecretToken.DigestOf(code.Trim().ToLowerInvariant()).Hex;
}
