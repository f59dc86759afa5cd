using Archive.Domain;
using Archive.Pdf.Codecs;
using Archive.Pdf.Codecs.Jbig2;

namespace Archive.Pdf;

/// <summary>
/// One encoded image over the whole page. Its data passes through untouched. Colour is DeviceGray or DeviceRGB, which the file's
/// output intent defines as sRGB (ISO 19005-2, 6.2.4.3).
/// </summary>
public sealed class EncodedImageAppearance(PageImage image) : IPageAppearance
{
    /// <exception cref="ArgumentException">The data contradicts the image's encoding or size.</exception>
    public void Paint(PageCanvas canvas)
    {
        if (image.Width <= 0 || image.Height <= 0 || image.Data.IsEmpty)
            throw new ArgumentException($"An image of {image.Width} × {image.Height} pixels in {image.Data.Length} bytes is empty.");
        Check(image);
        var entries = $"/Width {image.Width} /Height {image.Height} {EncodingEntries(image)}";
        canvas.PaintOverPage(canvas.AddImage(entries, image.Data.Span));
    }

    private static string EncodingEntries(PageImage image) => image.Encoding switch
    {
        // BlackIs1 is false: decoded black pixels become 0, which DeviceGray shows as black.
        PageImageEncoding.CcittG4 =>
            "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode " +
            $"/DecodeParms << /K -1 /Columns {image.Width} /Rows {image.Height} /BlackIs1 false >>",
        // Without Decode: the filter gives 0 for JBIG2's black (ISO 32000-1, 7.4.7).
        PageImageEncoding.Jbig2 => "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /JBIG2Decode",
        PageImageEncoding.JpegGray => "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode",
        PageImageEncoding.JpegColor => "/ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode",
        _ => throw new ArgumentOutOfRangeException(nameof(image), image.Encoding, "Unknown image encoding."),
    };

    private static void Check(PageImage image)
    {
        if (image.Encoding is PageImageEncoding.JpegGray or PageImageEncoding.JpegColor) CheckJpeg(image);
        if (image.Encoding == PageImageEncoding.Jbig2) CheckJbig2(image);
    }

    private static void CheckJbig2(PageImage image)
    {
        if (Jbig2PageHeader.Read(image.Data.Span) is not { } page)
            throw new ArgumentException("The image data is no JBIG2 page of the kind that PDF can carry.");
        if (page != new Jbig2PageHeader(image.Width, image.Height))
            throw new ArgumentException($"The JBIG2 data says {page}, the page image {image.Width} × {image.Height} pixels.");
    }

    private static void CheckJpeg(PageImage image)
    {
        var components = image.Encoding == PageImageEncoding.JpegGray ? 1 : 3;
        if (JpegFrameHeader.Read(image.Data.Span) is not { } frame)
            throw new ArgumentException("The image data is no JPEG of a kind that PDF can carry.");
        if (frame != new JpegFrameHeader(image.Width, image.Height, components, 8))
            throw new ArgumentException($"The JPEG says {frame}, the page image {image.Width} × {image.Height} pixels and {components} components of 8 bits.");
    }
}
