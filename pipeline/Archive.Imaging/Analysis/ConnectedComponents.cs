using Archive.Domain;

namespace Archive.Imaging.Analysis;

/// <summary>A set of touching pixels (8 neighbours).</summary>
/// <param name="Bounds">In pixels of the mask.</param>
/// <param name="Area">Number of pixels.</param>
/// <param name="Label">Its number in <see cref="ComponentMap.Labels"/>, from 1.</param>
public sealed record Component(int Label, PixelRect Bounds, int Area)
{
    /// <summary>Share of its bounds that it fills, 0 to 1.</summary>
    public double Fill => (double)Area / Bounds.Area;
}

/// <summary>The components of a mask, and for each pixel the label of its component (0 where there is none).</summary>
public sealed record ComponentMap(int Width, int Height, int[] Labels, IReadOnlyList<Component> Components);

/// <summary>Labels connected components by flood fill; meant for reduced images of up to a few megapixels.</summary>
public static class ConnectedComponents
{
    /// <param name="mask">Row by row; other than 0 is set.</param>
    public static ComponentMap Find(ReadOnlySpan<byte> mask, int width, int height)
    {
        var labels = new int[width * height];
        var components = new List<Component>();
        var pending = new Stack<int>();
        for (var start = 0; start < labels.Length; start++)
        {
            if (mask[start] == 0 || labels[start] != 0) continue;
            components.Add(Fill(mask, width, height, labels, start, components.Count + 1, pending));
        }

        return new(width, height, labels, components);
    }

    private static Component Fill(ReadOnlySpan<byte> mask, int width, int height, int[] labels, int start, int label, Stack<int> pending)
    {
        var (left, top, right, bottom, area) = (int.MaxValue, int.MaxValue, 0, 0, 0);
        labels[start] = label;
        pending.Push(start);
        while (pending.TryPop(out var at))
        {
            var (y, x) = Math.DivRem(at, width);
            area++;
            (left, right) = (Math.Min(left, x), Math.Max(right, x));
            (top, bottom) = (Math.Min(top, y), Math.Max(bottom, y));
            for (var ny = Math.Max(0, y - 1); ny <= Math.Min(height - 1, y + 1); ny++)
            {
                for (var nx = Math.Max(0, x - 1); nx <= Math.Min(width - 1, x + 1); nx++)
                {
                    var next = ny * width + nx;
                    if (mask[next] == 0 || labels[next] != 0) continue;
                    labels[next] = label;
                    pending.Push(next);
                }
            }
        }

        return new(label, PixelRect.FromEdges(left, top, right + 1, bottom + 1), area);
    }
}
