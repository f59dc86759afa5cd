using Archive.Domain;

namespace Archive.Pdf.Codecs.Jbig2;

/// <summary>A generic region segment (ITU-T T.88, 7.4.6) that covers the page.</summary>
internal static class GenericRegionSegment
{
    /// <summary>Typical prediction costs scans a few bytes and spares most where rows repeat.</summary>
    private const int TypicalPrediction = 1 << 3;

    /// <summary>Bytes above which the large template has learnt enough to be the better one.</summary>
    private const int LittleData = 16 * 1024;

    public static void Write(SegmentWriter segments, BitonalImage page)
    {
        var (template, data) = EncodeSmallest(page);
        var header = new SegmentData().Region(page).Byte((byte)(TypicalPrediction | template.Number << 1)).Bytes(template.AdaptivePixels);
        segments.Write(SegmentType.ImmediateLosslessGenericRegion, header.ToArray(), data);
    }

    private static (GenericTemplate Template, byte[] Data) EncodeSmallest(BitonalImage page)
    {
        var large = Encode(page, GenericTemplate.Large);
        if (large.Length > LittleData) return (GenericTemplate.Large, large);
        var small = Encode(page, GenericTemplate.Small);
        return small.Length < large.Length ? (GenericTemplate.Small, small) : (GenericTemplate.Large, large);
    }

    private static byte[] Encode(BitonalImage page, GenericTemplate template)
    {
        var encoder = new MqEncoder(page.Rows.Length / 16);
        new GenericRegionCoder(encoder, template).Encode(page, typicalPrediction: true);
        return encoder.Finish();
    }
}
