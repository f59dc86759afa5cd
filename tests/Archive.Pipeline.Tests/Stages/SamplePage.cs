using System.Text.Json;
using Archive.Domain;
using Archive.Testing;

namespace Archive.Pipeline.Tests.Stages;

/// <summary>A committed sample page and the truth about it.</summary>
internal sealed record SamplePage(string Path, MasterFormat Format, int PageIndex, int Orientation, double Skew, int Width, int Height, IReadOnlyList<string> Lines)
{
    private static readonly string _folder = System.IO.Path.Combine(SharedFiles.RepositoryRoot, "testdata");

    public string Text => string.Join('\n', Lines);

    public static SamplePage Of(string file, int number)
    {
        using var truth = JsonDocument.Parse(File.ReadAllText(System.IO.Path.Combine(_folder, "truth", file + ".json")));
        var page = truth.RootElement.GetProperty("pages").EnumerateArray().Single(page => page.GetProperty("number").GetInt32() == number);
        int Integer(string name) => page.GetProperty(name).GetInt32();
        var path = System.IO.Path.Combine(_folder, "samples", page.GetProperty("path").GetString()!);
        return new(
            path, FormatOf(path), Integer("pageIndex"), Integer("orientation"), page.GetProperty("skewDegrees").GetDouble(), Integer("width"), Integer("height"),
            [.. page.GetProperty("lines").EnumerateArray().Select(line => line.ValueKind == JsonValueKind.String ? line.GetString()! : line.GetProperty("text").GetString()!)]);
    }

    public PageWork Work(string outputFolder, bool imageOnly = false) => new(Path, Format, PageIndex, outputFolder, imageOnly);

    private static MasterFormat FormatOf(string path) => System.IO.Path.GetExtension(path) switch
    {
        ".jpg" => MasterFormat.Jpeg,
        ".png" => MasterFormat.Png,
        ".tif" => MasterFormat.Tiff,
        ".pdf" => MasterFormat.Pdf,
        var other => throw new ArgumentException($"No sample is a {other}."),
    };
}
