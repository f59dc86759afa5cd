using Archive.Domain;
using Archive.Imaging;
using Archive.Imaging.Analysis;
using Archive.Imaging.Binarize;
using Archive.Imaging.Orient;
using Archive.Recognition.Reading;

namespace Archive.Pipeline.Stages;

/// <summary>Finds which way is up, and the main language, by reading a few lines.</summary>
public sealed class OrientStage(PageOptions options, LineProbe probe)
{
    /// <summary>A probe strip is no longer than this, millimetres: enough letters to tell, at a known cost.</summary>
    private const double LongestStrip = 60;

    /// <summary>Fewer letters than this tell nothing.</summary>
    private const int LeastLetters = 15;

    /// <summary>A difference of reading confidence (0 to 1) that leaves no doubt.</summary>
    private const double ClearMargin = 0.25;

    /// <param name="normalized">A deskewed page, upright or upside down.</param>
    public StageOutcome<ProbeResult> Probe(GrayImage normalized, Dpi dpi)
    {
        using var pix = Pix.FromGray(normalized);
        var reduction = Math.Max(1, (int)Math.Round(dpi.Value / options.Deskew.SearchDpi));
        var reduced = GrayReducer.Reduce(pix, reduction);
        var bands = LineBands.Pick(Binarizer.Threshold(reduced), new(dpi.Value / reduction), options.ProbeLines);
        if (bands.Count == 0) return new StageOutcome<ProbeResult>.Skipped("no lines of text found");
        return new StageOutcome<ProbeResult>.Done(probe.Probe([.. bands.Select(band => Strip(normalized, band, reduction, dpi))], dpi));
    }

    /// <summary>Whether the lines read well enough to turn the page by what they say.</summary>
    public bool IsSure(ProbeResult? result) => result is not null && result.Score >= options.Reading.LeastTurned && result.Letters >= LeastLetters;

    public static PageOrientation Settle(bool sideways, ProbeResult result) =>
        new(((sideways ? 90 : 0) + (result.UpsideDown ? 180 : 0)) % 360, Confidence.Clamp(result.Score * Math.Min(1, result.Margin / ClearMargin)));

    /// <summary>The page stays as scanned; null where it holds no lines at all.</summary>
    public static PageOrientation? Unsure(ProbeResult? result) => result is null ? null : new(0, Confidence.Clamp(result.Score / 2));

    private static GrayImage Strip(GrayImage page, PixelRect band, int reduction, Dpi dpi)
    {
        // Enough for what the bitonal copy lost of the strokes, too little for the neighbouring lines of closely set text.
        var margin = band.Height / 6 + 2;
        var area = PixelRect.FromEdges(
            (band.X - margin) * reduction, (band.Y - margin) * reduction,
            (band.Right + margin) * reduction, (band.Bottom + margin) * reduction);
        area = area.Intersect(new(0, 0, page.Width, page.Height));
        return PageReader.Cut(page, area with { Width = Math.Min(area.Width, dpi.ToPixels(new(LongestStrip))) });
    }
}
