using Archive.Domain;

namespace Archive.Imaging.Rules;

/// <summary>A run of ink along a row (or column) <see cref="At"/>, from <see cref="Start"/> to before <see cref="End"/>.</summary>
internal readonly record struct LongRun(int At, int Start, int End);

/// <summary>In pixels: the shortest run that counts, the longest break that does not end it, the thickness of rules.</summary>
internal readonly record struct RunLimits(int Shortest, int Break, int Thickness);

/// <summary>Finds long runs of ink in both directions.</summary>
internal static class LongRuns
{
    public static IEnumerable<LongRun> AlongRows(BitonalImage image, RunLimits limits)
    {
        for (var y = 0; y < image.Height; y++)
        {
            if (!MayHoldRun(image.Rows.AsSpan(y * image.Stride, image.Stride), limits.Shortest)) continue;
            var (start, last) = (-1, -1);
            for (var x = 0; x < image.Width; x++)
            {
                if (!image.IsInk(x, y)) continue;
                if (start < 0 || x - last > limits.Break + 1)
                {
                    if (start >= 0 && last + 1 - start >= limits.Shortest) yield return new(y, start, last + 1);
                    start = x;
                }

                last = x;
            }

            if (start >= 0 && last + 1 - start >= limits.Shortest) yield return new(y, start, last + 1);
        }
    }

    public static IEnumerable<LongRun> AlongColumns(BitonalImage image, RunLimits limits)
    {
        var (start, last) = (new int[image.Width], new int[image.Width]);
        Array.Fill(start, -1);
        for (var y = 0; y < image.Height; y++)
        {
            var row = y * image.Stride;
            for (var at = 0; at < image.Stride; at++)
            {
                var bits = image.Rows[row + at];
                for (var x = at * 8; bits != 0; x++, bits <<= 1)
                {
                    if ((bits & 0x80) == 0) continue;
                    if (start[x] < 0 || y - last[x] > limits.Break + 1)
                    {
                        if (start[x] >= 0 && last[x] + 1 - start[x] >= limits.Shortest) yield return new(x, start[x], last[x] + 1);
                        start[x] = y;
                    }

                    last[x] = y;
                }
            }
        }

        for (var x = 0; x < image.Width; x++)
            if (start[x] >= 0 && last[x] + 1 - start[x] >= limits.Shortest) yield return new(x, start[x], last[x] + 1);
    }

    /// <summary>A row whose bytes hold fewer than that many set ones in a stretch cannot hold a long run; most rows go no further.</summary>
    private static bool MayHoldRun(ReadOnlySpan<byte> row, int shortest)
    {
        var (needed, stretch) = (shortest / 8 - 2, 0);
        foreach (var bits in row)
        {
            stretch = bits == 0 ? 0 : stretch + 1;
            if (stretch >= needed) return true;
        }

        return false;
    }
}
