using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Archive.Domain;
using Archive.Imaging.Analysis;
using Archive.Imaging.Border;

namespace Archive.Imaging.Normalize;

/// <summary>Makes the paper white and even, and clears what is not the page. Ink keeps its darkness relative to the paper about it.</summary>
public sealed class BackgroundNormalizer(AnalysisImage image, BorderMask border, BackgroundMap map)
{
    /// <summary>Paper is brought this much above white, so that its grain does not stay as faint noise.</summary>
    private const float White = 255 * 1.06f;

    /// <summary>So many rows share their factors: a quarter of a millimetre, over which no paper changes.</summary>
    private const int SameFactors = 4;

    private readonly BackgroundMap _map = map;

    /// <summary>An 8-bit image of the page at full resolution to an even one.</summary>
    public GrayImage Apply(Pix gray)
    {
        var (width, height) = (gray.Width, gray.Height);
        var pixels = GC.AllocateUninitializedArray<byte>(width * height);
        var words = new uint[gray.WordsPerRow];
        var factors = new int[width];
        for (var y = 0; y < height; y++)
        {
            BinaryPrimitives.ReverseEndianness(gray.RowWords(y), words);
            if (y % SameFactors == 0) _map.FactorsOfRow(y, White, factors);
            var row = pixels.AsSpan(y * width, width);
            Multiply(MemoryMarshal.AsBytes<uint>(words)[..width], factors, row);
            ClearMasked(y, row);
        }

        return new(width, height, pixels);
    }

    /// <summary>A colour image of the page, in place: paper of any tint becomes white.</summary>
    /// <param name="colour">The page at full resolution or reduced.</param>
    /// <param name="reduction">How many pixels of the full resolution a pixel of <paramref name="colour"/> is wide, from 1.</param>
    /// <param name="paper">Colour of the paper, from which each channel's own gain follows.</param>
    public void ApplyInPlace(Pix colour, double reduction, PaperColour paper)
    {
        var width = colour.Width;
        var columns = new int[width];
        for (var x = 0; x < width; x++) columns[x] = (int)((x + 0.5) * reduction);
        var factors = new int[columns[^1] + 1];
        var gains = (Red: paper.Gain(paper.Red), Green: paper.Gain(paper.Green), Blue: paper.Gain(paper.Blue));
        for (var y = 0; y < colour.Height; y++)
        {
            var yOnPage = (int)((y + 0.5) * reduction);
            if (y % SameFactors == 0) _map.FactorsOfRow(yOnPage, White, factors);
            var mask = border.IsEmpty ? default : MaskRow(yOnPage);
            var row = colour.RowWords(y)[..width];
            for (var x = 0; x < width; x++)
            {
                if (!mask.IsEmpty && mask[Math.Min(columns[x] / image.Factor, mask.Length - 1)] != 0)
                {
                    row[x] = 0xFFFFFF00;
                    continue;
                }

                var pixel = row[x];
                var factor = factors[columns[x]];
                var red = Math.Min(255, (int)(pixel >> 24) * factor * gains.Red >> 16);
                var green = Math.Min(255, (int)(pixel >> 16 & 0xFF) * factor * gains.Green >> 16);
                var blue = Math.Min(255, (int)(pixel >> 8 & 0xFF) * factor * gains.Blue >> 16);
                row[x] = (uint)(red << 24 | green << 16 | blue << 8);
            }
        }
    }

    private static void Multiply(ReadOnlySpan<byte> source, ReadOnlySpan<int> factors, Span<byte> result)
    {
        var x = 0;
        var largest = new Vector<int>(255);
        for (; x + Vector<byte>.Count <= result.Length; x += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(source[x..]), out var low, out var high);
            Vector.Widen(Vector.AsVectorInt16(low), out var a, out var b);
            Vector.Widen(Vector.AsVectorInt16(high), out var c, out var d);
            var first = Vector.Narrow(Scale(a, factors, x, 0, largest), Scale(b, factors, x, 1, largest));
            var second = Vector.Narrow(Scale(c, factors, x, 2, largest), Scale(d, factors, x, 3, largest));
            Vector.Narrow(Vector.AsVectorUInt16(first), Vector.AsVectorUInt16(second)).CopyTo(result[x..]);
        }

        for (; x < result.Length; x++) result[x] = (byte)Math.Min(255, source[x] * factors[x] >> 8);
    }

    private static Vector<int> Scale(Vector<int> values, ReadOnlySpan<int> factors, int x, int part, Vector<int> largest) =>
        Vector.Min(Vector.ShiftRightArithmetic(values * new Vector<int>(factors[(x + part * Vector<int>.Count)..]), 8), largest);

    private void ClearMasked(int y, Span<byte> row)
    {
        if (border.IsEmpty) return;
        var mask = MaskRow(y);
        for (var x = 0; x < mask.Length; x++)
        {
            if (mask[x] == 0) continue;
            var start = x * image.Factor;
            // What did not fill a block at the right goes with the last block.
            row[start..(x == mask.Length - 1 ? row.Length : start + image.Factor)].Fill(255);
        }
    }

    private ReadOnlySpan<byte> MaskRow(int yOnPage) =>
        border.Plane.AsSpan(Math.Min(yOnPage / image.Factor, border.Height - 1) * border.Width, border.Width);
}

/// <summary>The colour of a page's paper, each 0 to 255.</summary>
public sealed record PaperColour(int Red, int Green, int Blue)
{
    /// <summary>What a channel is multiplied with (8 bits of fraction) so that this paper becomes neutral at the level of its strongest channel.</summary>
    public int Gain(int channel) => Math.Clamp((int)Math.Round(256.0 * Strongest(Red, Green, Blue) / Math.Max(1, channel)), 128, 512);

    /// <summary>Takes the paper's colour as the mean of sampled pixels that are about as light as the paper.</summary>
    /// <param name="paperLevel">Level of the paper in its strongest channel, or its grey level, which is close.</param>
    public static PaperColour Of(Pix colour, int paperLevel)
    {
        var (red, green, blue, count) = (0L, 0L, 0L, 0L);
        for (var y = 0; y < colour.Height; y += 16)
        {
            var row = colour.RowWords(y);
            for (var x = 0; x < colour.Width; x += 16)
            {
                var (r, g, b) = ((int)(row[x] >> 24), (int)(row[x] >> 16 & 0xFF), (int)(row[x] >> 8 & 0xFF));
                if (Math.Abs(Strongest(r, g, b) - paperLevel) > 24) continue;
                (red, green, blue, count) = (red + r, green + g, blue + b, count + 1);
            }
        }

        return count == 0 ? new(255, 255, 255) : new((int)(red / count), (int)(green / count), (int)(blue / count));
    }

    private static int Strongest(int red, int green, int blue) => Math.Max(red, Math.Max(green, blue));
}
