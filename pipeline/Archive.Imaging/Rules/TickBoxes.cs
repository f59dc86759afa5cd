using Archive.Domain;
using Archive.Imaging.Despeckle;

namespace Archive.Imaging.Rules;

/// <summary>Finds the small empty or ticked squares of forms: four straight sides and little within.</summary>
internal sealed class TickBoxes(RuleRemovalOptions options)
{
    /// <summary>Share of each side that must be ink.</summary>
    private const double Side = 0.82;

    /// <summary>What the square may hold besides its sides: a tick, not a letter's worth of black.</summary>
    private const double MostInk = 0.6;

    public IEnumerable<PixelRect> Find(BitonalImage image, Dpi dpi)
    {
        var (smallest, largest) = (dpi.ToPixels(new(options.SmallestBox)), dpi.ToPixels(new(options.LargestBox)));
        var thickness = Math.Max(2, smallest / 6);
        foreach (var (bounds, area) in InkRuns.Of(image).Components)
        {
            if (bounds.Width < smallest || bounds.Height < smallest || bounds.Width > largest || bounds.Height > largest) continue;
            if (Math.Abs(bounds.Width - bounds.Height) > 0.2 * Math.Max(bounds.Width, bounds.Height) || area > MostInk * bounds.Area) continue;
            if (!HasFourSides(image, bounds, thickness)) continue;
            yield return PixelRect.FromEdges(bounds.X - thickness, bounds.Y - thickness, bounds.Right + thickness, bounds.Bottom + thickness);
        }
    }

    private static bool HasFourSides(BitonalImage image, PixelRect box, int thickness)
    {
        var top = Share(box.Width, i => AnyInk(thickness, d => image.IsInk(box.X + i, box.Y + d)));
        var bottom = Share(box.Width, i => AnyInk(thickness, d => image.IsInk(box.X + i, box.Bottom - 1 - d)));
        var left = Share(box.Height, i => AnyInk(thickness, d => image.IsInk(box.X + d, box.Y + i)));
        var right = Share(box.Height, i => AnyInk(thickness, d => image.IsInk(box.Right - 1 - d, box.Y + i)));
        return Math.Min(Math.Min(top, bottom), Math.Min(left, right)) >= Side;
    }

    private static double Share(int length, Func<int, bool> isSet) => Enumerable.Range(0, length).Count(isSet) / (double)length;

    private static bool AnyInk(int depth, Func<int, bool> isInk) => Enumerable.Range(0, depth).Any(isInk);
}
