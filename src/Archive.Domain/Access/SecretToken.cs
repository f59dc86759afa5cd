using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Archive.Domain.Access;

/// <summary>Secrets that a machine carries: session cookies and API keys. Only their digests are stored.</summary>
public static class SecretToken
{
    private const int Bytes = 32;

    /// <summary>256 random bits in Base64 for URLs (RFC 4648, section 5), 43 characters.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Bytes));

    /// <summary>What is stored of a token. SHA-256 serves, since nobody can guess 256 random bits.</summary>
    public static Sha256Digest DigestOf(string token) => Sha256Digest.Of(Encoding.UTF8.GetBytes(token));
}
