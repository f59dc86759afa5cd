using Archive.Domain;
using Archive.Imaging.Interop;

namespace Archive.Imaging;

public sealed partial class Pix
{
    private const int RotateBySampling = 3;
    private const int RotateByAreaMap = 1;
    private const int BringInWhite = 1;

    /// <summary>PIX_SRC of Leptonica's pix.h.</summary>
    private const int TakeSource = 0xC;

    /// <summary>A clockwise turn by 0, 90, 180 or 270 degrees.</summary>
    public Pix QuarterTurn(int clockwiseDegrees)
    {
        if (clockwiseDegrees is not (0 or 90 or 180 or 270))
            throw new ArgumentOutOfRangeException(nameof(clockwiseDegrees), clockwiseDegrees, "A quarter turn is 0, 90, 180 or 270 degrees.");
        return clockwiseDegrees == 0 ? Copy() : Own(LeptonicaNative.pixRotateOrth(Handle, clockwiseDegrees / 90), "turn the image");
    }

    public Pix MirrorLeftRight() => Own(LeptonicaNative.pixFlipLR(0, Handle), "mirror the image");

    /// <summary>
    /// A clockwise rotation about the centre, same size, white brought in. Grey and colour are interpolated (area map over 16 × 16 sub-pixels);
    /// a bitonal image is sampled.
    /// </summary>
    public Pix Rotate(Degrees angle) => Depth switch
    {
        8 when !HasPalette => Own(LeptonicaNative.pixRotateAMGray(Handle, (float)angle.Radians, 255), "rotate"),
        32 => Own(LeptonicaNative.pixRotateAMColor(Handle, (float)angle.Radians, 0xFFFFFF00), "rotate"),
        1 => Own(LeptonicaNative.pixRotate(Handle, (float)angle.Radians, RotateBySampling, BringInWhite, 0, 0), "rotate"),
        _ => Own(LeptonicaNative.pixRotate(Handle, (float)angle.Radians, RotateByAreaMap, BringInWhite, 0, 0), "rotate"),
    };

    /// <summary>Cuts a part out.</summary>
    /// <param name="area">Within the image, not empty.</param>
    public Pix Crop(PixelRect area)
    {
        if (area.IsEmpty || area.Intersect(new(0, 0, Width, Height)) != area) throw new ArgumentOutOfRangeException(nameof(area), area, $"The image has {Width} × {Height} pixels.");
        var part = Create(area.Width, area.Height, Depth);
        try
        {
            Check(LeptonicaNative.pixRasterop(part.Handle, 0, 0, area.Width, area.Height, TakeSource, Handle, area.X, area.Y), "cut out a part");
            return part;
        }
        catch
        {
            part.Dispose();
            throw;
        }
    }

    /// <summary>A bitonal image at a fraction of its size, each grey pixel the mean of a square; what is left over at the right and the bottom is cut off.</summary>
    /// <param name="divisor">2, 4, 8 or 16; the image has as many pixels in each direction at least.</param>
    public Pix ScaleToGray(int divisor) => Own(
        divisor switch
        {
            2 => LeptonicaNative.pixScaleToGray2(Handle),
            4 => LeptonicaNative.pixScaleToGray4(Handle),
            8 => LeptonicaNative.pixScaleToGray8(Handle),
            16 => LeptonicaNative.pixScaleToGray16(Handle),
            _ => throw new ArgumentOutOfRangeException(nameof(divisor), divisor, "The divisor is 2, 4, 8 or 16."),
        },
        "scale to grey");

    /// <summary>Scales, averaging when it gets smaller.</summary>
    public Pix Scale(double factorX, double factorY) => Own(LeptonicaNative.pixScale(Handle, (float)factorX, (float)factorY), "scale");
}
