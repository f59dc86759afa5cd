using Archive.Samples.Fonts;

namespace Archive.Samples.Layout;

/// <summary>How text is set.</summary>
/// <param name="Points">Font size, points (1/72 inch).</param>
/// <param name="Ink">Colour as #rrggbb.</param>
public sealed record TextStyle(FontFace Face, double Points, string Ink = "#1b1b1d")
{
    public const double MillimetresPerPoint = 25.4 / 72;

    /// <summary>Extra space after each character, millimetres.</summary>
    public double Tracking { get; init; }

    /// <summary>Unevenness of struck letters, 0 (laser printer) to 1 (worn typewriter): letters a little off the line, lighter or darker.</summary>
    public double Wear { get; init; }

    /// <summary>Bends the outlines, page millimetres to page millimetres; for handwriting. Null where letters are set straight.</summary>
    public Func<double, double, (double X, double Y)>? Warp { get; init; }

    /// <summary>Font size in millimetres.</summary>
    public double Size => Points * MillimetresPerPoint;

    public TextStyle Bold => this with { Face = Face with { Bold = true } };

    public TextStyle Italic => this with { Face = Face with { Italic = true } };

    public TextStyle At(double points) => this with { Points = points };

    /// <summary>Width of the text set in this style, millimetres.</summary>
    public double Measure(string text)
    {
        var font = FontLibrary.Get(Face);
        var units = 0L;
        foreach (var character in text) units += font[character].Advance;
        return units * Size / font.UnitsPerEm + Tracking * text.Length;
    }
}
