using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Imaging;
using Archive.Pipeline.Receive.Decoding;
using Archive.Pipeline.Receive.Pdf;
using Archive.Recognition;

namespace Archive.Pipeline.Stages;

/// <summary>The page pipeline: one master page to its upright image, text and measurements. Runs in a page worker, one page at a time.</summary>
public sealed class PageProcessor : IPageProcessor
{
    private readonly MasterDecoder _decoder;
    private readonly EngineSet _engines;
    private readonly PageStages _stages;

    /// <param name="pdfOptions">Bounds on the programs that read PDFs, no part of the recipe; those by default where null.</param>
    /// <exception cref="RecognitionException">A language model is missing.</exception>
    public PageProcessor(PageOptions options, PdfToolOptions? pdfOptions = null)
    {
        _decoder = new(pdfOptions);
        _engines = new(TessdataFolder.Find(), options.Reading.Languages);
        _stages = new(options, _engines);
        Recipe = PageRecipes.Of(options, _engines);
    }

    public PageRecipe Recipe { get; }

    public PageWorkResult Process(PageWork work, CancellationToken cancellation)
    {
        var log = new StageLog();
        var decoded = log.RunOutcome("decode", () => _decoder.Decode(work.MasterPath, work.Format, work.PageIndex, work.OutputFolder, cancellation));
        return decoded switch
        {
            StageOutcome<DecodedPage>.Done done => Work(done.Value, work, log, cancellation),
            StageOutcome<DecodedPage>.Failed failed => Rejected(failed.Error, log),
            StageOutcome<DecodedPage>.NeedsOperator needs => Rejected(needs.Reason, log),
            StageOutcome<DecodedPage>.Skipped skipped => Rejected(skipped.Reason, log),
            _ => throw new InvalidOperationException($"Unknown outcome {decoded}."),
        };
    }

    public void Dispose() => _engines.Dispose();

    private PageWorkResult Work(DecodedPage decoded, PageWork work, StageLog log, CancellationToken cancellation)
    {
        var (image, masterToImage) = work.Turn is { } chosen ? Turned(decoded, chosen) : (decoded.Image, decoded.MasterToImage);
        var page = _stages.Run(image, decoded.MetadataDpi, decoded.Damage, work.ImageOnly, isUpright: work.Turn is not null, log, cancellation);
        var result = page.Result with { MasterToPage = masterToImage.Then(page.Result.MasterToPage) };
        if (work.Turn is { } turn) result = result with { Orientation = new(turn, new(1)) };
        return PageFiles.Write(work.OutputFolder, page.Image, page.Text, _engines, result);
    }

    /// <summary>The page as a person turned it.</summary>
    private static (Pix Image, AffineTransform MasterToImage) Turned(DecodedPage decoded, int clockwiseDegrees)
    {
        using var image = decoded.Image;
        return (image.QuarterTurn(clockwiseDegrees), decoded.MasterToImage.Then(AffineTransform.QuarterTurn(clockwiseDegrees, image.Width, image.Height)));
    }

    private static PageWorkResult Rejected(string reason, StageLog log) =>
        new(new() { Outcome = PageOutcome.Rejected, Problem = PageProblem.Undecodable, Reason = reason, Stages = log.Records }, null, null, null);
}
