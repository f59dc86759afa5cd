using Archive.Domain;

namespace Archive.Storage.Objects.Azure;

/// <summary>What blobs are called: <c>masters/ab/abcd…</c> and <c>derivatives/ab/abcd…</c>. The middle part lets people browse; the service needs none.</summary>
internal static class BlobNames
{
    internal static string Prefix(ObjectKind kind) => kind == ObjectKind.Master ? "masters/" : "derivatives/";

    internal static string Of(ObjectKind kind, Sha256Digest digest) => $"{Prefix(kind)}{digest.Hex[..2]}/{digest.Hex}";

    /// <summary>As people call an object.</summary>
    internal static string Describe(ObjectKind kind, Sha256Digest digest) => $"{(kind == ObjectKind.Master ? "master" : "derivative")} {digest}";

    /// <summary>False for blobs that are no objects of the kind.</summary>
    internal static bool TryParse(ObjectKind kind, string name, out Sha256Digest digest) =>
        Sha256Digest.TryParse(name[(name.LastIndexOf('/') + 1)..], out digest) && name == Of(kind, digest);
}
