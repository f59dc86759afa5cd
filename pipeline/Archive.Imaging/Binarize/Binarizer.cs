using Archive.Domain;
using Archive.Imaging.Analysis;
using Archive.Imaging.Border;
using Archive.Imaging.Normalize;

namespace Archive.Imaging.Binarize;

/// <summary>
/// Turns grey into ink and paper. On a normalized page one threshold is an adaptive one: the map under it follows the paper.
/// </summary>
public static class Binarizer
{
    /// <summary>Threshold on normalized pages: print is below it even where it is weak, show-through above.</summary>
    public const int NormalThreshold = 165;

    /// <summary>Threshold for print so faint that hardly anything is left at the normal one.</summary>
    public const int FaintThreshold = 200;

    /// <summary>A normalized page at full resolution.</summary>
    public static BitonalImage Threshold(GrayImage normalized, int threshold = NormalThreshold)
    {
        var (width, height) = (normalized.Width, normalized.Height);
        var stride = (width + 7) / 8;
        var rows = new byte[stride * height];
        for (var y = 0; y < height; y++)
            PackRow(normalized.Pixels.AsSpan(y * width, width), (byte)threshold, rows.AsSpan(y * stride, stride));
        return new(width, height, rows);
    }

    /// <summary>A reduced bitonal copy of a page for the search of angle and direction; border and holes are left out.</summary>
    /// <param name="reduction">Pixels of the page per pixel of the copy, in each direction.</param>
    public static BitonalImage Reduced(Pix gray, int reduction, AnalysisImage image, BorderMask border, BackgroundMap map, int threshold)
    {
        var reduced = GrayReducer.Reduce(gray, reduction);
        var stride = (reduced.Width + 7) / 8;
        var rows = new byte[stride * reduced.Height];
        var factors = new int[gray.Width];
        var row = new byte[reduced.Width];
        for (var y = 0; y < reduced.Height; y++)
        {
            map.FactorsOfRow(y * reduction, 255, factors);
            var maskRow = Math.Min(y * reduction / image.Factor, border.Height - 1) * border.Width;
            for (var x = 0; x < row.Length; x++)
            {
                var masked = border.Plane[maskRow + Math.Min(x * reduction / image.Factor, border.Width - 1)] != 0;
                row[x] = masked ? (byte)255 : (byte)Math.Min(255, reduced.Pixels[y * reduced.Width + x] * factors[x * reduction] >> 8);
            }

            PackRow(row, (byte)threshold, rows.AsSpan(y * stride, stride));
        }

        return new(reduced.Width, reduced.Height, rows);
    }

    private static void PackRow(ReadOnlySpan<byte> gray, byte threshold, Span<byte> packed)
    {
        var whole = gray.Length / 8;
        for (var i = 0; i < whole; i++)
        {
            var g = gray.Slice(i * 8, 8);
            packed[i] = (byte)(
                (g[0] < threshold ? 0x80 : 0) | (g[1] < threshold ? 0x40 : 0) | (g[2] < threshold ? 0x20 : 0) | (g[3] < threshold ? 0x10 : 0) |
                (g[4] < threshold ? 0x08 : 0) | (g[5] < threshold ? 0x04 : 0) | (g[6] < threshold ? 0x02 : 0) | (g[7] < threshold ? 0x01 : 0));
        }

        for (var x = whole * 8; x < gray.Length; x++)
            if (gray[x] < threshold) packed[x / 8] |= (byte)(0x80 >> x % 8);
    }
}
