using System.Text.Json;

namespace Archive.Benchmarks;

/// <summary>A sample page with its truth.</summary>
/// <param name="Path">The picture.</param>
/// <param name="Text">As printed, in reading order.</param>
/// <param name="SkewDegrees">Positive where text runs downhill to the right.</param>
/// <param name="Orientation">Clockwise turn that makes it upright.</param>
public sealed record SamplePage(string Path, string Kind, string Text, double SkewDegrees, int Orientation, bool Blank);

/// <summary>Reads a set made by the sample maker (samples/ and truth/ below one folder); files of one page each.</summary>
public static class Samples
{
    public static IReadOnlyList<SamplePage> Read(string folder)
    {
        var pages = new List<SamplePage>();
        foreach (var path in Directory.GetFiles(Path.Combine(folder, "truth"), "*.json").Order(StringComparer.Ordinal))
        {
            using var truth = JsonDocument.Parse(File.ReadAllText(path));
            foreach (var page in truth.RootElement.GetProperty("pages").EnumerateArray()) pages.Add(Page(page, Path.Combine(folder, "samples")));
        }

        return pages.Count > 0 ? pages : throw new InvalidOperationException($"{folder} holds no truth.");
    }

    private static SamplePage Page(JsonElement page, string folder) => new(
        Path.Combine(folder, page.GetProperty("path").GetString()!),
        page.GetProperty("kind").GetString()!,
        string.Join('\n', page.GetProperty("lines").EnumerateArray().Select(line => line.GetString())),
        page.GetProperty("skewDegrees").GetDouble(), page.GetProperty("orientation").GetInt32(), page.GetProperty("blank").GetBoolean());
}
