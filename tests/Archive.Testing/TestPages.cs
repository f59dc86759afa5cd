using Archive.Domain;
using Archive.Imaging;
using Archive.Imaging.Analysis;

namespace Archive.Testing;

/// <summary>Draws small pages whose every pixel is known, the same ones each time.</summary>
public static class TestPages
{
    public static GrayImage Paper(int width, int height, byte level = 255)
    {
        var pixels = new byte[width * height];
        Array.Fill(pixels, level);
        return new(width, height, pixels);
    }

    /// <summary>Fills a rectangle, as far as it lies on the page.</summary>
    public static GrayImage Fill(this GrayImage page, PixelRect area, byte level = 0)
    {
        var seen = area.Intersect(new(0, 0, page.Width, page.Height));
        for (var y = seen.Y; y < seen.Bottom; y++) page.Pixels.AsSpan(y * page.Width + seen.X, seen.Width).Fill(level);
        return page;
    }

    /// <summary>The sides of a rectangle, <paramref name="stroke"/> pixels thick, inside it.</summary>
    public static GrayImage Frame(this GrayImage page, PixelRect area, int stroke, byte level = 0) => page
        .Fill(area with { Height = stroke }, level).Fill(new(area.X, area.Bottom - stroke, area.Width, stroke), level)
        .Fill(area with { Width = stroke }, level).Fill(new(area.Right - stroke, area.Y, stroke, area.Height), level);

    /// <summary>A disc about the middle of a pixel.</summary>
    public static GrayImage Disc(this GrayImage page, int centreX, int centreY, int radius, byte level = 0)
    {
        for (var y = -radius; y <= radius; y++)
        {
            var half = (int)Math.Sqrt(radius * radius - y * y);
            page.Fill(new(centreX - half, centreY + y, 2 * half + 1, 1), level);
        }

        return page;
    }

    /// <summary>A letter like an H: two stems and a bar.</summary>
    public static GrayImage Letter(this GrayImage page, PixelRect box, int stroke, byte level = 0) => page
        .Fill(box with { Width = stroke }, level).Fill(new(box.Right - stroke, box.Y, stroke, box.Height), level)
        .Fill(new(box.X, box.Y + box.Height / 2 - stroke / 2, box.Width, stroke), level);

    /// <summary>One line of words of letters, some with ascenders; <paramref name="xHeight"/> in pixels is the scale of it all.</summary>
    public static GrayImage Line(this GrayImage page, int left, int baseline, int right, int xHeight, int seed, byte level = 0)
    {
        var random = new Random(seed);
        var (width, stroke) = (Math.Max(4, xHeight * 4 / 5), Math.Max(1, xHeight / 5));
        for (var x = left; x + width <= right;)
        {
            var height = random.Next(4) == 0 ? xHeight * 3 / 2 : xHeight;
            page.Letter(new(x, baseline - height, width, height), stroke, level);
            x += width + Math.Max(2, xHeight / 4) + (random.Next(6) == 0 ? xHeight : 0);
        }

        return page;
    }

    /// <summary>A page of 150 dpi with ragged lines of text-like letters in its middle.</summary>
    public static GrayImage Text(int width = 1000, int height = 1200, byte level = 0)
    {
        var page = Paper(width, height);
        for (var baseline = 150; baseline < height - 120; baseline += 34)
            page.Line(110, baseline, width - 110 - baseline * 37 % 180, 13, baseline, level);
        return page;
    }

    /// <summary>The page turned clockwise about its centre, paper where nothing was; text then runs downhill to the right by the angle.</summary>
    public static GrayImage Rotated(this GrayImage page, Degrees clockwise)
    {
        var back = AffineTransform.Rotation(new(-clockwise.Value), page.Width / 2.0, page.Height / 2.0);
        var result = Paper(page.Width, page.Height);
        for (var y = 0; y < page.Height; y++)
        {
            for (var x = 0; x < page.Width; x++)
            {
                var (u, v) = back.Apply(x + 0.5, y + 0.5);
                result.Pixels[y * page.Width + x] = page.Between(u - 0.5, v - 0.5);
            }
        }

        return result;
    }

    /// <summary>The analysis image of a page drawn at this resolution.</summary>
    public static AnalysisImage Analyse(this GrayImage page, double dpi)
    {
        using var pix = Pix.FromGray(page);
        return AnalysisImage.Of(pix, new(dpi));
    }

    /// <summary>A colour image of 32 bits, by way of an uncompressed BMP of 24.</summary>
    public static Pix Colour(int width, int height, Func<int, int, (byte Red, byte Green, byte Blue)> paint)
    {
        var stride = (width * 3 + 3) / 4 * 4;
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("BM"u8);
        int[] header = [54 + stride * height, 0, 54, 40, width, height, 24 << 16 | 1, 0, stride * height, 5906, 5906, 0, 0];
        foreach (var value in header) writer.Write(value);
        for (var y = height - 1; y >= 0; y--)
        {
            for (var x = 0; x < width; x++)
            {
                var (red, green, blue) = paint(x, y);
                writer.Write([blue, green, red]);
            }

            writer.Write(new byte[stride - width * 3]);
        }

        return Pix.Decode(file.ToArray());
    }

    private static byte Between(this GrayImage page, double x, double y)
    {
        var (left, top) = ((int)Math.Floor(x), (int)Math.Floor(y));
        if (left < 0 || top < 0 || left + 1 >= page.Width || top + 1 >= page.Height) return 255;
        var (dx, dy) = (x - left, y - top);
        var at = top * page.Width + left;
        var upper = page.Pixels[at] * (1 - dx) + page.Pixels[at + 1] * dx;
        var lower = page.Pixels[at + page.Width] * (1 - dx) + page.Pixels[at + page.Width + 1] * dx;
        return (byte)Math.Round(upper * (1 - dy) + lower * dy);
    }
}
