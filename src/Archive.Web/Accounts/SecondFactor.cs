using System.Globalization;
using System.Security.Cryptography;
using Archive.Domain.Access;
using Archive.Domain.Ports;
using Microsoft.AspNetCore.DataProtection;

namespace Archive.Web.Accounts;

/// <summary>The second factor: a secret that only the service and the person's device know, and codes for the day the device is lost.</summary>
internal sealed class SecondFactor(IDataProtectionProvider protection, IAccountStore accounts, TimeProvider time)
{
    private const int Codes = 10, CodeLength = 10;

    private readonly IDataProtector _protector = protection.CreateProtector("second factor");

    /// <summary>Protects a secret of which no code was taken yet.</summary>
    internal string Protect(string secret) => Protect(secret, 0);

    /// <summary>Takes a code, once, at whichever node: the last step of which one was taken is kept with the secret (RFC 6238, 5.2).</summary>
    internal async Task<bool> TakeAsync(Account account, string code, CancellationToken cancellation)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        var taken = false;
        await accounts.ChangeAsync(
            account.Id,
            current =>
            {
                taken = false;
                if (Read(current) is not var (secret, last) || Totp.StepOf(secret, digits, time.GetUtcNow()) is not { } step || step <= last) return current;
                taken = true;
                return current with { TotpKey = Protect(secret, step) };
            },
            cancellation);
        return taken;
    }

    /// <summary>Ten codes of ten letters, 49 bits each: to be written down, each good for once.</summary>
    internal static IReadOnlyList<string> NewRecoveryCodes() =>
        [.. Enumerable.Range(0, Codes).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", CodeLength)).Select(code => $"{code[..5]}-{code[5..]}")];

    /// <summary>What is kept of a code. Few may be tried, since the account is locked: a plain digest serves.</summary>
    internal static string HashOf(string code) => SecretToken.DigestOf(code.Trim().ToLowerInvariant()).Hex;

    private string Protect(string secret, long lastStep) => _protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{secret} {lastStep}"));

    /// <summary>The account's secret and the last step of which a code was taken; null where it has none, or it was protected with keys that are gone.</summary>
    private (string Secret, long LastStep)? Read(Account account)
    {
        try
        {
            return account.TotpKey is not null && _protector.Unprotect(account.TotpKey).Split(' ') is [var secret, var step] ? (secret, long.Parse(step, CultureInfo.InvariantCulture)) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
