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
                if (!HasUprightSides(image, top, bottom, thickest) || InnerRing(image, top, bottom) > MostInside) continue;
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

    private static bool HasUprightSides(BitonalImage image, LongRun top, LongRun bottom, int thickest) =>
        HasUprightSide(image, top.Start, top.At, bottom.At, thickest) && HasUprightSide(image, top.End - 1, top.At, bottom.At, thickest);

    /// <summary>A side is inked along its length, and a drawn line where no tick crosses it: the round of an O is as thin above and heavy beside.</summary>
    private static bool HasUprightSide(BitonalImage image, int x, int from, int to, int thickest)
    {
        var third = (to - from) / 3;
        return Upright(image, x, from, to) >= Side && (IsThinAcross(image, x, from + third, thickest) || IsThinAcross(image, x, to - third, thickest));
    }

    private static bool IsThinAcross(BitonalImage image, int x, int y, int thickest)
    {
        var at = Enumerable.Range(0, 2 * Slack + 1).Select(step => x + (step % 2 == 0 ? step / 2 : -(step + 1) / 2))
            .FirstOrDefault(near => near >= 0 && near < image.Width && image.IsInk(near, y), -1);
        if (at < 0) return false;
        var (left, right) = (at, at);
        while (left > 0 && at - left <= thickest && image.IsInk(left - 1, y)) left--;
        while (right < image.Width - 1 && right - at <= thickest && image.IsInk(right + 1, y)) right++;
        return right - left < thickest;
    }

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
