using Archive.Domain;

namespace Archive.Recognition;

/// <summary>The folder with Tesseract's models (*.traineddata).</summary>
public sealed class TessdataFolder
{
    private static readonly string[] UsualPlaces = ["/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tessdata", "/usr/local/share/tessdata"];

    private TessdataFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>TESSDATA_PREFIX where set, else where distributions put it.</summary>
    /// <exception cref="RecognitionException">There is no such folder.</exception>
    public static TessdataFolder Find()
    {
        var named = Environment.GetEnvironmentVariable("TESSDATA_PREFIX");
        if (!string.IsNullOrEmpty(named))
            return Directory.Exists(named) ? new(named) : throw new RecognitionException($"TESSDATA_PREFIX names {named}, which is not a folder.");
        return UsualPlaces.FirstOrDefault(Directory.Exists) is { } place
            ? new(place)
            : throw new RecognitionException("Tesseract's models are not installed (Debian: apt-get install tesseract-ocr-lav tesseract-ocr-rus tesseract-ocr-eng tesseract-ocr-osd).");
    }

    public string ModelPath(string language) => System.IO.Path.Combine(Path, language + ".traineddata");

    public bool Has(string language) => File.Exists(ModelPath(language));

    /// <exception cref="RecognitionException">A model is missing; the message names the Debian package that has it.</exception>
    public void Require(IEnumerable<string> languages)
    {
        var missing = languages.Where(language => !Has(language)).ToList();
        if (missing.Count == 0) return;
        throw new RecognitionException(
            $"Tesseract's model for {string.Join(", ", missing)} is missing in {Path} (Debian: apt-get install {string.Join(' ', missing.Select(PackageOf))}).");
    }

    public Sha256Digest DigestOf(string language) => Sha256Digest.Of(File.ReadAllBytes(ModelPath(language)));

    public static string PackageOf(string language) => "tesseract-ocr-" + language.Replace('_', '-').ToLowerInvariant();
}
