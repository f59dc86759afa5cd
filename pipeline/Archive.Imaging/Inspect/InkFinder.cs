using Archive.Domain;
using Archive.Imaging.Analysis;
using Archive.Imaging.Border;

namespace Archive.Imaging.Inspect;

/// <summary>What was put on a page on purpose.</summary>
/// <param name="Coverage">Share of the page's area that is ink, 0 to 1.</param>
/// <param name="BlankScore">0 certainly something on it, 1 certainly blank.</param>
public sealed record InkMeasurement(double Coverage, bool Blank, double BlankScore);

/// <summary>
/// Tells print and writing from what a blank sheet shows too: show-through (weak), dust (small), punch holes and scanner border (masked),
/// shadows of edges and folds (long and thin, across the sheet), staples.
/// </summary>
public sealed class InkFinder(InspectOptions options)
{
    /// <param name="normalized">The analysis image with its paper made even and white.</param>
    public InkMeasurement Find(AnalysisImage image, GrayImage normalized, BorderMask border)
    {
        var limit = (int)(255 * (1 - options.InkContrast));
        var mask = new byte[normalized.Width * normalized.Height];
        for (var i = 0; i < mask.Length; i++) mask[i] = normalized.Pixels[i] < limit && border.Plane[i] == 0 ? (byte)1 : (byte)0;
        var map = ConnectedComponents.Find(mask, normalized.Width, normalized.Height);
        var components = map.Components;
        var meant = components.Where(part => IsMeant(part, image) && !IsSheetEdge(part, map, image)).ToList();
        var squareMillimetres = meant.Sum(part => (double)part.Area) * Math.Pow(25.4 / image.Dpi.Value, 2);
        var score = options.BlankInk / (options.BlankInk + squareMillimetres);
        return new((double)components.Sum(part => part.Area) / mask.Length, squareMillimetres <= options.BlankInk && meant.Count <= 2, score);
    }

    private bool IsMeant(Component part, AnalysisImage image)
    {
        var (width, height) = (image.Dpi.ToMillimetres(part.Bounds.Width).Value, image.Dpi.ToMillimetres(part.Bounds.Height).Value);
        if (Math.Max(width, height) < options.Dust) return false;
        if (IsAlongEdge(part.Bounds, image)) return false;
        if (IsFold(part, width, height, image)) return false;
        return !IsStaple(part, width, height, image);
    }

    private bool IsAlongEdge(PixelRect bounds, AnalysisImage image)
    {
        var strip = image.Pixels(options.EdgeStrip);
        return bounds.Right <= strip || bounds.Bottom <= strip || bounds.X >= image.Width - strip || bounds.Y >= image.Height - strip;
    }

    /// <summary>The shadow of the sheet's own edge: long, thin, straight or around a corner, and nearly all of it near the image's edges.</summary>
    private static bool IsSheetEdge(Component part, ComponentMap map, AnalysisImage image)
    {
        if (Math.Max(part.Bounds.Width, part.Bounds.Height) < image.Pixels(60)) return false;
        if (part.Area > image.Pixels(0.9) * (part.Bounds.Width + part.Bounds.Height)) return false;
        // A sheet that lies 5° askew leaves its edge up to 13 mm inside the image.
        var zone = image.Pixels(15);
        var near = 0;
        for (var y = part.Bounds.Y; y < part.Bounds.Bottom; y++)
        {
            for (var x = part.Bounds.X; x < part.Bounds.Right; x++)
            {
                if (map.Labels[y * map.Width + x] != part.Label) continue;
                if (x < zone || y < zone || x >= map.Width - zone || y >= map.Height - zone) near++;
            }
        }

        return near >= 0.8 * part.Area;
    }

    /// <summary>A shadow across nearly the whole sheet, no thicker than 2.5 mm for its length (it may be tilted).</summary>
    private static bool IsFold(Component part, double width, double height, AnalysisImage image)
    {
        var across = part.Bounds.Width > 0.85 * image.Width || part.Bounds.Height > 0.85 * image.Height;
        var thickness = image.Dpi.ToMillimetres(part.Area / (double)Math.Max(part.Bounds.Width, part.Bounds.Height)).Value;
        return across && thickness < 2.5 && Math.Min(width, height) < 0.12 * Math.Max(width, height);
    }

    /// <summary>A straight stroke of 8 to 15 mm, thin, within 30 mm of a corner: a staple or its shadow.</summary>
    private static bool IsStaple(Component part, double width, double height, AnalysisImage image)
    {
        var length = Math.Sqrt(width * width + height * height);
        if (length is < 7 or > 15) return false;
        var thickness = part.Area / (length / 25.4 * image.Dpi.Value);
        if (image.Dpi.ToMillimetres(thickness).Value > 1.6) return false;
        var corner = image.Pixels(30);
        var nearX = part.Bounds.Right < corner || part.Bounds.X > image.Width - corner;
        var nearY = part.Bounds.Bottom < corner || part.Bounds.Y > image.Height - corner;
        return nearX && nearY;
    }
}
