using System.Globalization;
using Archive.Domain;

namespace Archive.Recognition;

/// <summary>One warm engine per language, each loaded when first asked for. Not safe for use by several threads at once.</summary>
public sealed class EngineSet : IDisposable
{
    private static readonly Dictionary<string, string> Variables = new()
    {
        // White print on black is rare on these pages, and trying every line inverted costs a tenth of the time.
        ["tessedit_do_invert"] = "0",
        // Its remarks on strips too small to read go nowhere: what was not read is not there.
        ["debug_file"] = "/dev/null",
    };

    private readonly TessdataFolder _tessdata;
    private readonly Dictionary<string, TesseractEngine> _engines = [];

    /// <exception cref="RecognitionException">A model is missing.</exception>
    public EngineSet(TessdataFolder tessdata, IReadOnlyList<string> languages)
    {
        tessdata.Require(languages);
        (_tessdata, Languages) = (tessdata, languages);
        Models = languages.ToDictionary(language => language, tessdata.DigestOf);
    }

    /// <summary>The languages that pages may hold, the most usual first.</summary>
    public IReadOnlyList<string> Languages { get; }

    /// <summary>Digest of each language's model.</summary>
    public IReadOnlyDictionary<string, Sha256Digest> Models { get; }

    public TesseractEngine For(string language)
    {
        if (!_engines.TryGetValue(language, out var engine)) _engines[language] = engine = new(_tessdata, [language], Variables);
        return engine;
    }

    /// <summary>Engine version, models with their digests, and variables: what is needed to get the same text again.</summary>
    public string Describe() => string.Create(CultureInfo.InvariantCulture,
        $"tesseract {TesseractEngine.Version}; {string.Join(", ", Models.Select(model => $"{model.Key} sha256:{model.Value}"))}; {string.Join(", ", Variables.Select(v => $"{v.Key}={v.Value}"))}");

    public void Dispose()
    {
        foreach (var engine in _engines.Values) engine.Dispose();
        _engines.Clear();
    }
}
