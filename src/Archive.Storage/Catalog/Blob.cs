using Archive.Domain;

namespace Archive.Storage.Catalog;

/// <summary>Digests in the catalog: 32 bytes.</summary>
internal static class Blob
{
    internal static byte[] Of(Sha256Digest digest) => Convert.FromHexString(digest.Hex);

    internal static byte[]? Of(Sha256Digest? digest) => digest is { } value ? Of(value) : null;

    internal static Sha256Digest? ToDigest(byte[]? blob) => blob is null ? null : Sha256Digest.FromBytes(blob);
}
