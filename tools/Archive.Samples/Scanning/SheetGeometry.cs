using System.Globalization;

namespace Archive.Samples.Scanning;

/// <summary>Where the sheet lies in the scanned image: its size, its turn about its own centre and the maps between pixels and sheet millimetres.</summary>
public sealed class SheetGeometry
{
    private readonly double _sin, _cos, _centreX, _centreY;

    /// <param name="sheetWidth">Sheet width, millimetres.</param>
    /// <param name="sheetHeight">Sheet height, millimetres.</param>
    public SheetGeometry(double sheetWidth, double sheetHeight, ScanConditions conditions)
    {
        (SheetWidth, SheetHeight) = (sheetWidth, sheetHeight);
        PixelsPerMillimetre = conditions.Dpi / 25.4;
        Width = (int)Math.Round((sheetWidth + 2 * conditions.Overscan) * PixelsPerMillimetre);
        Height = (int)Math.Round((sheetHeight + 2 * conditions.Overscan) * PixelsPerMillimetre);
        Skew = conditions.SkewDegrees;
        (_sin, _cos) = Math.SinCos(Skew * Math.PI / 180);
        _centreX = sheetWidth / 2 + conditions.Overscan + conditions.Offset.X;
        _centreY = sheetHeight / 2 + conditions.Overscan + conditions.Offset.Y;
    }

    public double SheetWidth { get; }

    public double SheetHeight { get; }

    public double PixelsPerMillimetre { get; }

    /// <summary>Degrees, clockwise.</summary>
    public double Skew { get; }

    /// <summary>Image width, pixels.</summary>
    public int Width { get; }

    /// <summary>Image height, pixels.</summary>
    public int Height { get; }

    /// <summary>How the sheet point moves from one pixel to the next on a row, millimetres.</summary>
    public (double U, double V) Step => (_cos / PixelsPerMillimetre, -_sin / PixelsPerMillimetre);

    /// <summary>The sheet point, millimetres, under the middle of a pixel.</summary>
    public (double U, double V) ToSheet(double x, double y)
    {
        var (dx, dy) = ((x + 0.5) / PixelsPerMillimetre - _centreX, (y + 0.5) / PixelsPerMillimetre - _centreY);
        return (_cos * dx + _sin * dy + SheetWidth / 2, -_sin * dx + _cos * dy + SheetHeight / 2);
    }

    /// <summary>The pixel coordinates of a sheet point given in millimetres.</summary>
    public (double X, double Y) ToImage(double u, double v)
    {
        var (du, dv) = (u - SheetWidth / 2, v - SheetHeight / 2);
        return ((_cos * du - _sin * dv + _centreX) * PixelsPerMillimetre - 0.5, (_sin * du + _cos * dv + _centreY) * PixelsPerMillimetre - 0.5);
    }

    /// <summary>Wraps a drawing in sheet micrometres into an SVG document of the image's size, turned by exactly the skew.</summary>
    public string Document(string drawing)
    {
        // The image is a whole number of pixels, so the view box is taken from the pixels: the scale is the same both ways.
        var (viewWidth, viewHeight) = (Width / PixelsPerMillimetre * 1000, Height / PixelsPerMillimetre * 1000);
        return string.Create(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" width=\"{Width}\" height=\"{Height}\" " +
            $"viewBox=\"0 0 {viewWidth:F3} {viewHeight:F3}\"><g transform=\"translate({_centreX * 1000:F3} {_centreY * 1000:F3}) " +
            $"rotate({Skew:F6}) translate({SheetWidth * -500:F3} {SheetHeight * -500:F3})\">\n{drawing}</g></svg>");
    }
}
