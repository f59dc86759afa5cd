using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Archive.Web.Accounts;

/// <summary>Time-based one-time passwords (RFC 6238: HMAC-SHA-1, 30 seconds, 6 digits), as every authenticator app makes them.</summary>
internal static class Totp
{
    private const int KeyBytes = 20, StepSeconds = 30, Modulus = 1_000_000;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A new secret in Base32 (RFC 4648, section 6), 32 letters.</summary>
    internal static string NewSecret() => Base32(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>The step in which a code is right, one before and one after the present too (RFC 6238, 5.2); null where it is wrong.</summary>
    internal static long? StepOf(string secret, string code, DateTimeOffset now)
    {
        if (code is not { Length: 6 } || !code.All(char.IsAsciiDigit)) return null;
        var key = Bytes(secret);
        var present = now.ToUnixTimeSeconds() / StepSeconds;
        long? found = null;
        // All are looked at, so that the time taken tells nothing.
        for (var step = present - 1; step <= present + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(key, step)), Encoding.ASCII.GetBytes(code))) found = step;
        }

        return found;
    }

    /// <summary>What authenticator apps read from a QR code (Google Authenticator's key URI format).</summary>
    internal static string Uri(string secret, string account) =>
        $"otpauth://totp/Archive:{System.Uri.EscapeDataString(account)}?secret={secret}&issuer=Archive";

    internal static string Code(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What RFC 6238 and the apps have; as a MAC, SHA-1 is not broken.
        HMACSHA1.HashData(key, counter, hash);
#pragma warning restore CA5350
        // Dynamic truncation (RFC 4226, 5.3).
        var value = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[^1] & 0xF)..]) & int.MaxValue;
        return (value % Modulus).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder();
        var (bits, count) = (0, 0);
        foreach (var one in bytes)
        {
            (bits, count) = ((bits << 8) | one, count + 8);
            for (; count >= 5; count -= 5) text.Append(Letters[(bits >> (count - 5)) & 31]);
        }

        return text.ToString();
    }

    private static byte[] Bytes(string base32)
    {
        var bytes = new List<byte>();
        var (bits, count) = (0, 0);
        foreach (var letter in base32)
        {
            (bits, count) = (((bits << 5) | Letters.IndexOf(letter, StringComparison.Ordinal)) & 0xFFFF, count + 5);
            if (count < 8) continue;
            count -= 8;
            bytes.Add((byte)(bits >> count));
        }

        return [.. bytes];
    }
}
