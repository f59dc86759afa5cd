using Archive.Samples.Rendering;

namespace Archive.Samples.Scanning;

/// <summary>How much ink lies at each place of an upright page, at low resolution and blurred, as it shines through paper.</summary>
public sealed class CoverageMap
{
    /// <summary>Dots per inch; what shines through is blurred anyway.</summary>
    public const int Dpi = 100;

    private const double PixelsPerMillimetre = Dpi / 25.4;
    private readonly int _width, _height;
    private readonly byte[] _coverage;

    private CoverageMap(InkLayer ink)
    {
        (_width, _height) = (ink.Width, ink.Height);
        var dark = new byte[_width * _height];
        for (var i = 0; i < dark.Length; i++)
        {
            var pixel = ink.Pixels.AsSpan(4 * i, 4);
            dark[i] = (byte)(pixel[3] * (255 - (pixel[0] + 2 * pixel[1] + pixel[2]) / 4) / 255);
        }
        _coverage = Soften(dark);
    }

    /// <param name="drawing">SVG elements in sheet micrometres.</param>
    public static CoverageMap Of(string drawing, double sheetWidth, double sheetHeight)
    {
        var sheet = new SheetGeometry(sheetWidth, sheetHeight, new ScanConditions { Dpi = Dpi });
        return new(SvgRenderer.Render(sheet.Document(drawing)));
    }

    /// <summary>Ink coverage, 0 to 1, at a point in millimetres from the top left; 0 outside the page.</summary>
    public double At(double u, double v)
    {
        var (x, y) = (u * PixelsPerMillimetre - 0.5, v * PixelsPerMillimetre - 0.5);
        var (column, row) = ((int)x, (int)y);
        if (x < 0 || y < 0 || column >= _width - 1 || row >= _height - 1) return 0;
        var at = row * _width + column;
        var (fx, fy) = (x - column, y - row);
        var upper = _coverage[at] + fx * (_coverage[at + 1] - _coverage[at]);
        var lower = _coverage[at + _width] + fx * (_coverage[at + _width + 1] - _coverage[at + _width]);
        return (upper + fy * (lower - upper)) / 255;
    }

    private byte[] Soften(byte[] dark)
    {
        var soft = new byte[dark.Length];
        for (var y = 1; y < _height - 1; y++)
            for (var x = 1; x < _width - 1; x++)
            {
                var at = y * _width + x;
                var straight = dark[at - 1] + dark[at + 1] + dark[at - _width] + dark[at + _width];
                var diagonal = dark[at - _width - 1] + dark[at - _width + 1] + dark[at + _width - 1] + dark[at + _width + 1];
                soft[at] = (byte)((4 * dark[at] + 2 * straight + diagonal) / 16);
            }
        return soft;
    }
}
