using System.Text;
using Archive.Domain;

namespace Archive.Pipeline.Batches;

/// <summary>What one ingest command asks for.</summary>
/// <param name="Paths">Files and folders, at least one; absolute or relative to the current folder.</param>
/// <param name="Case">The case of what is given directly; a sub-folder named as a case has its own.</param>
/// <param name="Name">Title of what is given directly; null takes the file's or folder's name.</param>
public sealed record IngestRequest(IReadOnlyList<string> Paths, CaseNumber? Case, string? Name)
{
    /// <summary>What the batch is called: the given name, otherwise that of the first path and how many more there are.</summary>
    public string BatchName
    {
        get
        {
            if (Name is not null) return Name;
            var first = AbsolutePaths()[0];
            var name = Path.GetFileName(first) is { Length: > 0 } last ? last : first;
            return Paths.Count == 1 ? name : $"{name} and {Paths.Count - 1} more";
        }
    }

    /// <summary>The same command, from whatever folder it is given, has the same key.</summary>
    public Sha256Digest SourceKey()
    {
        // The zero byte occurs in no path, name or case number: different lists cannot run together into one key.
        var parts = AbsolutePaths().Append($"case={Case}").Append($"name={Name}");
        return Sha256Digest.Of(Encoding.UTF8.GetBytes(string.Join('\0', parts)));
    }

    private List<string> AbsolutePaths() => [.. Paths.Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)))];
}
