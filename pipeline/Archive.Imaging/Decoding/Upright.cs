using Archive.Domain;

namespace Archive.Imaging.Decoding;

/// <summary>An image turned as its metadata asks, and how it came about.</summary>
/// <param name="ClockwiseDegrees">The turn applied after any mirroring: 0, 90, 180 or 270.</param>
/// <param name="FromStored">From stored pixels to pixels of the image.</param>
public sealed record UprightImage(Pix Image, int ClockwiseDegrees, AffineTransform FromStored);

/// <summary>Applies the orientation of Exif and TIFF (tag 274): 2, 4, 5 and 7 mirror left and right first, then all turn.</summary>
public static class Upright
{
    /// <param name="image">Taken over: disposed where it is not itself the result.</param>
    /// <param name="orientation">1 to 8.</param>
    public static UprightImage Apply(Pix image, int orientation)
    {
        var (mirror, turn) = orientation switch
        {
            1 => (false, 0),
            2 => (true, 0),
            3 => (false, 180),
            4 => (true, 180),
            5 => (true, 270),
            6 => (false, 90),
            7 => (true, 90),
            8 => (false, 270),
            _ => throw new ArgumentOutOfRangeException(nameof(orientation), orientation, "An orientation is 1 to 8."),
        };
        var (width, height) = (image.Width, image.Height);
        var transform = mirror ? new AffineTransform(-1, 0, width, 0, 1, 0) : AffineTransform.Identity;
        if (mirror) image = PixelForms.Replace(image, image.MirrorLeftRight());
        if (turn != 0) image = PixelForms.Replace(image, image.QuarterTurn(turn));
        return new(image, turn, transform.Then(AffineTransform.QuarterTurn(turn, width, height)));
    }
}
