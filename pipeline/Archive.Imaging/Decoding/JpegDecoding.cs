using Archive.Imaging.Formats;

namespace Archive.Imaging.Decoding;

/// <summary>Decodes JPEG, keeping what a damaged file still holds.</summary>
internal static class JpegDecoding
{
    public static DecodedImage Decode(byte[] data, ImageHeader header, string workFolder)
    {
        var plainInk = header is { Samples: 4, Jpeg.AdobeMarker: false };
        if (plainInk) return CmykJpegDecoding.Decode(data, header, workFolder);
        var (image, warnings) = Pix.DecodeJpeg(data);
        return new(PixelForms.Plain(image), DamageOf(header.Jpeg!, warnings));
    }

    // The decoder warns of stray bytes between segments too, which cost nothing.
    internal static string? DamageOf(JpegLayout layout, int warnings)
    {
        if (!layout.EndMarkerSeen) return "the JPEG ends early: it is cut short";
        return warnings > layout.StrayRuns ? "the JPEG is damaged inside: parts of the image may be wrong" : null;
    }
}
