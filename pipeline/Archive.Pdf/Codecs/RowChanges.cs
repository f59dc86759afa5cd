using System.Buffers.Binary;
using System.Numerics;

namespace Archive.Pdf.Codecs;

/// <summary>
/// The changing elements of one row (ITU-T T.6, 2.1): the columns whose pixel differs from the one to the left, where a white
/// pixel stands before column 0. Even indexes turn black, odd ones white; behind the last stand marks at the row's width,
/// so that "the next change" always exists.
/// </summary>
internal sealed class RowChanges(int width)
{
    private const int EndMarks = 4;

    /// <summary>Columns in rising order, then the end marks.</summary>
    public readonly int[] Columns = new int[width + EndMarks];

    /// <summary>Makes this the all-white row that stands above the first one.</summary>
    public void SetWhite() => Columns.AsSpan(0, EndMarks).Fill(width);

    /// <summary>Finds the changes of a packed row, 64 pixels at a time.</summary>
    public void Find(ReadOnlySpan<byte> row)
    {
        var (count, left) = (0, 0UL);
        for (var start = 0; start < width; start += 64)
        {
            var pixels = Load(row[(start / 8)..]);
            var changes = pixels ^ ((pixels >> 1) | (left << 63));
            left = pixels & 1;
            count = Collect(changes, start, count);
        }
        Columns.AsSpan(count, EndMarks).Fill(width);
    }

    private int Collect(ulong changes, int start, int count)
    {
        while (changes != 0)
        {
            var offset = BitOperations.LeadingZeroCount(changes);
            // Bits behind the width are padding and may hold anything.
            if (start + offset >= width) break;
            Columns[count++] = start + offset;
            changes &= ~(1UL << (63 - offset));
        }
        return count;
    }

    private static ulong Load(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length >= 8) return BinaryPrimitives.ReadUInt64BigEndian(bytes);
        Span<byte> padded = stackalloc byte[8];
        padded.Clear();
        bytes.CopyTo(padded);
        return BinaryPrimitives.ReadUInt64BigEndian(padded);
    }
}
