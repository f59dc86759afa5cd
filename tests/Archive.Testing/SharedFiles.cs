using System.Runtime.CompilerServices;

namespace Archive.Testing;

/// <summary>Finds public test data that lies beside the repository (../shared/data) and is too large or too encumbered to be in it.</summary>
public static class SharedFiles
{
    /// <summary>What a test writes to its output when it returns early for want of the data.</summary>
    public const string Skipped = "skipped: no shared data";

    /// <summary>The repository's root folder, from this source file's own place.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>The files of a folder of the shared data with their manifests left out; empty where it is absent.</summary>
    public static IReadOnlyList<string> In(string folder)
    {
        var path = Path.Combine(RepositoryRoot, "..", "shared", "data", folder);
        return Directory.Exists(path)
            ? Directory.GetFiles(Path.GetFullPath(path)).Where(file => Path.GetExtension(file) is not (".tsv" or ".md")).Order(StringComparer.Ordinal).ToList()
            : [];
    }

    /// <summary>The path of one shared file, or null where the data is absent.</summary>
    public static string? Find(string folder, string name) => In(folder).FirstOrDefault(file => Path.GetFileName(file) == name);

    private static string FindRoot([CallerFilePath] string here = "")
    {
        foreach (var start in new[] { AppContext.BaseDirectory, Path.GetDirectoryName(here) })
            for (var folder = start; folder is not null; folder = Path.GetDirectoryName(folder))
                if (File.Exists(Path.Combine(folder, "Archive.sln")))
                    return folder;
        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
