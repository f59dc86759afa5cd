using System.Globalization;
using Archive.Domain;

namespace Archive.Web.Images;

/// <summary>What is asked of an image, as it stands in the URL (IIIF Image API 3.0, section 4), brought down to pixels.</summary>
internal static class ImageRequest
{
    /// <summary>Most pixels of an answer: a page at 300 dpi has 9 million.</summary>
    internal const long MostPixels = 36_000_000;

    /// <returns>What to make; or why the request makes no sense.</returns>
    internal static (Rendition? Rendition, string? Error) Parse(string region, string size, string rotation, string quality, string format, int width, int height)
    {
        if (Region(region, width, height) is not { } area) return (null, "The region is not one of full, square, x,y,w,h and pct:x,y,w,h within the image.");
        var (scaled, sizeError) = Size(size, area);
        if (scaled is not { } target) return (null, sizeError);
        if (Rotation(rotation) is not { } turn) return (null, "The rotation is 0, 90, 180 or 270, mirrored with a ! in front.");
        if (Colour(quality) is not { } colour) return (null, "The quality is default, color, gray or bitonal.");
        if (Format(format) is not { } file) return (null, "The format is jpg or png.");
        return (new(area, target.Width, target.Height, turn.Mirrored, turn.Degrees, colour, file), null);
    }

    private static PixelRect? Region(string text, int width, int height)
    {
        var whole = new PixelRect(0, 0, width, height);
        if (text == "full") return whole;
        if (text == "square")
        {
            var side = Math.Min(width, height);
            return new((width - side) / 2, (height - side) / 2, side, side);
        }

        var inPercent = text.StartsWith("pct:", StringComparison.Ordinal);
        if (Numbers(inPercent ? text[4..] : text, inPercent) is not [var x, var y, var w, var h]) return null;
        var asked = inPercent
            ? PixelRect.FromEdges(Share(Math.Min(100, x), width), Share(Math.Min(100, y), height), Share(Math.Min(100, x + w), width), Share(Math.Min(100, y + h), height))
            : new PixelRect((int)x, (int)y, (int)Math.Min(w, width), (int)Math.Min(h, height));
        // Reaching over the edge is cut there (4.1); wholly outside or empty is an error.
        var area = asked.X >= width || asked.Y >= height ? default : asked.Intersect(whole);
        return area.IsEmpty ? null : area;
    }

    private static (PixelSize? Size, string? Error) Size(string text, PixelRect area)
    {
        var upscales = text.StartsWith('^');
        var form = upscales ? text[1..] : text;
        if (Target(form, area, upscales) is not { } size || size.Width < 1 || size.Height < 1) return (null, "The size is not one of max, w,h w, ,h pct:n and !w,h, each with a ^ in front to enlarge.");
        if (!upscales && (size.Width > area.Width || size.Height > area.Height)) return (null, "The size is larger than the region; put a ^ in front to enlarge.");
        return (long)size.Width * size.Height > MostPixels ? (null, $"The answer would have more than {MostPixels:N0} pixels.") : (size, null);
    }

    private static PixelSize? Target(string form, PixelRect area, bool upscales)
    {
        if (form == "max") return Largest(area, upscales);
        if (form.StartsWith("pct:", StringComparison.Ordinal))
            return Number(form[4..]) is { } percent and > 0 and <= 1000 ? new(Part(area.Width, percent / 100), Part(area.Height, percent / 100)) : null;
        var fits = form.StartsWith('!');
        if ((fits ? form[1..] : form).Split(',') is not [var first, var second]) return null;
        var (w, h) = (Whole(first), Whole(second));
        return (first.Length, second.Length, w, h) switch
        {
            (0, > 0, _, { } high) when !fits => new(Part(area.Width, (double)high / area.Height), high),
            ( > 0, 0, { } wide, _) when !fits => new(wide, Part(area.Height, (double)wide / area.Width)),
            ( > 0, > 0, { } wide, { } high) => fits ? Fit(area, wide, high, upscales) : new PixelSize(wide, high),
            _ => null,
        };
    }

    /// <summary>As large as answers are; without ^ no larger than it is.</summary>
    private static PixelSize Largest(PixelRect area, bool upscales)
    {
        var factor = Math.Sqrt((double)MostPixels / area.Area);
        return factor >= 1 && !upscales ? new(area.Width, area.Height) : new(Math.Max(1, (int)(area.Width * factor)), Math.Max(1, (int)(area.Height * factor)));
    }

    private static PixelSize Fit(PixelRect area, int width, int height, bool upscales)
    {
        // "Best fit" without ^ does not enlarge (4.2): what is smaller stays.
        var factor = Math.Min(upscales ? double.MaxValue : 1, Math.Min((double)width / area.Width, (double)height / area.Height));
        return new(Part(area.Width, factor), Part(area.Height, factor));
    }

    private static (bool Mirrored, int Degrees)? Rotation(string text)
    {
        var mirrored = text.StartsWith('!');
        return Number(mirrored ? text[1..] : text) is { } degrees && degrees is 0 or 90 or 180 or 270 or 360 ? (mirrored, (int)degrees % 360) : null;
    }

    private static RenditionColour? Colour(string text) => text switch
    {
        "default" or "color" => RenditionColour.AsIs,
        "gray" => RenditionColour.Gray,
        "bitonal" => RenditionColour.Bitonal,
        _ => null,
    };

    private static RenditionFormat? Format(string text) => text switch
    {
        "jpg" => RenditionFormat.Jpeg,
        "png" => RenditionFormat.Png,
        _ => null,
    };

    private static int Share(double percent, int length) => (int)Math.Round(length * percent / 100);

    private static int Part(int length, double factor) => Math.Max(1, (int)Math.Round(length * factor));

    private static double[]? Numbers(string text, bool fractions)
    {
        var numbers = text.Split(',').Select(part => fractions ? Number(part) : Whole(part)).ToArray();
        return numbers.Length == 4 && numbers.All(number => number is not null) ? [.. numbers.Select(number => number!.Value)] : null;
    }

    private static double? Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;

    private static int? Whole(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private readonly record struct PixelSize(int Width, int Height);
}
