using System.Text;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Imaging;
using Archive.Recognition;

namespace Archive.Pipeline.Stages;

/// <summary>Names everything that results depend on.</summary>
public static class PageRecipes
{
    /// <summary>Raised whenever the code of a stage changes what it makes from the same master.</summary>
    public const string PipelineVersion = "1";

    public static PageRecipe Of(PageOptions options, EngineSet engines)
    {
        var parts = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["pipeline"] = PipelineVersion,
            ["options"] = options.ToJson(),
            ["imaging"] = Pix.LibraryVersion,
            ["recognition"] = engines.Describe(),
        };
        var canonical = string.Concat(parts.Select(part => $"{part.Key}={part.Value}\n"));
        return new(Sha256Digest.Of(Encoding.UTF8.GetBytes(canonical)), parts);
    }
}
