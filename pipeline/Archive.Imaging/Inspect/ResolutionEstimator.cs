using Archive.Domain;

namespace Archive.Imaging.Inspect;

/// <summary>Estimates the resolution of a page whose file does not tell it, or tells nonsense.</summary>
public static class ResolutionEstimator
{
    /// <summary>Largest relative difference between a page and a paper size.</summary>
    private const double Tolerance = 0.04;

    /// <summary>
    /// The usual resolution at which the pixels make a known paper size in both directions; otherwise the usual one that brings the
    /// longer side nearest to A4's; for a narrow strip (a receipt) the shorter side decides.
    /// </summary>
    public static Dpi Estimate(int width, int height, InspectOptions options)
    {
        var (shorter, longer) = (Math.Min(width, height), Math.Max(width, height));
        foreach (var dpi in options.UsualResolutions)
            foreach (var (paperShort, paperLong) in options.PaperSizes)
                if (Fits(shorter / dpi * 25.4, paperShort) && Fits(longer / dpi * 25.4, paperLong)) return new(dpi);
        var byLonger = longer / 297.0 * 25.4;
        var exact = longer > 3 * shorter ? shorter / 80.0 * 25.4 : byLonger;
        return new(options.UsualResolutions.MinBy(dpi => Math.Abs(Math.Log(dpi / Math.Max(1, exact)))));
    }

    private static bool Fits(double length, double paper) => Math.Abs(length - paper) <= Tolerance * paper;
}
