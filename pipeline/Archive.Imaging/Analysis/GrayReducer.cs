using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Archive.Domain;

namespace Archive.Imaging.Analysis;

/// <summary>Makes small grey copies for measurements that need no full resolution.</summary>
public static class GrayReducer
{
    /// <summary>
    /// Averages blocks of <paramref name="factor"/> × <paramref name="factor"/> pixels of an 8-bit image;
    /// what does not fill a block at the right and bottom is left out (at least one pixel remains).
    /// </summary>
    public static GrayImage Reduce(Pix gray, int factor)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(factor, 1);
        if (factor == 1 || gray.Width < factor || gray.Height < factor) return gray.ToGrayImage();
        var (width, height) = (gray.Width / factor, gray.Height / factor);
        var pixels = new byte[width * height];
        var words = new uint[gray.WordsPerRow];
        var sums = new ushort[gray.Width];
        for (var y = 0; y < height; y++)
        {
            Array.Clear(sums);
            for (var dy = 0; dy < factor; dy++)
            {
                BinaryPrimitives.ReverseEndianness(gray.RowWords(y * factor + dy), words);
                AddRow(MemoryMarshal.AsBytes<uint>(words)[..sums.Length], sums);
            }

            Average(sums, factor, pixels.AsSpan(y * width, width));
        }

        return new(width, height, pixels);
    }

    private static void AddRow(ReadOnlySpan<byte> row, Span<ushort> sums)
    {
        var x = 0;
        for (; x + Vector<byte>.Count <= row.Length; x += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(row[x..]), out var low, out var high);
            (new Vector<ushort>(sums[x..]) + low).CopyTo(sums[x..]);
            (new Vector<ushort>(sums[(x + Vector<ushort>.Count)..]) + high).CopyTo(sums[(x + Vector<ushort>.Count)..]);
        }

        for (; x < row.Length; x++) sums[x] += row[x];
    }

    private static void Average(ReadOnlySpan<ushort> sums, int factor, Span<byte> result)
    {
        var area = factor * factor;
        for (var x = 0; x < result.Length; x++)
        {
            var sum = 0;
            foreach (var value in sums.Slice(x * factor, factor)) sum += value;
            result[x] = (byte)((sum + area / 2) / area);
        }
    }
}
