using System.Globalization;
using Archive.Samples.Fonts;
using Archive.Samples.Randomness;

namespace Archive.Samples.Layout;

/// <summary>Rubber stamps: rings, words set in a circle, a date in the middle; ink unevenly taken.</summary>
public static class StampArt
{
    /// <summary>The usual colours of stamp ink: blue, violet, red.</summary>
    public static IReadOnlyList<string> Inks { get; } = ["#2b3f9e", "#5a3591", "#b3242f"];

    /// <summary>A round stamp.</summary>
    /// <param name="rim">Words along the rim.</param>
    /// <param name="middle">Up to three short lines in the middle.</param>
    /// <param name="radius">Outer radius, millimetres.</param>
    public static void Round(PageCanvas canvas, double x, double y, double radius, string rim, string[] middle, string ink, Rng rng)
    {
        Open(canvas, x, y, rng.Between(-25, 25), rng.Between(0.62, 0.85));
        Ring(canvas, x, y, radius, 0.55, ink);
        Ring(canvas, x, y, radius - 0.9, 0.2, ink);
        Ring(canvas, x, y, radius * 0.62, 0.25, ink);
        var room = 2 * Math.PI * radius * 0.7 * 0.95;
        var style = new TextStyle(new(FontFamily.LiberationSans, Bold: true), radius * 0.62, ink);
        style = style.At(Math.Min(style.Points, style.Points * room / style.Measure(rim)));
        style = style with { Tracking = Math.Clamp((room - style.Measure(rim)) / rim.Length, 0, 0.8) };
        var (textRadius, width) = (radius * 0.7, style.Measure(rim));
        canvas.Draw(rim, 0, 0, style with { Warp = (across, up) => Bend(across - width / 2, up, x, y, textRadius) });
        var small = style with { Points = radius * 0.55, Tracking = 0 };
        for (var i = 0; i < middle.Length; i++)
            canvas.Draw(middle[i], x - small.Measure(middle[i]) / 2, y + (i - (middle.Length - 1) / 2.0) * radius * 0.28 + radius * 0.08, small);
        canvas.Element("</g>");
    }

    /// <summary>A rectangular receipt stamp with lines of words.</summary>
    public static void Rectangle(PageCanvas canvas, double x, double y, double width, string[] lines, string ink, Rng rng)
    {
        var height = 5.0 * lines.Length + 3;
        Open(canvas, x + width / 2, y + height / 2, rng.Between(-7, 7), rng.Between(0.65, 0.9));
        canvas.Box(x, y, width, height, 0.5, ink);
        var style = new TextStyle(new(FontFamily.LiberationSans, Bold: true), 9, ink);
        for (var i = 0; i < lines.Length; i++) canvas.Draw(lines[i], x + width / 2 - style.Measure(lines[i]) / 2, y + 5.5 + 5 * i, style);
        canvas.Element("</g>");
    }

    /// <summary>Lays a straight line of text along a circle; the middle of the line is at the top.</summary>
    private static (double X, double Y) Bend(double across, double up, double x, double y, double radius)
    {
        var angle = across / radius;
        var distance = radius - up;
        return (x + distance * Math.Sin(angle), y - distance * Math.Cos(angle));
    }

    private static void Open(PageCanvas canvas, double x, double y, double turn, double opacity) =>
        canvas.Element(string.Create(CultureInfo.InvariantCulture,
            $"<g opacity=\"{opacity:F2}\" transform=\"rotate({turn:F2} {PageCanvas.Um(x)} {PageCanvas.Um(y)})\">"));

    private static void Ring(PageCanvas canvas, double x, double y, double radius, double thickness, string ink) =>
        canvas.Element($"<circle cx=\"{PageCanvas.Um(x)}\" cy=\"{PageCanvas.Um(y)}\" r=\"{PageCanvas.Um(radius)}\" fill=\"none\" stroke=\"{ink}\" " +
            $"stroke-width=\"{PageCanvas.Um(thickness)}\"/>");
}
