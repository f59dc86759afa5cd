using System.Numerics;

namespace Archive.Imaging.Analysis;

/// <summary>Minimum, maximum and mean filters over square windows of byte planes; what lies outside the plane does not count.</summary>
public static class Morphology
{
    /// <summary>Each value becomes the largest within <paramref name="radius"/> in x and y.</summary>
    public static byte[] Dilate(byte[] plane, int width, int height, int radius) => Filter(plane, width, height, radius, Max);

    /// <summary>Each value becomes the smallest within <paramref name="radius"/> in x and y.</summary>
    public static byte[] Erode(byte[] plane, int width, int height, int radius) => Filter(plane, width, height, radius, Min);

    /// <summary>Mean over a square window.</summary>
    public static byte[] Blur(byte[] plane, int width, int height, int radius)
    {
        var rows = BlurRows(plane, width, height, radius);
        return Transpose(BlurRows(Transpose(rows, width, height), height, width, radius), height, width);
    }

    /// <summary>Folds a row into another, value by value.</summary>
    private delegate void Fold(Span<byte> into, ReadOnlySpan<byte> from);

    private static byte[] Filter(byte[] plane, int width, int height, int radius, Fold fold)
    {
        var rows = (byte[])plane.Clone();
        for (var y = 0; y < height; y++)
        {
            var source = plane.AsSpan(y * width, width);
            var target = rows.AsSpan(y * width, width);
            for (var shift = 1; shift <= Math.Min(radius, width - 1); shift++)
            {
                fold(target[..^shift], source[shift..]);
                fold(target[shift..], source[..^shift]);
            }
        }

        var result = (byte[])rows.Clone();
        for (var y = 0; y < height; y++)
            for (var near = Math.Max(0, y - radius); near <= Math.Min(height - 1, y + radius); near++)
                if (near != y) fold(result.AsSpan(y * width, width), rows.AsSpan(near * width, width));
        return result;
    }

    private static void Max(Span<byte> into, ReadOnlySpan<byte> from)
    {
        var x = 0;
        for (; x + Vector<byte>.Count <= into.Length; x += Vector<byte>.Count)
            Vector.Max(new Vector<byte>(into[x..]), new Vector<byte>(from[x..])).CopyTo(into[x..]);
        for (; x < into.Length; x++) into[x] = Math.Max(into[x], from[x]);
    }

    private static void Min(Span<byte> into, ReadOnlySpan<byte> from)
    {
        var x = 0;
        for (; x + Vector<byte>.Count <= into.Length; x += Vector<byte>.Count)
            Vector.Min(new Vector<byte>(into[x..]), new Vector<byte>(from[x..])).CopyTo(into[x..]);
        for (; x < into.Length; x++) into[x] = Math.Min(into[x], from[x]);
    }

    private static byte[] BlurRows(byte[] plane, int width, int height, int radius)
    {
        var result = new byte[plane.Length];
        for (var y = 0; y < height; y++)
        {
            var row = plane.AsSpan(y * width, width);
            var sum = 0;
            for (var x = 0; x < Math.Min(radius, width); x++) sum += row[x];
            for (var x = 0; x < width; x++)
            {
                if (x + radius < width) sum += row[x + radius];
                if (x - radius - 1 >= 0) sum -= row[x - radius - 1];
                var count = Math.Min(width - 1, x + radius) - Math.Max(0, x - radius) + 1;
                result[y * width + x] = (byte)(sum / count);
            }
        }

        return result;
    }

    private static byte[] Transpose(byte[] plane, int width, int height)
    {
        var result = new byte[plane.Length];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                result[x * height + y] = plane[y * width + x];
        return result;
    }
}
