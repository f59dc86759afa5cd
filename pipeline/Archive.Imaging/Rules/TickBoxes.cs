using Archive.Domain;

namespace Archive.Imaging.Rules;

/// <summary>
/// Finds the small squares of forms, empty or ticked, by their sides: two level strokes of the same extent, one a side's length below the other,
/// and upright strokes between their ends. A tick across a side does not hide them.
/// </summary>
internal sealed class TickBoxes(RuleRemovalOptions options)
{
    /// <summary>Share of an upright side that must be ink.</summary>
    private const double Side = 0.8;

    /// <summary>Share of the ring just inside the sides that may be ink: a tick crosses it, the strokes of a heavy capital fill it.</summary>
    private const double MostInside = 0.35;

    /// <summary>How far ends may be apart that belong together, pixels.</summary>
    private const int Slack = 4;

    public IReadOnlyList<PixelRect> Find(BitonalImage image, Dpi dpi)
    {
        var (smallest, largest) = (dpi.ToPixels(new(options.SmallestBox)), dpi.ToPixels(new(options.LargestBox)));
        var thickest = Math.Max(3, dpi.ToPixels(new(options.ThickestSide)));
        var levels = LongRuns.AlongRows(image, new(smallest, 0, 0)).Where(run => run.End - run.Start <= largest && IsThin(image, run, thickest)).ToList();
        var byStart = levels.ToLookup(run => run.Start / Slack);
        var boxes = new List<PixelRect>();
        foreach (var top in levels)
        {
            var side = top.End - top.Start;
            var candidates = Enumerable.Range(top.Start / Slack - 1, 3).SelectMany(key => byStart[key]);
            foreach (var bottom in candidates.Where(run => IsBelow(top, run, side)))
            {
                if (!HasUprightSides(image, top, bottom) || InnerRing(image, top, bottom) > MostInside) continue;
                boxes.Add(PixelRect.FromEdges(top.Start - Slack, top.At - Slack, top.End + Slack, bottom.At + 1 + Slack));
                break;
            }
        }

        return boxes;
    }

    /// <summary>Whether the stroke that the run belongs to is a drawn line and no heavy letter's, measured at its middle.</summary>
    private static bool IsThin(BitonalImage image, LongRun run, int thickest)
    {
        var x = (run.Start + run.End) / 2;
        var (top, bottom) = (run.At, run.At);
        while (top > 0 && run.At - top <= thickest && image.IsInk(x, top - 1)) top--;
        while (bottom < image.Height - 1 && bottom - run.At <= thickest && image.IsInk(x, bottom + 1)) bottom++;
        return bottom - top < thickest;
    }

    private static bool IsBelow(LongRun top, LongRun bottom, int side) =>
        Math.Abs(bottom.At - top.At - side) <= Math.Max(Slack, side / 6)
        && Math.Abs(bottom.Start - top.Start) <= Slack && Math.Abs(bottom.End - top.End) <= Slack;

    private static bool HasUprightSides(BitonalImage image, LongRun top, LongRun bottom) =>
        Upright(image, top.Start, top.At, bottom.At) >= Side && Upright(image, top.End - 1, top.At, bottom.At) >= Side;

    private static double InnerRing(BitonalImage image, LongRun top, LongRun bottom)
    {
        var inset = Math.Max(Slack + 1, (top.End - top.Start) / 6);
        var (left, right, upper, lower) = (top.Start + inset, top.End - 1 - inset, top.At + inset, bottom.At - inset);
        var (inked, all) = (0, 0);
        void Look(int x, int y) => (inked, all) = (inked + (image.IsInk(x, y) ? 1 : 0), all + 1);
        for (var x = left; x <= right; x++)
        {
            Look(x, upper);
            Look(x, lower);
        }

        for (var y = upper; y <= lower; y++)
        {
            Look(left, y);
            Look(right, y);
        }

        return all == 0 ? 1 : (double)inked / all;
    }

    private static double Upright(BitonalImage image, int x, int from, int to)
    {
        var inked = 0;
        for (var y = from; y <= to; y++)
        {
            for (var near = Math.Max(0, x - Slack); near <= Math.Min(image.Width - 1, x + Slack); near++)
            {
                if (!image.IsInk(near, y)) continue;
                inked++;
                break;
            }
        }

        return inked / (double)(to - from + 1);
    }
}
