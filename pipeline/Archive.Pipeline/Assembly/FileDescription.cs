using System.Globalization;
using System.Reflection;
using System.Text;
using Archive.Domain;
using Archive.Pdf;

namespace Archive.Pipeline.Assembly;

/// <summary>
/// What a personal file's PDF says of itself. Only what follows from inputs and recipe is said: no clock, no batch number and no file id,
/// so that the same masters give the same bytes in every archive.
/// </summary>
internal static class FileDescription
{
    private static readonly string Product =
        "Archive " + (typeof(FileDescription).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0");

    internal static PdfDocumentInfo Of(FileRecord file, IReadOnlyList<PageRecord> pages) => new()
    {
        Title = string.IsNullOrWhiteSpace(file.Name) ? "Personal file" : file.Name,
        Identifier = file.Case?.ToString(),
        Languages = Languages(pages),
        CreatorTool = Product,
        Producer = Product,
        Provenance = Provenance(pages),
    };

    /// <summary>BCP 47 tags, the language of most words first.</summary>
    private static List<string> Languages(IReadOnlyList<PageRecord> pages) =>
        [.. pages.Select(page => page.Result?.Text).OfType<PageText>()
            .Where(text => text.Words > 0)
            .GroupBy(text => Tag(text.Language))
            .Where(group => group.Key is not null)
            .OrderByDescending(group => group.Sum(text => text.Words)).ThenBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Key!)];

    private static string? Tag(string iso639) => iso639 switch
    {
        "lav" => "lv",
        "rus" => "ru",
        "eng" => "en",
        _ => null,
    };

    private static string Provenance(IReadOnlyList<PageRecord> pages)
    {
        var masters = pages.Select(page => page.Master.Hex).Distinct().ToList();
        var digest = Sha256Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n', masters)));
        var recipes = pages.Select(page => page.Recipe?.Hex).OfType<string>().Distinct().Order(StringComparer.Ordinal);
        return string.Create(CultureInfo.InvariantCulture,
            $"{pages.Count} pages of {masters.Count} masters; SHA-256 of their digests in order: {digest}; recipe: {string.Join(", ", recipes)}");
    }
}
