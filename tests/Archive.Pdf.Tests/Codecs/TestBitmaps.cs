using Archive.Domain;

namespace Archive.Pdf.Tests.Codecs;

/// <summary>Bitonal pictures of several kinds, the same for the same seed.</summary>
internal static class TestBitmaps
{
    /// <summary>How many kinds of <see cref="Draw"/> there are.</summary>
    public const int Kinds = 6;

    /// <summary>Noise of some density, bars, bars with slips, slanted stripes, nothing or all black, or glyphs that recur.</summary>
    public static BitonalImage Draw(int width, int height, int kind, int seed)
    {
        var random = new Random(seed);
        if (kind == 5) return Letters(width, height, random, noise: 0.1);
        var image = Blank(width, height);
        var density = random.NextDouble();
        var bars = Enumerable.Range(0, 6).Select(_ => (Left: random.Next(width), Length: random.Next(width))).ToArray();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var ink = kind switch
                {
                    0 => random.NextDouble() < density,
                    1 => bars.Any(bar => x >= bar.Left + y && x < bar.Left + bar.Length - y),
                    2 => bars.Take(2).Any(bar => x >= bar.Left + random.Next(5) && x < bar.Left + bar.Length),
                    3 => (x + y * random.Next(3)) / 7 % 2 == 0,
                    _ => seed % 2 == 0,
                };
                if (ink) image.SetInk(x, y);
            }
        }
        return image;
    }

    /// <summary>
    /// Lines of some ten different letters, blobs with bays, each time with other noise at the edges, as in a scan; here and there dust.
    /// </summary>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    /// <param name="random">Chance.</param>
    /// <param name="noise">Share of the edge pixels that are turned; 0 for letters that are all alike.</param>
    public static BitonalImage Letters(int width, int height, Random random, double noise)
    {
        var image = Blank(width, height);
        var alphabet = Enumerable.Range(0, 10).Select(_ => Blob(random)).ToArray();
        for (var baseline = 30; baseline < height; baseline += 40)
            for (var x = random.Next(12); x < width; x += 20 + random.Next(8)) Stamp(image, alphabet[random.Next(10)], x, baseline + random.Next(2), random, noise);
        for (var dust = 0; dust < noise * width * height / 500; dust++) image.SetInk(random.Next(width), random.Next(height));
        return image;
    }

    public static BitonalImage Blank(int width, int height) => new(width, height, new byte[(width + 7) / 8 * height]);

    /// <summary>Blackens a rectangle as far as it is on the image.</summary>
    public static void Fill(BitonalImage image, PixelRect area)
    {
        for (var y = Math.Max(area.Y, 0); y < Math.Min(area.Bottom, image.Height); y++)
            for (var x = Math.Max(area.X, 0); x < Math.Min(area.Right, image.Width); x++) image.SetInk(x, y);
    }

    /// <summary>Four strokes over each other.</summary>
    private static BitonalImage Blob(Random random)
    {
        var blob = Blank(18, 26);
        var (stem, bar) = (random.Next(13), random.Next(22));
        Fill(blob, new(stem, 0, 4, 26));
        Fill(blob, new(0, bar, 18, 4));
        Fill(blob, new(random.Next(10), random.Next(16), 8, 10));
        return blob;
    }

    private static void Stamp(BitonalImage image, BitonalImage letter, int left, int bottom, Random random, double noise)
    {
        for (var y = 0; y < letter.Height; y++)
            for (var x = 0; x < letter.Width; x++)
            {
                var (pageX, pageY) = (left + x, bottom - letter.Height + y);
                if (pageX >= image.Width || pageY < 0 || pageY >= image.Height) continue;
                var edge = x > 0 && letter.IsInk(x, y) != letter.IsInk(x - 1, y) || y > 0 && letter.IsInk(x, y) != letter.IsInk(x, y - 1);
                if (letter.IsInk(x, y) != (edge && random.NextDouble() < noise)) image.SetInk(pageX, pageY);
            }
    }
}
