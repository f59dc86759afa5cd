using Archive.Domain;
using Archive.Imaging;
using Archive.Imaging.Formats;
using Archive.Pipeline.Receive.Decoding;

namespace Archive.Pipeline.Receive.Pdf;

/// <summary>
/// Decodes one page of a PDF: where one image covers the page and nothing else shows, that image is taken out as it is; otherwise the page
/// is rendered. What shows is judged by comparing the image with a small rendering of the page, so turns, crops, overlays, annotations,
/// colour tricks and invisible text are all decided by what a reader would see.
/// </summary>
internal sealed class PdfPageDecoder(PdfTools tools)
{
    public StageOutcome<DecodedPage> Decode(string path, int pageIndex, string workFolder, CancellationToken cancellation)
    {
        var page = new PdfPageReader(tools, Path.GetFullPath(path), pageIndex + 1, workFolder, cancellation);
        try
        {
            return new StageOutcome<DecodedPage>.Done(Decode(page));
        }
        catch (ImagingException error)
        {
            return new StageOutcome<DecodedPage>.Failed(error.Message);
        }
        finally
        {
            page.RemoveFiles();
        }
    }

    private static DecodedPage Decode(PdfPageReader page)
    {
        var facts = page.ReadFacts();
        var images = page.ListImages();
        if (images.Select(image => ImageLimits.RefusalOf(image.Width, image.Height)).FirstOrDefault(text => text is not null) is { } refusal)
            throw new ImagingException($"page {page.Number} of the PDF cannot be shown: {refusal}");
        return PdfCoveringImage.TryTake(page, facts, images) ?? PdfRendering.Render(page, facts, images);
    }
}
