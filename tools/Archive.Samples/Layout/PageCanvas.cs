using System.Globalization;
using System.Text;
using Archive.Samples.Fonts;
using Archive.Samples.Randomness;

namespace Archive.Samples.Layout;

/// <summary>
/// A page being drawn: SVG in page millimetres from the top left, and beside it the lines of text in reading order exactly as printed.
/// What is drawn but not recorded (stamps, ticks, signatures) is no text of the page.
/// </summary>
public sealed class PageCanvas(double width, double height, Rng rng)
{
    private readonly StringBuilder _svg = new();
    private readonly List<string> _lines = [];

    /// <summary>Page width, millimetres.</summary>
    public double Width { get; } = width;

    /// <summary>Page height, millimetres.</summary>
    public double Height { get; } = height;

    /// <summary>The text lines recorded so far, in reading order.</summary>
    public IReadOnlyList<string> Lines => _lines;

    /// <summary>The drawing: SVG elements in micrometres, without the root element.</summary>
    public string Svg => _svg.ToString();

    public void Record(string line) => _lines.Add(line);

    /// <summary>Draws a line of text from its left end on the base line, and records it.</summary>
    public void Print(string text, double x, double baseline, TextStyle style)
    {
        Draw(text, x, baseline, style);
        Record(text);
    }

    /// <summary>Draws one text and records another: a line whose beginning has been drawn already.</summary>
    public void Print(string recorded, double x, double baseline, TextStyle style, string drawn)
    {
        Draw(drawn, x, baseline, style);
        Record(recorded);
    }

    public void PrintCentred(string text, double centre, double baseline, TextStyle style) =>
        Print(text, centre - style.Measure(text) / 2, baseline, style);

    public void PrintRight(string text, double right, double baseline, TextStyle style) => Print(text, right - style.Measure(text), baseline, style);

    /// <summary>Draws text without recording it.</summary>
    /// <param name="wordSpace">Added to every space, millimetres (justified lines).</param>
    public void Draw(string text, double x, double baseline, TextStyle style, double wordSpace = 0)
    {
        var font = FontLibrary.Get(style.Face);
        var scale = style.Size / font.UnitsPerEm;
        var path = new SvgPath();
        foreach (var character in text)
        {
            var glyph = font[character];
            var (left, lift) = (x, baseline);
            if (style.Wear > 0) (left, lift) = (x + Jitter(style), baseline + Jitter(style));
            path.Add(glyph.Contours, p => Place(left + p.X * scale, lift - p.Y * scale, style));
            if (style.Wear > 0) path = Strike(path, style);
            x += glyph.Advance * scale + style.Tracking + (character == ' ' ? wordSpace : 0);
        }
        if (!path.IsEmpty) Element($"<path d=\"{path}\" fill=\"{style.Ink}\"/>");
    }

    public void Line(double x1, double y1, double x2, double y2, double thickness = 0.2, string ink = "#26262a") =>
        Element($"<path d=\"M{Um(x1)} {Um(y1)}L{Um(x2)} {Um(y2)}\" stroke=\"{ink}\" stroke-width=\"{Um(thickness)}\" fill=\"none\"/>");

    public void Box(double x, double y, double boxWidth, double boxHeight, double thickness = 0.2, string ink = "#26262a", string fill = "none") =>
        Element($"<rect x=\"{Um(x)}\" y=\"{Um(y)}\" width=\"{Um(boxWidth)}\" height=\"{Um(boxHeight)}\" stroke=\"{ink}\" " +
            $"stroke-width=\"{Um(thickness)}\" fill=\"{fill}\"/>");

    public void Fill(double x, double y, double boxWidth, double boxHeight, string ink) =>
        Element($"<rect x=\"{Um(x)}\" y=\"{Um(y)}\" width=\"{Um(boxWidth)}\" height=\"{Um(boxHeight)}\" fill=\"{ink}\"/>");

    /// <summary>Adds any SVG element; lengths in micrometres.</summary>
    public void Element(string element) => _svg.Append(element).Append('\n');

    /// <summary>Millimetres as SVG user units (micrometres).</summary>
    public static string Um(double millimetres) => ((int)Math.Round(millimetres * 1000)).ToString(CultureInfo.InvariantCulture);

    private static (double X, double Y) Place(double x, double y, TextStyle style) => style.Warp is null ? (x, y) : style.Warp(x, y);

    private double Jitter(TextStyle style) => Math.Clamp(rng.Gaussian(), -2.5, 2.5) * 0.05 * style.Wear;

    /// <summary>Each struck letter has its own blackness, so it is an element of its own.</summary>
    private SvgPath Strike(SvgPath path, TextStyle style)
    {
        if (path.IsEmpty) return path;
        var opacity = Math.Clamp(1 - Math.Abs(rng.Gaussian()) * 0.22 * style.Wear, 0.45, 1);
        Element(string.Create(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"{style.Ink}\" fill-opacity=\"{opacity:F2}\"/>"));
        return new();
    }
}
