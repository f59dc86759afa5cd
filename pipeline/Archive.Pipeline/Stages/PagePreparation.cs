using Archive.Domain;
using Archive.Imaging.Analysis;
using Archive.Imaging.Border;
using Archive.Imaging.Normalize;
using Archive.Imaging.Tone;
using Archive.Recognition.Reading;

namespace Archive.Pipeline.Stages;

/// <summary>The stages between inspection and text: direction, deskew, border removal, normalization, orientation.</summary>
public sealed class PagePreparation(PageOptions options, OrientStage orient)
{
    private static readonly LineDirection AsScanned = new(false, new StageOutcome<PageSkew>.Skipped("not looked for"), 0);

    private readonly StraightenStage _straighten = new(options.Deskew);

    /// <summary>Prepares a page that is not to be read: its paper is made white, it is neither turned nor rotated.</summary>
    public PreparedPage PrepareAsScanned(UprightPage page, PageTone tone, StageLog log) =>
        Finish(page, Attempt(page, AsScanned, read: false, log), tone, orientation: null, upsideDown: false, log);

    /// <summary>
    /// Prepares a page along its likelier axis; where the probe lines read badly there, along the other; where they read badly on both,
    /// the page stays the way it was scanned: it is never turned on low confidence. Where a person turned it, only its skew is looked for.
    /// </summary>
    public PreparedPage Prepare(UprightPage page, AnalysisImage image, BorderMask border, BackgroundMap map, PageTone tone, bool isUpright, StageLog log)
    {
        var directions = log.Run("direction", () => _straighten.Find(page.Gray, page.Dpi, image, border, map));
        if (isUpright) return Finish(page, Attempt(page, directions.Single(direction => !direction.Sideways), read: true, log), tone, orientation: null, upsideDown: false, log);
        var attempts = new List<Attempted>();
        foreach (var direction in directions)
        {
            if (attempts.Count > 0 && direction.Ratio < options.Deskew.LeastRatio) break;
            var attempt = Attempt(page, direction, read: true, log);
            attempts.Add(attempt);
            if (orient.IsSure(attempt.Probe)) return Finish(page, attempt, tone, OrientStage.Settle(direction.Sideways, attempt.Probe!), attempt.Probe!.UpsideDown, log);
        }

        var asScanned = directions.Single(direction => !direction.Sideways);
        var kept = attempts[^1].Direction == asScanned ? attempts[^1] : Attempt(page, asScanned, read: false, log);
        var probe = attempts.Find(attempt => attempt.Direction == asScanned)?.Probe;
        attempts.Clear();
        return Finish(page, kept with { Probe = probe }, tone, OrientStage.Unsure(probe), upsideDown: false, log);
    }

    private Attempted Attempt(UprightPage page, LineDirection direction, bool read, StageLog log)
    {
        log.RunOutcome("deskew", () =>
        {
            var angle = direction.Skew is StageOutcome<PageSkew>.Done done ? -done.Value.Angle.Value : 0;
            page.Straighten(direction.Sideways ? 90 : 0, new(angle));
            return direction.Skew;
        });
        var (normalizer, paper, normalized) = log.Run("normalize", () =>
        {
            var image = AnalysisImage.Of(page.Gray, page.Dpi);
            var border = BorderFinder.Find(image);
            var made = new BackgroundNormalizer(image, border, BackgroundMap.Of(image, border));
            return (made, image.PaperLevel, made.Apply(page.Gray));
        });
        var probe = read ? log.RunOutcome("orient", () => orient.Probe(normalized, page.Dpi)) : new StageOutcome<ProbeResult>.Skipped("not read");
        return new(direction, normalizer, paper, normalized, probe is StageOutcome<ProbeResult>.Done done ? done.Value : null);
    }

    private PreparedPage Finish(UprightPage page, Attempted attempt, PageTone tone, PageOrientation? orientation, bool upsideDown, StageLog log)
    {
        if (tone == PageTone.Colour && page.Colour is not null)
        {
            log.Run("colour", () =>
            {
                page.ReduceColour(new(options.Encode.JpegDpi));
                page.StraightenColour();
                attempt.Normalizer.ApplyInPlace(page.Colour, page.ColourReduction, PaperColour.Of(page.Colour, attempt.PaperLevel));
            });
        }

        if (upsideDown)
        {
            page.TurnOver();
            Array.Reverse(attempt.Normalized.Pixels, 0, attempt.Normalized.Width * attempt.Normalized.Height);
        }

        var skew = attempt.Direction.Skew is StageOutcome<PageSkew>.Done done ? done.Value : null;
        return new(page, attempt.Normalized, tone, orientation, skew, attempt.Probe);
    }

    private sealed record Attempted(LineDirection Direction, BackgroundNormalizer Normalizer, int PaperLevel, GrayImage Normalized, ProbeResult? Probe);
}
