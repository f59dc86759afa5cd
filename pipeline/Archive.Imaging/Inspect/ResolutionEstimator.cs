using Archive.Domain;

namespace Archive.Imaging.Inspect;

/// <summary>Estimates the resolution of a page whose file does not tell it, or tells nonsense.</summary>
public static class ResolutionEstimator
{
    /// <summary>Largest relative difference between a page and a paper size.</summary>
    private const double Tolerance = 0.04;

    /// <summary>A page that metadata makes longer than this (A3 and a little) or shorter has a wrong tag where its pixels fit a known paper, millimetres.</summary>
    private const double LongestBelieved = 440, ShortestBelieved = 60;

    /// <summary>
    /// What metadata tells, unless it makes an absurdly large or small page of pixels that fit a known paper at a usual resolution:
    /// cameras and programs write 72 where they do not know.
    /// </summary>
    /// <returns>The resolution, and whether it had to be estimated.</returns>
    public static (Dpi Dpi, bool Estimated) Settle(Dpi? metadata, int width, int height, InspectOptions options)
    {
        if (metadata is not { } told) return (Estimate(width, height, options), true);
        var longer = told.ToMillimetres(Math.Max(width, height)).Value;
        if (longer is <= LongestBelieved and >= ShortestBelieved || FitPaper(width, height, options) is not { } fitting) return (told, false);
        return (fitting, true);
    }

    /// <summary>
    /// The usual resolution at which the pixels make a known paper size in both directions; otherwise the usual one that brings the
    /// longer side nearest to A4's; for a narrow strip (a receipt) the shorter side decides.
    /// </summary>
    public static Dpi Estimate(int width, int height, InspectOptions options)
    {
        if (FitPaper(width, height, options) is { } fitting) return fitting;
        var (shorter, longer) = (Math.Min(width, height), Math.Max(width, height));
        var byLonger = longer / 297.0 * 25.4;
        var exact = longer > 3 * shorter ? shorter / 80.0 * 25.4 : byLonger;
        return new(options.UsualResolutions.MinBy(dpi => Math.Abs(Math.Log(dpi / Math.Max(1, exact)))));
    }

    private static Dpi? FitPaper(int width, int height, InspectOptions options)
    {
        var (shorter, longer) = (Math.Min(width, height), Math.Max(width, height));
        foreach (var dpi in options.UsualResolutions)
            foreach (var (paperShort, paperLong) in options.PaperSizes)
                if (Fits(shorter / dpi * 25.4, paperShort) && Fits(longer / dpi * 25.4, paperLong)) return new(dpi);
        return null;
    }

    private static bool Fits(double length, double paper) => Math.Abs(length - paper) <= Tolerance * paper;
}
