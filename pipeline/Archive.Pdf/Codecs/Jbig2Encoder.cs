using Archive.Domain;
using Archive.Pdf.Codecs.Jbig2;

namespace Archive.Pdf.Codecs;

/// <summary>
/// Encodes bitonal images as ITU-T T.88 (JBIG2), lossless: all pixels of the image are coded, either in one generic region, or, where that is smaller,
/// with letters that recur as symbols. A symbol only ever helps to predict a letter's pixels, so that none is replaced by one that
/// looks like it. The same image always gives the same bytes.
/// </summary>
public static class Jbig2Encoder
{
    /// <summary>
    /// The segments of an image in the embedded organisation, ready for PDF's JBIG2Decode without global segments
    /// (ISO 32000-1, 7.4.7): no file header, no ends of page and file.
    /// </summary>
    public static byte[] Encode(BitonalImage image)
    {
        var generic = Write(image, segments => GenericRegionSegment.Write(segments, image));
        if (SymbolPage.Of(image) is not { } page) return generic;
        var symbols = Write(image, page.Write);
        return symbols.Length < generic.Length ? symbols : generic;
    }

    private static byte[] Write(BitonalImage image, Action<SegmentWriter> writeRegions)
    {
        var segments = new SegmentWriter();
        segments.Write(SegmentType.PageInformation, PageInformation(image), []);
        writeRegions(segments);
        return segments.Finish();
    }

    /// <summary>The page information (T.88, 7.4.8): no resolution, no stripes, white at first, regions combined by OR, lossless.</summary>
    private static byte[] PageInformation(BitonalImage image) =>
        new SegmentData().Number(image.Width).Number(image.Height).Number(0).Number(0).Byte(1).Short(0).ToArray();
}
