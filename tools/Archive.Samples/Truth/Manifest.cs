using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Archive.Imaging;
using Archive.Samples.Fonts;
using Archive.Samples.Rendering;

namespace Archive.Samples.Truth;

/// <summary>How a set of samples was made and what came out, so that it can be made again and told whether it is the same.</summary>
/// <param name="Command">The arguments that make it.</param>
/// <param name="Renderer">Version of the SVG renderer.</param>
/// <param name="Imaging">Versions of the image library and its codecs.</param>
/// <param name="Fonts">SHA-256 of each font file used.</param>
/// <param name="Files">SHA-256 of each file below the folder, by path with forward slashes.</param>
public sealed record Manifest(
    string Set, ulong Seed, string Command, int PageCount, string Renderer, string Imaging,
    IReadOnlyDictionary<string, string> Fonts, IReadOnlyDictionary<string, ManifestEntry> Files)
{
    public const string FileName = "manifest.json";

    private static readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>True where the machine has the renderer, the codecs and the fonts with which the samples were made.</summary>
    public bool MatchesMachine => Renderer == SvgRenderer.Version() && Imaging == Pix.LibraryVersion
        && Fonts.All(font => FontLibrary.DigestOf(font.Key) == font.Value);

    public static Manifest Of(MakeCommand command, IReadOnlyList<FileTruth> truths)
    {
        var paths = truths.SelectMany(truth => truth.Pages.Select(page => "samples/" + page.Path).Append($"truth/{truth.Name}.json")).Distinct();
        var files = new SortedDictionary<string, ManifestEntry>(StringComparer.Ordinal);
        foreach (var path in paths) files[path] = ManifestEntry.Of(Path.Combine(command.Out, path));
        var arguments = string.Create(CultureInfo.InvariantCulture,
            $"make --set {command.Set.Name} --seed {command.Seed} --files {command.Files} --strength {command.Strength}");
        return new(command.Set.Name, command.Seed, arguments, truths.Sum(truth => truth.Pages.Count), SvgRenderer.Version() ?? "", Pix.LibraryVersion,
            FontLibrary.Digests, files);
    }

    public static Manifest Read(string folder) =>
        JsonSerializer.Deserialize<Manifest>(File.ReadAllText(Path.Combine(folder, FileName)), _options) ?? throw new JsonException("The manifest is empty.");

    public void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, _options) + "\n");
}

/// <summary>A file's size and digest.</summary>
public sealed record ManifestEntry(long Bytes, string Sha256)
{
    public static ManifestEntry Of(string path)
    {
        var data = File.ReadAllBytes(path);
        return new(data.Length, Convert.ToHexStringLower(SHA256.HashData(data)));
    }
}
