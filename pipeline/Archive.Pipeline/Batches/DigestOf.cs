using System.Security.Cryptography;
using Archive.Domain;

namespace Archive.Pipeline.Batches;

/// <summary>Digests of what lies outside the object store.</summary>
internal static class DigestOf
{
    /// <summary>The digest of a stream from where it stands to its end.</summary>
    internal static async Task<Sha256Digest> StreamAsync(Stream content, CancellationToken cancellation) =>
        Sha256Digest.FromBytes(await SHA256.HashDataAsync(content, cancellation));

    /// <summary>The digest of a file; null where it cannot be read.</summary>
    internal static async Task<Sha256Digest?> FileAsync(string path, CancellationToken cancellation)
    {
        try
        {
            await using var content = File.OpenRead(path);
            return await StreamAsync(content, cancellation);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
