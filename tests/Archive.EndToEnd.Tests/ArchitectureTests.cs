using System.Xml.Linq;
using Archive.Testing;

namespace Archive.EndToEnd.Tests;

/// <summary>The direction of dependencies, asserted from the project files.</summary>
public sealed class ArchitectureTests
{
    /// <summary>What each product project may know; nothing else.</summary>
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Archive.Domain"] = [],
        ["Archive.Imaging"] = ["Archive.Domain"],
        ["Archive.Recognition"] = ["Archive.Domain"],
        ["Archive.Pdf"] = ["Archive.Domain"],
        ["Archive.Storage"] = ["Archive.Domain"],
        ["Archive.Pipeline"] = ["Archive.Domain", "Archive.Imaging", "Archive.Recognition", "Archive.Pdf", "Archive.Storage"],
        ["Archive.Web"] = ["Archive.Domain", "Archive.Pipeline"],
        ["Archive.Cli"] = ["Archive.Domain", "Archive.Imaging", "Archive.Recognition", "Archive.Pdf", "Archive.Storage", "Archive.Pipeline", "Archive.Web"],
    };

    private static IEnumerable<string> ProductProjects() => new[] { "src", "pipeline" }
        .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(SharedFiles.RepositoryRoot, folder), "*.csproj", SearchOption.AllDirectories));

    [Fact]
    public void ProjectReferences_OfEveryProduct_PointInwards()
    {
        var projects = ProductProjects().ToList();

        Assert.Equal(Allowed.Keys.Order(), projects.Select(Path.GetFileNameWithoutExtension).Order());
        foreach (var project in projects)
        {
            var name = Path.GetFileNameWithoutExtension(project);
            Assert.True(References(project).All(Allowed[name].Contains), $"{name} may only know {string.Join(", ", Allowed[name])}, not all of {string.Join(", ", References(project))}.");
        }
    }

    [Fact]
    public void PackageReferences_OfDomain_AreNone()
    {
        var domain = ProductProjects().Single(project => Path.GetFileNameWithoutExtension(project) == "Archive.Domain");

        Assert.Empty(XDocument.Load(domain).Descendants("PackageReference"));
    }

    [Fact]
    public void TestProjects_OfEveryProduct_AreThere()
    {
        foreach (var project in ProductProjects().Select(Path.GetFileNameWithoutExtension))
            Assert.True(File.Exists(Path.Combine(SharedFiles.RepositoryRoot, "tests", $"{project}.Tests", $"{project}.Tests.csproj")), $"{project} has no tests.");
    }

    private static List<string> References(string project) =>
        [.. XDocument.Load(project).Descendants("ProjectReference").Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))];
}
