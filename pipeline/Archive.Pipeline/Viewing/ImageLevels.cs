using Archive.Domain;
using Archive.Imaging;

namespace Archive.Pipeline.Viewing;

/// <summary>An encoded page image at halves of its size, each made once: tiles of one size share a decoding, and small ones need no large image.</summary>
internal sealed class ImageLevels(byte[] data, PageView view) : IDisposable
{
    private const int SmallestByDecoder = 8, SmallestFromBits = 16;

    private readonly Dictionary<int, Pix> _levels = [];
    private Pix? _bits;

    /// <summary>A part of the image brought to a size.</summary>
    /// <param name="region">In pixels of the whole image.</param>
    internal Pix Cut(PixelRect region, int width, int height)
    {
        var level = LevelFor(region, width, height);
        var image = Level(level);
        var (left, right) = Share(region.X, region.Right, view.Width, image.Width);
        var (top, bottom) = Share(region.Y, region.Bottom, view.Height, image.Height);
        using var part = image.Crop(PixelRect.FromEdges(left, top, right, bottom));
        return part.Width == width && part.Height == height ? part.Copy() : part.Scale((double)width / part.Width, (double)height / part.Height);
    }

    public void Dispose()
    {
        foreach (var level in _levels.Values) level.Dispose();
        _bits?.Dispose();
    }

    /// <summary>The same stretch at another length, whole pixels that touch it, one at least: scaling may round an image's last pixel away.</summary>
    private static (int From, int To) Share(int from, int to, int length, int otherLength)
    {
        var start = (int)Math.Min((long)from * otherLength / length, otherLength - 1);
        return (start, (int)Math.Clamp(((long)to * otherLength + length - 1) / length, start + 1, otherLength));
    }

    /// <summary>The smallest level, as a divisor of the size, that still has every pixel that is wanted.</summary>
    private static int LevelFor(PixelRect region, int width, int height)
    {
        var level = 1;
        // Not beyond where the region would be less than a pixel, or it would show its neighbours.
        while (level < 64 && Math.Min(region.Width, region.Height) >= 2 * level && (region.Width + 2L * level - 1) / (2 * level) >= width && (region.Height + 2L * level - 1) / (2 * level) >= height) level *= 2;
        return level;
    }

    private Pix Level(int divisor)
    {
        if (_levels.TryGetValue(divisor, out var known)) return known;
        return _levels[divisor] = view.Encoding == PageImageEncoding.CcittG4 ? OfBitonal(divisor) : OfJpeg(divisor);
    }

    private Pix OfJpeg(int divisor)
    {
        if (divisor > SmallestByDecoder) return Level(SmallestByDecoder).Scale(SmallestByDecoder / (double)divisor, SmallestByDecoder / (double)divisor);
        var image = Pix.DecodeJpeg(data, divisor).Image;
        if (image.Width == (view.Width + divisor - 1) / divisor && image.Height == (view.Height + divisor - 1) / divisor) return image;
        image.Dispose();
        throw new ImagingException("The image is not of the size that was recorded.");
    }

    /// <summary>In grey, so that thin strokes of small pictures fade and do not vanish.</summary>
    private Pix OfBitonal(int divisor)
    {
        if (divisor > SmallestFromBits) return Level(SmallestFromBits).Scale(SmallestFromBits / (double)divisor, SmallestFromBits / (double)divisor);
        _bits ??= Pix.DecodeTiffPage(G4File.Of(data, view.Width, view.Height), 0);
        return divisor == 1 ? _bits.ToGray() : _bits.ScaleToGray(divisor);
    }
}
