using Archive.Domain;
using Archive.Imaging;
using Archive.Imaging.Analysis;
using Archive.Imaging.Binarize;
using Archive.Imaging.Border;
using Archive.Imaging.Deskew;
using Archive.Imaging.Normalize;

namespace Archive.Pipeline.Stages;

/// <summary>How the text lines may lie: along the rows or along the columns of the scan, and at what angle.</summary>
/// <param name="Sideways">True where the lines run along the columns: the page lies on its side.</param>
/// <param name="Skew">The angle after the page is put on its feet (or head).</param>
/// <param name="Ratio">How much the rows stand out at the angle (see <see cref="SkewMeasurement.Ratio"/>).</param>
public sealed record LineDirection(bool Sideways, StageOutcome<PageSkew> Skew, double Ratio);

/// <summary>Finds line direction and skew together: the same search on the page as scanned and on the page turned by 90°.</summary>
public sealed class StraightenStage(DeskewOptions options)
{
    /// <summary>
    /// A page is first taken to lie on its side only where its columns stand out this many times more than its rows; pages lie
    /// upright far more often than on their side.
    /// </summary>
    private const double SidewaysFactor = 1.3;

    private readonly SkewFinder _finder = new(options);

    /// <summary>Both directions, the likelier first.</summary>
    public IReadOnlyList<LineDirection> Find(Pix gray, Dpi dpi, AnalysisImage image, BorderMask border, BackgroundMap map)
    {
        // Faint print (receipts) leaves nothing at the first threshold; at the second, dark pages drown.
        var found = Find(gray, dpi, image, border, map, Binarizer.NormalThreshold);
        return found[0].Ratio >= options.LeastRatio ? found : Find(gray, dpi, image, border, map, Binarizer.FaintThreshold);
    }

    private List<LineDirection> Find(Pix gray, Dpi dpi, AnalysisImage image, BorderMask border, BackgroundMap map, int threshold)
    {
        var reduction = Math.Max(1, (int)Math.Round(dpi.Value / options.SearchDpi));
        using var bitonal = Pix.FromBitonal(Binarizer.Reduced(gray, reduction, image, border, map, threshold));
        using var turned = bitonal.QuarterTurn(90);
        var (along, across) = (_finder.Measure(bitonal), _finder.Measure(turned));
        List<LineDirection> directions = [new(false, _finder.Judge(along), along.Ratio), new(true, _finder.Judge(across), across.Ratio)];
        // The score grows with the square of the row length and with the number of rows.
        var shape = (double)bitonal.Width / bitonal.Height;
        if (across.Score * shape > SidewaysFactor * along.Score && across.Ratio >= options.LeastRatio) directions.Reverse();
        return directions;
    }
}
