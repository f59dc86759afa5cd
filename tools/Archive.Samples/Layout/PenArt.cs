using System.Text;
using Archive.Samples.Randomness;

namespace Archive.Samples.Layout;

/// <summary>What a hand leaves on paper: signatures and ticks.</summary>
public static class PenArt
{
    /// <summary>A ball-point signature: a few loops, a flourish, now and then a line under it.</summary>
    /// <param name="width">Millimetres; the height is about a third.</param>
    public static void Signature(PageCanvas canvas, double x, double baseline, double width, string ink, Rng rng)
    {
        var loops = rng.Int(5, 9);
        var step = width / (loops + 2);
        var path = new StringBuilder($"M{PageCanvas.Um(x)} {PageCanvas.Um(baseline)}");
        var at = x;
        for (var i = 0; i < loops; i++)
        {
            var rise = width * (i == 0 ? rng.Between(0.28, 0.4) : rng.Between(0.06, 0.2));
            path.Append(Curve(at + step * rng.Between(0.1, 0.5), baseline - rise * 1.3, at + step * rng.Between(0.9, 1.5), baseline - rise,
                at + step * rng.Between(0.5, 0.8), baseline + width * rng.Between(-0.02, 0.07)));
            at += step;
            path.Append(Curve(at - step * 0.3, baseline + width * 0.05, at - step * 0.1, baseline, at, baseline - width * rng.Between(0, 0.05)));
        }
        path.Append(Curve(at + step, baseline - width * 0.1, at + 2 * step, baseline - width * rng.Between(-0.05, 0.2), x + width * 1.1, baseline - width * 0.03));
        Stroke(canvas, path.ToString(), ink, rng.Between(0.35, 0.55));
        if (!rng.Chance(0.4)) return;
        Stroke(canvas, $"M{PageCanvas.Um(x + width * 0.1)} {PageCanvas.Um(baseline + width * 0.1)}" +
            Curve(x + width * 0.4, baseline + width * 0.05, x + width * 0.7, baseline + width * 0.14, x + width, baseline + width * 0.06), ink, 0.4);
    }

    /// <summary>A cross drawn into a box of the given size, a little over its rim.</summary>
    public static void Cross(PageCanvas canvas, double x, double y, double size, string ink, Rng rng)
    {
        double Near(double value) => value + rng.Between(-0.12, 0.12) * size;
        Stroke(canvas, $"M{PageCanvas.Um(Near(x))} {PageCanvas.Um(Near(y))}L{PageCanvas.Um(Near(x + size))} {PageCanvas.Um(Near(y + size))}", ink, 0.45);
        Stroke(canvas, $"M{PageCanvas.Um(Near(x + size))} {PageCanvas.Um(Near(y))}L{PageCanvas.Um(Near(x))} {PageCanvas.Um(Near(y + size))}", ink, 0.45);
    }

    /// <summary>A hand-drawn tick over a box of the given size.</summary>
    public static void Tick(PageCanvas canvas, double x, double y, double size, string ink, Rng rng) =>
        Stroke(canvas, $"M{PageCanvas.Um(x + 0.1 * size)} {PageCanvas.Um(y + 0.5 * size)}L{PageCanvas.Um(x + 0.4 * size)} {PageCanvas.Um(y + 0.9 * size)}" +
            Curve(x + 0.5 * size, y + 0.6 * size, x + 0.8 * size, y, x + rng.Between(1, 1.3) * size, y - rng.Between(0.1, 0.4) * size), ink, 0.5);

    private static void Stroke(PageCanvas canvas, string path, string ink, double thickness) =>
        canvas.Element($"<path d=\"{path}\" fill=\"none\" stroke=\"{ink}\" stroke-opacity=\"0.88\" stroke-width=\"{PageCanvas.Um(thickness)}\" " +
            "stroke-linecap=\"round\" stroke-linejoin=\"round\"/>");

    private static string Curve(double x1, double y1, double x2, double y2, double x, double y) =>
        $"C{PageCanvas.Um(x1)} {PageCanvas.Um(y1)} {PageCanvas.Um(x2)} {PageCanvas.Um(y2)} {PageCanvas.Um(x)} {PageCanvas.Um(y)}";
}
