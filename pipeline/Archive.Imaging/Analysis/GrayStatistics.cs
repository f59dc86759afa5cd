using Archive.Domain;

namespace Archive.Imaging.Analysis;

/// <summary>Grey levels of an image by their frequency.</summary>
public sealed class GrayHistogram
{
    private readonly int[] _counts = new int[256];
    private readonly long _total;

    public GrayHistogram(GrayImage image)
    {
        var count = image.Width * image.Height;
        foreach (var pixel in image.Pixels.AsSpan(0, count)) _counts[pixel]++;
        _total = count;
    }

    /// <summary>The lowest level below or at which <paramref name="share"/> (0 to 1) of the pixels lie.</summary>
    public int Percentile(double share)
    {
        var wanted = share * _total;
        long seen = 0;
        for (var level = 0; level < 256; level++)
        {
            seen += _counts[level];
            if (seen >= wanted && seen > 0) return level;
        }

        return 255;
    }

    /// <summary>
    /// The level of the paper: the most frequent level (in a window of 9) of the lighter half of the range in use,
    /// so that a dark scanner border or a large photograph does not pass for paper.
    /// </summary>
    public int PaperLevel()
    {
        var lightest = Percentile(0.995);
        var (best, bestCount) = (lightest, -1L);
        for (var level = Math.Max(4, lightest / 2); level <= Math.Min(251, lightest); level++)
        {
            long count = 0;
            for (var near = level - 4; near <= level + 4; near++) count += _counts[near];
            if (count >= bestCount) (best, bestCount) = (level, count);
        }

        return best;
    }
}
