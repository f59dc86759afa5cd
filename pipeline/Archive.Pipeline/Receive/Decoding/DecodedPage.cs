using Archive.Domain;
using Archive.Imaging;
using Archive.Imaging.Formats;

namespace Archive.Pipeline.Receive.Decoding;

/// <summary>A page of a master, decoded and turned as its metadata asks.</summary>
/// <param name="Image">1 bit, 8-bit grey or 32-bit RGB, without palette and alpha. The receiver disposes it.</param>
/// <param name="MetadataDpi">Resolution of <see cref="Image"/> as metadata or the PDF page's size tell it; null where they are silent or absurd.</param>
/// <param name="QuarterTurn">Clockwise turn by the metadata's word, 0, 90, 180 or 270, already applied to the image.</param>
/// <param name="Damage">One clause where the image could be read only in part; null where it is whole.</param>
public sealed record DecodedPage(Pix Image, Dpi? MetadataDpi, int QuarterTurn, string? Damage) : IDisposable
{
    /// <summary>From pixels of the master as stored (for a PDF: of the image taken out or rendered) to pixels of <see cref="Image"/>; mirroring included.</summary>
    public AffineTransform MasterToImage { get; init; } = AffineTransform.Identity;

    public void Dispose() => Image.Dispose();
}

/// <summary>Decides whether a resolution in metadata is to be believed.</summary>
public static class MetadataResolution
{
    /// <summary>Below this no scanner delivers; 1 and 0 are what programs write that do not know.</summary>
    public const double Lowest = 50;

    /// <summary>Above this no flatbed delivers.</summary>
    public const double Highest = 2400;

    private const double MostAnisotropy = 1.1;

    /// <summary>The resolution, or null where it is missing, absurd or differs by more than 10 % between the two directions.</summary>
    public static Dpi? Of(ImageHeader header) => header is { DpiX: { } x, DpiY: { } y } ? Of(x, y) : null;

    /// <inheritdoc cref="Of(ImageHeader)"/>
    public static Dpi? Of(double x, double y)
    {
        if (x is < Lowest or > Highest || y is < Lowest or > Highest || double.IsNaN(x + y)) return null;
        return Math.Max(x, y) / Math.Min(x, y) <= MostAnisotropy ? new Dpi(x == y ? x : Math.Sqrt(x * y)) : null;
    }
}
