using Archive.Domain;

namespace Archive.Imaging.Rules;

/// <summary>
/// Takes ruling lines and tick boxes out of the image that is read, where they make the recognizer see letters and break form rows apart.
/// The image that people see keeps them.
/// </summary>
public sealed class RuleRemover(RuleRemovalOptions options)
{
    /// <summary>Soft flanks of a rule that are cleared with it, pixels on each side.</summary>
    private const int Flank = 2;

    /// <param name="page">Deskewed, normalized; left as it is.</param>
    /// <param name="bitonal">The same page in one bit.</param>
    /// <returns>A copy without rules and boxes.</returns>
    public GrayImage Remove(GrayImage page, BitonalImage bitonal, Dpi dpi)
    {
        var result = new GrayImage(page.Width, page.Height, page.Pixels.AsSpan(0, page.Width * page.Height).ToArray());
        var limits = new RunLimits(dpi.ToPixels(new(options.ShortestRule)), Math.Max(2, dpi.ToPixels(new(options.Break))), Math.Max(3, dpi.ToPixels(new(options.ThickestRule))));
        var (rows, columns) = (LongRuns.AlongRows(bitonal, limits).ToList(), LongRuns.AlongColumns(bitonal, limits).ToList());
        var (level, upright) = (Empty(bitonal), Empty(bitonal));
        foreach (var run in rows) MarkThinRow(level, bitonal, run, limits.Thickness);
        foreach (var run in columns) MarkThinColumn(upright, bitonal, run, limits.Thickness);
        foreach (var run in rows) ClearRow(result, bitonal, upright, run, limits.Thickness);
        foreach (var run in columns) ClearColumn(result, bitonal, level, run, limits.Thickness);
        foreach (var box in new TickBoxes(options).Find(bitonal, dpi)) Whiten(result, box);
        return result;
    }

    private static BitonalImage Empty(BitonalImage like) => new(like.Width, like.Height, new byte[like.Stride * like.Height]);

    /// <summary>Marks where a run is a rule's: a run through a bar or a picture is thicker there and excuses nothing that crosses it.</summary>
    private static void MarkThinRow(BitonalImage rules, BitonalImage ink, LongRun run, int thickness)
    {
        for (var x = run.Start; x < run.End; x++)
        {
            var (top, bottom) = Upright(ink, x, run.At, thickness);
            if (bottom - top < thickness) rules.SetInk(x, run.At);
        }
    }

    private static void MarkThinColumn(BitonalImage rules, BitonalImage ink, LongRun run, int thickness)
    {
        for (var y = run.Start; y < run.End; y++)
        {
            var (left, right) = Level(ink, run.At, y, thickness);
            if (right - left < thickness) rules.SetInk(run.At, y);
        }
    }

    private static void ClearRow(GrayImage page, BitonalImage ink, BitonalImage uprightRules, LongRun run, int thickness)
    {
        for (var x = run.Start; x < run.End; x++)
        {
            var (top, bottom) = Upright(ink, x, run.At, thickness);
            if (bottom - top >= thickness)
            {
                // Ink beyond a rule's thickness is a letter that crosses it or stands on it, or a bar, unless it is a rule across this one.
                if (!uprightRules.IsInk(x, top) && !uprightRules.IsInk(x, bottom)) continue;
                (top, bottom) = (run.At, run.At);
            }

            for (var y = Math.Max(0, top - Flank); y <= Math.Min(page.Height - 1, bottom + Flank); y++) page.Pixels[y * page.Width + x] = 255;
        }
    }

    private static void ClearColumn(GrayImage page, BitonalImage ink, BitonalImage levelRules, LongRun run, int thickness)
    {
        for (var y = run.Start; y < run.End; y++)
        {
            var (left, right) = Level(ink, run.At, y, thickness);
            if (right - left >= thickness)
            {
                if (!levelRules.IsInk(left, y) && !levelRules.IsInk(right, y)) continue;
                (left, right) = (run.At, run.At);
            }

            page.Pixels.AsSpan(y * page.Width + Math.Max(0, left - Flank), Math.Min(page.Width - 1, right + Flank) - Math.Max(0, left - Flank) + 1).Fill(255);
        }
    }

    /// <summary>How far ink goes up and down from a pixel, to one beyond the thickness.</summary>
    private static (int Top, int Bottom) Upright(BitonalImage ink, int x, int y, int thickness)
    {
        var (top, bottom) = (y, y);
        while (top > 0 && y - top <= thickness && ink.IsInk(x, top - 1)) top--;
        while (bottom < ink.Height - 1 && bottom - y <= thickness && ink.IsInk(x, bottom + 1)) bottom++;
        return (top, bottom);
    }

    private static (int Left, int Right) Level(BitonalImage ink, int x, int y, int thickness)
    {
        var (left, right) = (x, x);
        while (left > 0 && x - left <= thickness && ink.IsInk(left - 1, y)) left--;
        while (right < ink.Width - 1 && right - x <= thickness && ink.IsInk(right + 1, y)) right++;
        return (left, right);
    }

    private static void Whiten(GrayImage page, PixelRect box)
    {
        var area = box.Intersect(new(0, 0, page.Width, page.Height));
        for (var y = area.Y; y < area.Bottom; y++) page.Pixels.AsSpan(y * page.Width + area.X, area.Width).Fill(255);
    }
}
