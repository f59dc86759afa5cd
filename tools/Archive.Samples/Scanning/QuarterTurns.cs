using Archive.Samples.Rendering;

namespace Archive.Samples.Scanning;

/// <summary>Turns images by quarters, exactly.</summary>
public static class QuarterTurns
{
    /// <param name="clockwise">0, 90, 180 or 270 degrees.</param>
    public static Raster Turn(Raster image, int clockwise)
    {
        if (clockwise == 0) return image;
        var (w, h) = (image.Width, image.Height);
        var turned = clockwise == 180 ? new Raster(w, h) : new Raster(h, w);
        for (var y = 0; y < h; y++)
            for (var x = 0; x < w; x++)
            {
                var (tx, ty) = clockwise switch
                {
                    90 => (h - 1 - y, x),
                    180 => (w - 1 - x, h - 1 - y),
                    270 => (y, w - 1 - x),
                    _ => throw new ArgumentOutOfRangeException(nameof(clockwise), clockwise, "A quarter turn is 0, 90, 180 or 270 degrees."),
                };
                var (from, to) = (3 * (y * w + x), 3 * (ty * turned.Width + tx));
                turned.Pixels[to] = image.Pixels[from];
                turned.Pixels[to + 1] = image.Pixels[from + 1];
                turned.Pixels[to + 2] = image.Pixels[from + 2];
            }
        return turned;
    }
}
