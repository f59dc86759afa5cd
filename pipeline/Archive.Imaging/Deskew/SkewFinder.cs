using Archive.Domain;
using Archive.Imaging.Interop;

namespace Archive.Imaging.Deskew;

/// <summary>An angle and how much the page's rows stand out at it.</summary>
/// <param name="Angle">Positive where text runs downhill to the right.</param>
/// <param name="Ratio">Best to worst score over the range; 0 where no peak was found.</param>
/// <param name="Score">Variation of ink between neighbouring rows at the angle, comparable only between turns of the same page.</param>
public sealed record SkewMeasurement(Degrees Angle, double Ratio, double Score);

/// <summary>
/// Finds the angle of the text lines by maximizing the variation of ink between neighbouring rows (Postl's measure as in Leptonica's skew.c).
/// </summary>
public sealed class SkewFinder(DeskewOptions options)
{
    private const int ShearAboutCentre = 2;

    /// <summary>Measures a bitonal image with ink as 1.</summary>
    public SkewMeasurement Measure(Pix bitonal)
    {
        // The first sweep goes over a reduced image, on which rows of small print must still stand apart.
        var sweepReduction = Math.Min(bitonal.Width, bitonal.Height) switch { >= 1000 => 4, >= 300 => 2, _ => 1 };
        var status = LeptonicaNative.pixFindSkewSweepAndSearchScorePivot(
            bitonal.Handle, out var degrees, out var ratio, out var score, sweepReduction, 1,
            0, (float)options.Range, (float)options.SweepStep, (float)options.FinestStep, ShearAboutCentre);
        // The search fails on an image without ink, which is a measurement too: nothing stands out. Its angle turns the page back, hence the sign.
        if (status != 0 || !float.IsFinite(ratio)) return new(new(0), 0, 0);
        var angle = new Degrees(-degrees);
        return new(ratio < options.LeastRatio ? angle : SkewRefiner.Refine(bitonal.ToBitonalImage(), angle), ratio, score);
    }

    /// <summary>Whether the measurement is an angle of text lines, and with what confidence.</summary>
    public StageOutcome<PageSkew> Judge(SkewMeasurement measurement)
    {
        if (measurement.Ratio < options.LeastRatio) return new StageOutcome<PageSkew>.Skipped("no angle found");
        if (Math.Abs(measurement.Angle.Value) > options.Range - options.SweepStep / 2) return new StageOutcome<PageSkew>.Skipped("no angle found within the range");
        return new StageOutcome<PageSkew>.Done(new(measurement.Angle, Confidence.Clamp(1 - options.LeastRatio / (2 * measurement.Ratio))));
    }
}
