using Archive.Domain;
using Archive.Imaging;

namespace Archive.Pipeline.Viewing;

/// <summary>An encoded page image at halves of its size, each made once: tiles of one size share a decoding, and small ones need no large image.</summary>
internal sealed class ImageLevels(byte[] data, PageView view) : IDisposable
{
    private const int SmallestByDecoder = 8;

    private readonly Dictionary<int, Pix> _levels = [];

    /// <summary>A part of the image brought to a size.</summary>
    /// <param name="region">In pixels of the whole image.</param>
    internal Pix Cut(PixelRect region, int width, int height)
    {
        var level = LevelFor(region, width, height);
        var image = Level(level);
        var area = PixelRect.FromEdges(region.X / level, region.Y / level, (region.Right + level - 1) / level, (region.Bottom + level - 1) / level)
            .Intersect(new(0, 0, image.Width, image.Height));
        if (area.IsEmpty) throw new ImagingException("The image is smaller than it was recorded.");
        using var part = image.Crop(area);
        return part.Width == width && part.Height == height ? part.Copy() : part.Scale((double)width / part.Width, (double)height / part.Height);
    }

    public void Dispose()
    {
        foreach (var level in _levels.Values) level.Dispose();
    }

    /// <summary>The smallest level, as a divisor of the size, that still has every pixel that is wanted.</summary>
    private static int LevelFor(PixelRect region, int width, int height)
    {
        var level = 1;
        while (level < 64 && (region.Width + 2L * level - 1) / (2 * level) >= width && (region.Height + 2L * level - 1) / (2 * level) >= height) level *= 2;
        return level;
    }

    private Pix Level(int divisor)
    {
        if (_levels.TryGetValue(divisor, out var known)) return known;
        return _levels[divisor] = view.Encoding == PageImageEncoding.CcittG4 ? OfBitonal(divisor) : OfJpeg(divisor);
    }

    private Pix OfJpeg(int divisor)
    {
        if (divisor <= SmallestByDecoder) return Pix.DecodeJpeg(data, divisor).Image;
        return Level(SmallestByDecoder).Scale(SmallestByDecoder / (double)divisor, SmallestByDecoder / (double)divisor);
    }

    /// <summary>In grey, so that thin strokes of small pictures fade and do not vanish.</summary>
    private Pix OfBitonal(int divisor)
    {
        if (divisor > 1) return Level(1).Scale(1.0 / divisor, 1.0 / divisor);
        using var bitonal = Pix.DecodeTiffPage(G4File.Of(data, view.Width, view.Height), 0);
        return bitonal.ToGray();
    }
}
