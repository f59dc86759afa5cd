using Archive.Domain;
using Archive.Imaging;
using Archive.Imaging.Decoding;
using Archive.Pipeline.Receive.Decoding;

namespace Archive.Pipeline.Receive.Pdf;

/// <summary>Renders a page at the resolution of what is on it.</summary>
internal static class PdfRendering
{
    private const double Default = 300;
    private const double Highest = 600;
    private const double LowestOfImages = 150;
    private const double LowestUseful = 20;

    /// <summary>Rendered pixels at most: an A2 page at 400 dpi. Larger pages are rendered more coarsely.</summary>
    private const double MaxPixels = 100e6;

    /// <summary>Share of the page that an image must cover for its resolution to count.</summary>
    private const double CountingShare = 0.02;

    /// <exception cref="ImagingException">Poppler cannot render it, or it is too large at any useful resolution.</exception>
    public static DecodedPage Render(PdfPageReader page, PdfPageFacts facts, IReadOnlyList<PdfImageFacts> images)
    {
        var squareInches = facts.Width * facts.Height / (72 * 72);
        var dpi = Math.Min(Wanted(images, squareInches), Math.Floor(Math.Sqrt(MaxPixels / squareInches)));
        if (dpi < LowestUseful) throw new ImagingException($"page {page.Number} of the PDF measures {facts.Width / 72:N0} × {facts.Height / 72:N0} inches, which is too large to be shown");
        var image = PixelForms.WithoutNeedlessGrays(page.Render(dpi));
        var damage = page.ImageDamage ?? (page.Complaint.Length == 0 ? null : $"the PDF is damaged ({page.Complaint}): parts of the page may be missing");
        return new(image, new Dpi(dpi), facts.Rotation, damage);
    }

    private static double Wanted(IReadOnlyList<PdfImageFacts> images, double squareInches)
    {
        var native = images.Where(image => !image.IsMask && image.InchesWide * image.InchesHigh >= CountingShare * squareInches)
            .Select(image => Math.Max(image.PpiX, image.PpiY)).DefaultIfEmpty(0).Max();
        return native < LowestOfImages ? Default : Math.Min(native, Highest);
    }
}
