using Archive.Imaging.Formats;

namespace Archive.Imaging.Decoding;

/// <summary>Decodes PNG, keeping what a damaged file still holds.</summary>
internal static class PngDecoding
{
    public static DecodedImage Decode(byte[] data)
    {
        try
        {
            return new(PixelForms.Least(Pix.Decode(data)), null);
        }
        catch (ImagingException)
        {
            var (repaired, rowsRead, rows) = PngSalvage.Rebuild(data);
            var damage = rowsRead < rows
                ? $"the PNG is cut short or damaged: about {100.0 * rowsRead / rows:F0} % of the image could be read"
                : "the PNG is damaged: parts of the image may be wrong";
            return new(PixelForms.Least(Pix.Decode(repaired)), damage);
        }
    }
}
