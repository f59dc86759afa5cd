namespace Archive.Imaging.Analysis;

/// <summary>Minimum and maximum filters over square windows of byte planes (van Herk would be faster; the planes are small).</summary>
public static class Morphology
{
    /// <summary>Each value becomes the largest within <paramref name="radius"/> in x and y.</summary>
    public static byte[] Dilate(byte[] plane, int width, int height, int radius) => Filter(plane, width, height, radius, Math.Max);

    /// <summary>Each value becomes the smallest within <paramref name="radius"/> in x and y; outside the plane counts as the edge value.</summary>
    public static byte[] Erode(byte[] plane, int width, int height, int radius) => Filter(plane, width, height, radius, Math.Min);

    /// <summary>Mean over a square window, edges by what is there.</summary>
    public static byte[] Blur(byte[] plane, int width, int height, int radius)
    {
        var rows = BlurRows(plane, width, height, radius);
        return Transpose(BlurRows(Transpose(rows, width, height), height, width, radius), height, width);
    }

    private static byte[] Filter(byte[] plane, int width, int height, int radius, Func<byte, byte, byte> pick)
    {
        var rows = FilterRows(plane, width, height, radius, pick);
        return Transpose(FilterRows(Transpose(rows, width, height), height, width, radius, pick), height, width);
    }

    private static byte[] FilterRows(byte[] plane, int width, int height, int radius, Func<byte, byte, byte> pick)
    {
        var result = new byte[plane.Length];
        for (var y = 0; y < height; y++)
        {
            var row = plane.AsSpan(y * width, width);
            for (var x = 0; x < width; x++)
            {
                var value = row[x];
                for (var near = Math.Max(0, x - radius); near <= Math.Min(width - 1, x + radius); near++) value = pick(value, row[near]);
                result[y * width + x] = value;
            }
        }

        return result;
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
