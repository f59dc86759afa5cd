using Archive.Samples.Layout;
using Archive.Samples.Randomness;
using Archive.Samples.Words;

namespace Archive.Samples.Pages;

/// <summary>A page as composed, before it is scanned, with all that is true of it.</summary>
public sealed class PageDraft(PageKind kind, double width, double height, Rng rng)
{
    public PageKind Kind { get; } = kind;

    /// <summary>The drawing and the lines of text.</summary>
    public PageCanvas Canvas { get; } = new(width, height, rng.Fork("canvas"));

    /// <summary>Languages of the text, the main one first; none on pages without text.</summary>
    public List<Language> Languages { get; } = [];

    /// <summary>Values of form fields by a name that does not depend on the language.</summary>
    public SortedDictionary<string, string> Fields { get; } = new(StringComparer.Ordinal);

    public List<BarcodeMark> Barcodes { get; } = [];

    /// <summary>The lines of the machine-readable zone, which are among the text lines too; none on other pages.</summary>
    public List<string> Mrz { get; } = [];

    /// <summary>The words on rubber stamps, which are no text lines: they run in circles and over other text.</summary>
    public List<string> Stamps { get; } = [];

    /// <summary>True where nothing was put on the page on purpose.</summary>
    public bool Blank { get; init; }

    /// <summary>Pages whose text is not meant to be read by machines (handwriting-like).</summary>
    public bool Handwritten { get; init; }
}

/// <summary>A barcode as printed.</summary>
/// <param name="Symbology">For example code128.</param>
public sealed record BarcodeMark(string Symbology, string Value);

/// <summary>The sorts of pages in personal files.</summary>
public enum PageKind
{
    Form,
    Letter,
    Interview,
    Certificate,
    Passport,
    Photos,
    Note,
    Blank,
    NearBlank,
    Cover,
}
