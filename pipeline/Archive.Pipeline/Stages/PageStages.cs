using System.Globalization;
using Archive.Domain;
using Archive.Imaging;
using Archive.Imaging.Analysis;
using Archive.Imaging.Border;
using Archive.Imaging.Inspect;
using Archive.Imaging.Normalize;
using Archive.Imaging.Tone;
using Archive.Recognition;
using Archive.Recognition.Reading;

namespace Archive.Pipeline.Stages;

/// <summary>What the stages made of a decoded page.</summary>
/// <param name="Text">Null where the page was not read: blank, or image only.</param>
public sealed record WorkedPage(PageResult Result, PageImage Image, RecognizedText? Text);

/// <summary>The stages from the decoded page on, in order: inspect, straighten, normalize, orient, text, encode.</summary>
public sealed class PageStages
{
    private readonly PageOptions _options;
    private readonly PagePreparation _preparation;
    private readonly TextStage _text;
    private readonly EncodeStage _encode;
    private readonly PageInspector _inspector;
    private readonly ToneJudge _tone;

    public PageStages(PageOptions options, EngineSet engines)
    {
        _options = options;
        _preparation = new(options, new(options, new(engines, options.Reading)));
        _text = new(engines, options.Reading, options.Rules);
        _encode = new(options.Encode, options.Despeckle);
        _inspector = new(options.Inspect);
        _tone = new(options.Tone);
    }

    /// <param name="decoded">1, 8 or 32 bits; taken over.</param>
    /// <param name="metadataDpi">As the file tells it; null where it does not.</param>
    /// <param name="damage">What the decoder found broken; null where nothing.</param>
    /// <param name="imageOnly">True where the page is not to be read.</param>
    /// <param name="isUpright">True where a person turned it: it is not turned any more.</param>
    public WorkedPage Run(Pix decoded, Dpi? metadataDpi, string? damage, bool imageOnly, bool isUpright, StageLog log, CancellationToken cancellation)
    {
        var (dpi, estimated) = ResolutionEstimator.Settle(metadataDpi, decoded.Width, decoded.Height, _options.Inspect);
        var colour = decoded.Depth switch { 32 => PageColour.Colour, 1 => PageColour.Bitonal, _ => PageColour.Gray };
        using var page = log.Run("gray", () => new UprightPage(decoded, dpi));
        var image = AnalysisImage.Of(page.Gray, dpi);
        var border = log.Run("border", () => BorderFinder.Find(image));
        var map = log.Run("background", () => BackgroundMap.Of(image, border));
        var inspection = log.Run("inspect", () => _inspector.Inspect(page.Gray, colour, estimated, dpi, image, border, map));
        var tone = log.Run("tone", () => _tone.Judge(page.Colour, dpi, image, border, map));
        if (tone != PageTone.Colour) page.DropColour();
        log.Run("print", page.FavourPrint);
        cancellation.ThrowIfCancellationRequested();

        var reads = !inspection.Blank && !imageOnly;
        var prepared = reads ? _preparation.Prepare(page, image, border, map, tone, isUpright, log) : _preparation.PrepareAsScanned(page, tone, log);
        // The planes of the stages so far, tens of megabytes, would otherwise stay until the collector feels pressed; this takes some milliseconds.
        GC.Collect();
        var text = reads ? log.Run("text", () => _text.Read(prepared, cancellation)) : null;
        var encoded = log.Run("encode", () => _encode.Encode(prepared));
        return new(Result(prepared, inspection, text, damage, imageOnly, log), encoded, text);
    }

    private PageResult Result(PreparedPage prepared, PageInspection inspection, RecognizedText? text, string? damage, bool imageOnly, StageLog log)
    {
        var summary = text is null ? null : TextStage.Summarize(text);
        var (problem, reason) = Judge(inspection, summary, damage, imageOnly);
        return new()
        {
            Outcome = problem == PageProblem.None ? PageOutcome.Done : PageOutcome.NeedsOperator,
            Problem = problem,
            Reason = reason,
            Width = prepared.Normalized.Width,
            Height = prepared.Normalized.Height,
            Dpi = prepared.Page.Dpi,
            Inspection = inspection,
            Orientation = prepared.Orientation,
            Skew = prepared.Skew,
            Text = summary,
            MasterToPage = prepared.Page.FromMaster,
            Stages = log.Records,
        };
    }

    private (PageProblem Problem, string? Reason) Judge(PageInspection inspection, PageText? text, string? damage, bool imageOnly)
    {
        if (damage is not null) return (PageProblem.Damaged, damage);
        if (imageOnly) return (PageProblem.None, null);
        if (inspection.Blank) return (PageProblem.None, null);
        if (text is null || text.Words == 0) return (PageProblem.LowConfidence, "there is something on the page, but no text could be read");
        if (inspection.Sharpness < _options.Blurred)
            return (PageProblem.Blurred, string.Create(CultureInfo.InvariantCulture, $"the image is blurred (sharpness {inspection.Sharpness:F2})"));
        if (text.MeanConfidence.Value < _options.LowConfidence)
            return (PageProblem.LowConfidence, string.Create(CultureInfo.InvariantCulture, $"the text reads with low confidence ({text.MeanConfidence.Value:P0})"));
        return (PageProblem.None, null);
    }
}
