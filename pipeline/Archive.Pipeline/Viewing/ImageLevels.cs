using Archive.Domain;
using Archive.Imaging;

namespace Archive.Pipeline.Viewing;

/// <summary>
/// An encoded page image at halves of its size, each decoded once: tiles of one size share a decoding, and small ones need no large image. A JPEG is
/// decoded at that size by its own transform (ITU-T T.81, A.3.3), which costs a fraction of decoding it whole.
/// </summary>
internal sealed class ImageLevels(byte[] data, PageView view) : IDisposable
{
    /// <summary>As far as libjpeg reduces while it decodes; what is smaller still is scaled from there.</summary>
    private const int MostDivided = 8;

    private readonly Dictionary<int, Pix> _levels = [];

    /// <summary>What is held of it: the encoded bytes and every level that was made.</summary>
    internal long Bytes => data.Length + _levels.Values.Sum(level => level.Bytes);

    /// <summary>A part of the image brought to a size; in grey where the image is bitonal.</summary>
    /// <param name="region">In pixels of the whole image.</param>
    internal Pix Cut(PixelRect region, int width, int height)
    {
        var divisor = DivisorFor(region, width, height);
        var part = Part(divisor, Reduced(region, divisor));
        if (part.Width == width && part.Height == height) return part;
        using (part) return part.Scale((double)width / part.Width, (double)height / part.Height);
    }

    public void Dispose()
    {
        foreach (var level in _levels.Values) level.Dispose();
    }

    private Pix Part(int divisor, PixelRect area)
    {
        var part = Level(divisor).Crop(area);
        if (part.Depth > 1) return part;
        using (part) return part.ToGray();
    }

    /// <summary>
    /// The pixels of the smaller image that the region touches. Each of them is exactly so many pixels of the whole wide, only the last ones may reach
    /// over its edge: a tile of such a scale is cut out as it is, without being scaled once more.
    /// </summary>
    private static PixelRect Reduced(PixelRect region, int divisor) => PixelRect.FromEdges(
        region.X / divisor, region.Y / divisor, (region.Right + divisor - 1) / divisor, (region.Bottom + divisor - 1) / divisor);

    /// <summary>The greatest divisor at which the region still has every pixel that is wanted.</summary>
    private static int DivisorFor(PixelRect region, int width, int height)
    {
        var divisor = 1;
        // Not beyond where the region would be less than a pixel, or it would show its neighbours.
        while (divisor < MostDivided && Math.Min(region.Width, region.Height) >= 2 * divisor && Parts(region.Width, 2 * divisor) >= width && Parts(region.Height, 2 * divisor) >= height) divisor *= 2;
        return divisor;
    }

    private static int Parts(int length, int divisor) => (length + divisor - 1) / divisor;

    private Pix Level(int divisor)
    {
        if (_levels.TryGetValue(divisor, out var known)) return known;
        return _levels[divisor] = view.Encoding == PageImageEncoding.CcittG4 ? OfBitonal(divisor) : OfJpeg(divisor);
    }

    private Pix OfJpeg(int divisor)
    {
        var image = Pix.DecodeJpeg(data, divisor).Image;
        if (image.Width == Parts(view.Width, divisor) && image.Height == Parts(view.Height, divisor)) return image;
        image.Dispose();
        throw new ImagingException("The image is not of the size that was recorded.");
    }

    /// <summary>Smaller ones in grey, so that thin strokes fade and do not vanish.</summary>
    private Pix OfBitonal(int divisor) => divisor == 1 ? Pix.DecodeTiffPage(G4File.Of(data, view.Width, view.Height), 0) : Level(1).ReduceToGray(divisor);
}
