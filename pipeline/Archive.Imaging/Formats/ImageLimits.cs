using System.Globalization;

namespace Archive.Imaging.Formats;

/// <summary>Bounds on what a header may claim. They are checked before anything is allocated, since a header of 30 bytes can claim gigabytes.</summary>
public static class ImageLimits
{
    /// <summary>Most pixels of one page: 250 million, an A0 sheet at 400 dpi with room to spare.</summary>
    public const long MaxPixels = 250_000_000;

    /// <summary>Most uncompressed bytes of one page: 2 GiB, the largest buffer the native decoders handle safely.</summary>
    public const long MaxUncompressedBytes = 1L << 31;

    /// <summary>Most pages of one master.</summary>
    public const int MaxPages = 10_000;

    /// <summary>The reason why an image of this claimed size is refused, or null where the size is fine.</summary>
    public static string? RefusalOf(long width, long height)
    {
        if (width <= 0 || height <= 0) return $"the image claims {Size(width, height)} pixels, so there is nothing to show";
        if (width > MaxPixels || height > MaxPixels || width * height > MaxPixels)
            return $"the image claims {Size(width, height)} pixels; the limit is {MaxPixels / 1_000_000} megapixels";
        return null;
    }

    /// <summary>The reason why an image of this claimed depth is refused, or null where it is fine.</summary>
    public static string? RefusalOfBytes(ImageHeader header)
    {
        var bytes = (long)header.Width * header.Height * header.Samples * header.BitsPerSample / 8;
        return bytes <= MaxUncompressedBytes
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"the image would take {bytes / 1_000_000:N0} MB uncompressed; the limit is {MaxUncompressedBytes / 1_000_000:N0} MB");
    }

    private static string Size(long width, long height) =>
        string.Create(CultureInfo.InvariantCulture, $"{width:N0} × {height:N0}");
}
