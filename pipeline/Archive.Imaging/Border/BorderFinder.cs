using Archive.Domain;
using Archive.Imaging.Analysis;

namespace Archive.Imaging.Border;

/// <summary>What lies on a scan and is not the page: 1 for dark scanner border, 2 for punch hole, 0 for page; at the scale of the analysis image.</summary>
public sealed record BorderMask(int Width, int Height, byte[] Plane, int Holes, double BorderShare)
{
    public const byte Border = 1;
    public const byte Hole = 2;

    public bool IsEmpty => Holes == 0 && BorderShare == 0;
}

/// <summary>Finds the dark border a scanner leaves around and beside the sheet, and punch holes.</summary>
public static class BorderFinder
{
    /// <summary>Darker than this share of the paper's level is dark.</summary>
    private const double DarkShare = 0.5;

    /// <summary>Half the thickness from which something dark at the edge is border and not print, mm.</summary>
    private const double BorderHalfThickness = 0.8;

    /// <summary>How far beyond what was found the soft flank of a shadow is cleared, mm.</summary>
    private const double Flank = 0.8;

    /// <summary>More than this share of the image is no border but a dark picture.</summary>
    private const double LargestShare = 0.5;

    /// <summary>A hole made by an office punch is 5 to 6 mm wide (ISO 838: 6 ± 0.5); blurred or skewed ones a little more.</summary>
    private const double SmallestHole = 4.5, LargestHole = 8;

    /// <summary>ISO 838 puts the centre 12 mm from the edge.</summary>
    private const double HoleZone = 24;

    public static BorderMask Find(AnalysisImage image)
    {
        var dark = DarkPixels(image);
        var plane = new byte[dark.Length];
        var border = MarkBorder(image, dark, plane);
        var holes = MarkHoles(image, dark, plane);
        return new(image.Width, image.Height, plane, holes, (double)border / plane.Length);
    }

    private static byte[] DarkPixels(AnalysisImage image)
    {
        var limit = image.PaperLevel * DarkShare;
        var dark = new byte[image.Width * image.Height];
        for (var i = 0; i < dark.Length; i++) dark[i] = image.Gray.Pixels[i] < limit ? (byte)1 : (byte)0;
        return dark;
    }

    private static int MarkBorder(AnalysisImage image, byte[] dark, byte[] plane)
    {
        var (width, height) = (image.Width, image.Height);
        var radius = image.Pixels(BorderHalfThickness);
        // Eroding with the image's own edge repeated keeps a border that is thin only because the image ends there.
        var thick = Morphology.Erode(dark, width, height, radius);
        var components = ConnectedComponents.Find(thick, width, height);
        var atEdge = components.Components
            .Where(part => TouchesEdge(part.Bounds, width, height) && IsStrip(part, image))
            .Select(part => part.Label).ToHashSet();
        if (atEdge.Count == 0) return 0;
        var found = new byte[plane.Length];
        for (var i = 0; i < found.Length; i++) found[i] = atEdge.Contains(components.Labels[i]) ? BorderMask.Border : (byte)0;
        found = Morphology.Dilate(found, width, height, radius + image.Pixels(Flank));
        var count = found.Count(value => value != 0);
        if (count > LargestShare * found.Length) return 0;
        found.CopyTo(plane, 0);
        return count;
    }

    private static bool TouchesEdge(PixelRect bounds, int width, int height) =>
        bounds.X <= 0 || bounds.Y <= 0 || bounds.Right >= width || bounds.Bottom >= height;

    /// <summary>A border runs along an edge; something dark that only just reaches the edge (a photograph, a heavy letter) does not.</summary>
    private static bool IsStrip(Component part, AnalysisImage image)
    {
        var alongX = part.Bounds.Width >= 0.3 * image.Width && (part.Bounds.Y <= 0 || part.Bounds.Bottom >= image.Height);
        var alongY = part.Bounds.Height >= 0.3 * image.Height && (part.Bounds.X <= 0 || part.Bounds.Right >= image.Width);
        return alongX || alongY;
    }

    private static int MarkHoles(AnalysisImage image, byte[] dark, byte[] plane)
    {
        var free = new byte[dark.Length];
        for (var i = 0; i < free.Length; i++) free[i] = plane[i] == 0 ? dark[i] : (byte)0;
        var components = ConnectedComponents.Find(free, image.Width, image.Height);
        var holes = components.Components.Where(part => IsHole(part, image)).ToList();
        foreach (var hole in holes) Mark(plane, image, hole.Bounds);
        return holes.Count;
    }

    private static bool IsHole(Component part, AnalysisImage image)
    {
        var (width, height) = (image.Dpi.ToMillimetres(part.Bounds.Width).Value, image.Dpi.ToMillimetres(part.Bounds.Height).Value);
        if (width is < SmallestHole or > LargestHole || height is < SmallestHole or > LargestHole) return false;
        if (Math.Max(width, height) > 1.3 * Math.Min(width, height)) return false;
        if (part.Fill is < 0.65 or > 0.92) return false;
        var zone = image.Pixels(HoleZone);
        return part.Bounds.X < zone || part.Bounds.Y < zone || part.Bounds.Right > image.Width - zone || part.Bounds.Bottom > image.Height - zone;
    }

    private static void Mark(byte[] plane, AnalysisImage image, PixelRect bounds)
    {
        var flank = image.Pixels(Flank / 2);
        var area = PixelRect.FromEdges(bounds.X - flank, bounds.Y - flank, bounds.Right + flank, bounds.Bottom + flank)
            .Intersect(new(0, 0, image.Width, image.Height));
        for (var y = area.Y; y < area.Bottom; y++) plane.AsSpan(y * image.Width + area.X, area.Width).Fill(BorderMask.Hole);
    }
}
