using Archive.Samples.Randomness;
using Archive.Samples.Rendering;

namespace Archive.Samples.Scanning;

/// <summary>Blur and noise of the scanner's optics and sensor, in place.</summary>
internal static class Optics
{
    private const int TableSize = 1 << 16;
    private const double LargestVariance = 0.5;

    /// <summary>A Gaussian-like blur by repeated three-tap kernels, whose variances add up.</summary>
    /// <param name="sigma">Standard deviation, pixels.</param>
    public static void Blur(Raster image, double sigma)
    {
        var variance = sigma * sigma;
        if (variance < 0.01) return;
        var passes = (int)Math.Ceiling(variance / LargestVariance);
        var side = (int)Math.Round(variance / passes / 2 * 256);
        for (var pass = 0; pass < passes; pass++)
        {
            BlurRows(image, side);
            BlurColumns(image, side);
        }
    }

    /// <summary>Adds noise: half of it common to the three colours, as dust and fibres are, half their own.</summary>
    /// <param name="sigma">Standard deviation, grey levels.</param>
    public static void AddNoise(Raster image, double sigma, Rng rng)
    {
        if (sigma <= 0) return;
        var table = new short[TableSize];
        for (var i = 0; i < TableSize; i++) table[i] = (short)Math.Round(Math.Clamp(rng.Gaussian(), -4, 4) * sigma * 16 * 0.7);
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Pixels.AsSpan(3 * image.Width * y, 3 * image.Width);
            var (common, own) = (rng.Int(0, TableSize - 1), rng.Int(0, TableSize - 1));
            for (var i = 0; i + 2 < row.Length; i += 3)
            {
                var shared = table[common++ & (TableSize - 1)] + 8;
                row[i] = Clamp(row[i] + (shared + table[own++ & (TableSize - 1)] >> 4));
                row[i + 1] = Clamp(row[i + 1] + (shared + table[own++ & (TableSize - 1)] >> 4));
                row[i + 2] = Clamp(row[i + 2] + (shared + table[own++ & (TableSize - 1)] >> 4));
            }
        }
    }

    private static byte Clamp(int value) => (byte)Math.Clamp(value, 0, 255);

    private static void BlurRows(Raster image, int side)
    {
        var stride = 3 * image.Width;
        var source = new byte[stride];
        for (var y = 0; y < image.Height; y++)
        {
            var row = image.Pixels.AsSpan(stride * y, stride);
            row.CopyTo(source);
            for (var i = 3; i < stride - 3; i++)
                row[i] = (byte)((source[i] * (256 - 2 * side) + (source[i - 3] + source[i + 3]) * side + 128) >> 8);
        }
    }

    private static void BlurColumns(Raster image, int side)
    {
        var stride = 3 * image.Width;
        var (above, here) = (new byte[stride], new byte[stride]);
        image.Pixels.AsSpan(0, stride).CopyTo(above);
        for (var y = 1; y < image.Height - 1; y++)
        {
            var row = image.Pixels.AsSpan(stride * y, stride);
            var below = image.Pixels.AsSpan(stride * (y + 1), stride);
            row.CopyTo(here);
            for (var i = 0; i < stride; i++) row[i] = (byte)((here[i] * (256 - 2 * side) + (above[i] + below[i]) * side + 128) >> 8);
            (above, here) = (here, above);
        }
    }
}
