using System.Numerics;
using Archive.Domain;

namespace Archive.Imaging.Deskew;

/// <summary>
/// Sharpens an angle that whole-pixel shears left uncertain: on a page 1,240 pixels wide shears of less than 0.05° move nothing, so near zero
/// they cannot tell. Here columns are moved by fractions of a pixel.
/// </summary>
internal static class SkewRefiner
{
    /// <summary>Columns moved together: their lines drop by 0.003 pixels for each hundredth of a degree between them.</summary>
    private const int BlockWidth = 16;

    /// <summary>How far about the estimate angles are tried, and how closely, degrees.</summary>
    private const double Range = 0.14, Step = 0.02;

    /// <summary>Variance that moving adds to a row, square pixels; the same for every fraction, so that no angle is favoured for its fractions.</summary>
    private const double Spread = 0.25;

    /// <param name="page">Bitonal, ink as 1.</param>
    /// <param name="estimate">The angle of the text lines, positive where they run downhill to the right.</param>
    /// <returns>The better angle, or the estimate where nothing better stands out in its neighbourhood.</returns>
    public static Degrees Refine(BitonalImage page, Degrees estimate)
    {
        var blocks = BlockRows(page);
        var steps = (int)Math.Round(Range / Step);
        var scores = Enumerable.Range(-steps, 2 * steps + 1).Select(step => Score(blocks, page.Height, estimate.Value + step * Step)).ToArray();
        var best = Array.IndexOf(scores, scores.Max());
        if (best == 0 || best == scores.Length - 1) return estimate;
        // The peak of the parabola through the best and its neighbours.
        var (left, middle, right) = (scores[best - 1], scores[best], scores[best + 1]);
        var curve = left - 2 * middle + right;
        var peak = curve < 0 ? 0.5 * (left - right) / curve : 0;
        return new(estimate.Value + (best - steps + peak) * Step);
    }

    /// <summary>Ink per row for each block of columns.</summary>
    private static float[][] BlockRows(BitonalImage page)
    {
        const int Bytes = BlockWidth / 8;
        var blocks = new float[page.Stride / Bytes][];
        for (var block = 0; block < blocks.Length; block++)
        {
            var rows = blocks[block] = new float[page.Height];
            for (var y = 0; y < rows.Length; y++)
            {
                var at = y * page.Stride + block * Bytes;
                rows[y] = BitOperations.PopCount((uint)(page.Rows[at] << 8 | page.Rows[at + 1]));
            }
        }

        return blocks;
    }

    /// <summary>Sum of squared differences between neighbouring rows after the page is sheared upright by the angle.</summary>
    private static double Score(float[][] blocks, int height, double degrees)
    {
        var slope = Math.Tan(degrees * Math.PI / 180);
        var profile = new float[height];
        for (var block = 0; block < blocks.Length; block++)
            AddMoved(blocks[block], profile, -slope * BlockWidth * (block - (blocks.Length - 1) / 2.0));
        var score = 0.0;
        for (var y = 1; y < height; y++) score += (profile[y] - profile[y - 1]) * (profile[y] - profile[y - 1]);
        return score;
    }

    /// <summary>Adds rows moved down by any distance: a quadratic spline of three weights has that mean and a constant variance.</summary>
    private static void AddMoved(float[] rows, float[] profile, double distance)
    {
        var whole = (int)Math.Round(distance);
        var part = distance - whole;
        var above = (float)((Spread + part * part - part) / 2);
        var here = (float)(1 - Spread - part * part);
        var below = (float)((Spread + part * part + part) / 2);
        for (var y = Math.Max(1, 1 - whole); y < Math.Min(rows.Length, rows.Length - whole) - 1; y++)
        {
            var ink = rows[y];
            if (ink == 0) continue;
            profile[y + whole - 1] += ink * above;
            profile[y + whole] += ink * here;
            profile[y + whole + 1] += ink * below;
        }
    }
}
