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
        var rules = new BitonalImage(bitonal.Width, bitonal.Height, new byte[bitonal.Stride * bitonal.Height]);
        foreach (var run in rows) for (var x = run.Start; x < run.End; x++) rules.SetInk(x, run.At);
        foreach (var run in columns) for (var y = run.Start; y < run.End; y++) rules.SetInk(run.At, y);
        foreach (var run in rows) ClearRow(result, bitonal, rules, run, limits.Thickness);
        foreach (var run in columns) ClearColumn(result, bitonal, rules, run, limits.Thickness);
        foreach (var box in new TickBoxes(options).Find(bitonal, dpi)) Whiten(result, box);
        return result;
    }

    private static void ClearRow(GrayImage page, BitonalImage ink, BitonalImage rules, LongRun run, int thickness)
    {
        for (var x = run.Start; x < run.End; x++)
        {
            var (top, bottom) = (run.At, run.At);
            while (top > 0 && run.At - top <= thickness && ink.IsInk(x, top - 1)) top--;
            while (bottom < ink.Height - 1 && bottom - run.At <= thickness && ink.IsInk(x, bottom + 1)) bottom++;
            if (bottom - top >= thickness)
            {
                // Ink beyond a rule's thickness is a letter that crosses it or stands on it, unless it is another rule.
                if (!rules.IsInk(x, top) && !rules.IsInk(x, bottom)) continue;
                (top, bottom) = (run.At, run.At);
            }

            for (var y = Math.Max(0, top - Flank); y <= Math.Min(page.Height - 1, bottom + Flank); y++) page.Pixels[y * page.Width + x] = 255;
        }
    }

    private static void ClearColumn(GrayImage page, BitonalImage ink, BitonalImage rules, LongRun run, int thickness)
    {
        for (var y = run.Start; y < run.End; y++)
        {
            var (left, right) = (run.At, run.At);
            while (left > 0 && run.At - left <= thickness && ink.IsInk(left - 1, y)) left--;
            while (right < ink.Width - 1 && right - run.At <= thickness && ink.IsInk(right + 1, y)) right++;
            if (right - left >= thickness)
            {
                if (!rules.IsInk(left, y) && !rules.IsInk(right, y)) continue;
                (left, right) = (run.At, run.At);
            }

            page.Pixels.AsSpan(y * page.Width + Math.Max(0, left - Flank), Math.Min(page.Width - 1, right + Flank) - Math.Max(0, left - Flank) + 1).Fill(255);
        }
    }

    private static void Whiten(GrayImage page, PixelRect box)
    {
        var area = box.Intersect(new(0, 0, page.Width, page.Height));
        for (var y = area.Y; y < area.Bottom; y++) page.Pixels.AsSpan(y * page.Width + area.X, area.Width).Fill(255);
    }
}
