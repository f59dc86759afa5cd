using Archive.Testing;

namespace Archive.EndToEnd.Tests;

/// <summary>Pages of the committed sample batch.</summary>
internal static class SamplePages
{
    internal static string Folder => Path.Combine(SharedFiles.RepositoryRoot, "testdata", "samples");

    /// <summary>The scans of a personal file, in order.</summary>
    internal static IReadOnlyList<string> Of(string file) => [.. Directory.EnumerateFiles(Path.Combine(Folder, file)).Order(StringComparer.Ordinal)];

    /// <summary>The smallest images of one page in the batch, which are the quickest, in a fixed order.</summary>
    internal static IReadOnlyList<string> Smallest(int count)
    {
        var files = Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".jpg" or ".png")
            .OrderBy(file => new FileInfo(file).Length).ThenBy(file => file, StringComparer.Ordinal)
            .Take(count).ToList();
        Assert.Equal(count, files.Count);
        return files;
    }
}
