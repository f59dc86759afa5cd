using Archive.Domain;

namespace Archive.Imaging.Analysis;

/// <summary>
/// A grey copy of a page at about 100 dpi, on which everything is measured that needs no full resolution. One pixel of it is
/// <see cref="Factor"/> × <see cref="Factor"/> pixels of the page.
/// </summary>
public sealed class AnalysisImage
{
    /// <summary>Resolution aimed at: text of 6 points still is 8 pixels high, an A4 page 1 megapixel.</summary>
    private const double AimedDpi = 100;

    private AnalysisImage(GrayImage gray, int factor, Dpi dpi, int paperLevel)
    {
        (Gray, Factor, Dpi, PaperLevel) = (gray, factor, dpi, paperLevel);
    }

    public GrayImage Gray { get; }

    /// <summary>Pixels of the page per pixel of this image, in each direction.</summary>
    public int Factor { get; }

    /// <summary>Resolution of this image.</summary>
    public Dpi Dpi { get; }

    /// <summary>The grey level of most of the paper, 0 to 255.</summary>
    public int PaperLevel { get; }

    public int Width => Gray.Width;

    public int Height => Gray.Height;

    public static AnalysisImage Of(Pix gray, Dpi dpi)
    {
        var factor = Math.Max(1, (int)Math.Round(dpi.Value / AimedDpi));
        while (factor > 1 && (gray.Width / factor < 8 || gray.Height / factor < 8)) factor--;
        var reduced = GrayReducer.Reduce(gray, factor);
        return new(reduced, factor, new Dpi(dpi.Value / factor), new GrayHistogram(reduced).PaperLevel());
    }

    /// <summary>Millimetres to pixels of this image, at least 1.</summary>
    public int Pixels(double millimetres) => Math.Max(1, Dpi.ToPixels(new Millimetres(millimetres)));
}
