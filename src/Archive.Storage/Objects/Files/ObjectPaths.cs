using Archive.Domain;

namespace Archive.Storage.Objects.Files;

/// <summary>Where objects lie: two levels of 256 folders each keep a folder below some hundred entries at ten million objects.</summary>
internal sealed class ObjectPaths(string root)
{
    internal string Root { get; } = root;

    /// <summary>Objects not yet whole.</summary>
    internal string Incoming { get; } = Path.Combine(root, "incoming");

    internal string NewIncoming() => Path.Combine(Incoming, Guid.NewGuid().ToString("N"));

    internal string Of(ObjectKind kind, Sha256Digest digest) => Path.Combine(FolderOf(kind), digest.Hex[..2], digest.Hex[2..4], digest.Hex);

    internal IEnumerable<Sha256Digest> List(ObjectKind kind)
    {
        foreach (var first in Sorted(FolderOf(kind), Directory.EnumerateDirectories))
        {
            foreach (var second in Sorted(first, Directory.EnumerateDirectories))
            {
                foreach (var file in Sorted(second, Directory.EnumerateFiles))
                {
                    if (Sha256Digest.TryParse(Path.GetFileName(file), out var digest) && Of(kind, digest) == file) yield return digest;
                }
            }
        }
    }

    private string FolderOf(ObjectKind kind) => Path.Combine(Root, kind == ObjectKind.Master ? "masters" : "derivatives");

    private static IEnumerable<string> Sorted(string folder, Func<string, IEnumerable<string>> list) =>
        Directory.Exists(folder) ? list(folder).Order(StringComparer.Ordinal) : [];
}
