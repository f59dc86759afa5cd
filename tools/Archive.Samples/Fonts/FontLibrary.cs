using System.Security.Cryptography;

namespace Archive.Samples.Fonts;

/// <summary>The families used; both come with Debian (fonts-dejavu, fonts-liberation) and have Latvian and Russian letters.</summary>
public enum FontFamily
{
    LiberationSans,
    LiberationSerif,
    LiberationMono,
    DejaVuSans,
    DejaVuSansCondensed,
    DejaVuSerif,
    DejaVuSansMono,
}

/// <summary>A family with weight and slant.</summary>
public readonly record struct FontFace(FontFamily Family, bool Bold = false, bool Italic = false)
{
    /// <summary>The name of the font's file as Debian ships it.</summary>
    public string FileName
    {
        get
        {
            var isLiberation = Family is FontFamily.LiberationSans or FontFamily.LiberationSerif or FontFamily.LiberationMono;
            var isSerif = Family == FontFamily.DejaVuSerif;
            var slant = !Italic ? "" : isLiberation || isSerif ? "Italic" : "Oblique";
            var style = (Bold ? "Bold" : "") + slant;
            if (style.Length == 0) return isLiberation ? $"{Family}-Regular.ttf" : $"{Family}.ttf";
            return $"{Family}-{style}.ttf";
        }
    }
}

/// <summary>Finds and keeps the installed fonts.</summary>
public static class FontLibrary
{
    private static readonly string[] _folders =
    [
        "/usr/share/fonts/truetype/liberation", "/usr/share/fonts/truetype/liberation2", "/usr/share/fonts/truetype/dejavu",
        "/usr/local/share/fonts",
    ];

    private static readonly Dictionary<FontFace, TrueTypeFont> _fonts = [];
    private static readonly SortedDictionary<string, string> _digests = new(StringComparer.Ordinal);

    /// <summary>File names and SHA-256 of the fonts used so far; the same bytes come out only with the same fonts.</summary>
    public static IReadOnlyDictionary<string, string> Digests => _digests;

    /// <exception cref="FileNotFoundException">The font is not installed.</exception>
    public static TrueTypeFont Get(FontFace face)
    {
        lock (_fonts)
        {
            if (_fonts.TryGetValue(face, out var font)) return font;
            var data = File.ReadAllBytes(PathOf(face.FileName));
            _digests[face.FileName] = Convert.ToHexStringLower(SHA256.HashData(data));
            return _fonts[face] = new(data);
        }
    }

    /// <summary>The digest of an installed font file, or null where it is not installed.</summary>
    public static string? DigestOf(string fileName) =>
        Find(fileName) is { } path ? Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) : null;

    private static string PathOf(string fileName) =>
        Find(fileName) ?? throw new FileNotFoundException($"{fileName} is not installed; install fonts-dejavu and fonts-liberation.", fileName);

    private static string? Find(string fileName) => _folders.Select(folder => Path.Combine(folder, fileName)).FirstOrDefault(File.Exists);
}
