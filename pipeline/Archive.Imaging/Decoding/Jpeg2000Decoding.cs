namespace Archive.Imaging.Decoding;

/// <summary>Decodes JPEG 2000.</summary>
internal static class Jpeg2000Decoding
{
    public static DecodedImage Decode(byte[] data) => new(PixelForms.Least(Pix.Decode(data)), null);
}
