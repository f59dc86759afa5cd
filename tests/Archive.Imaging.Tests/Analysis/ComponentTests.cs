using Archive.Domain;
using Archive.Imaging.Analysis;
using Archive.Imaging.Despeckle;

namespace Archive.Imaging.Tests.Analysis;

/// <summary>Both component finders against each other's notion and against a plain flood fill.</summary>
public class ComponentTests
{
    public static TheoryData<int, int, double> Bitmaps => new() { { 1, 1, 1 }, { 8, 8, 0.5 }, { 65, 40, 0.2 }, { 63, 50, 0.4 }, { 129, 61, 0.6 }, { 33, 90, 0.95 }, { 40, 40, 0 } };

    [Theory, MemberData(nameof(Bitmaps))]
    public void InkRuns_RandomBitmap_AreTheComponentsOfAFloodFill(int width, int height, double share)
    {
        var mask = Mask(width, height, share);
        var bitmap = new BitonalImage(width, height, new byte[(width + 7) / 8 * height]);
        for (var i = 0; i < mask.Length; i++) if (mask[i] != 0) bitmap.SetInk(i % width, i / width);

        var ink = InkRuns.Of(bitmap);

        Assert.Equal(Ordered(FloodFill(mask, width, height)), Ordered(ink.Components));
        var again = new byte[mask.Length];
        foreach (var run in ink.Runs)
        {
            again.AsSpan(run.Y * width + run.Start, run.End - run.Start).Fill(1);
            var run1 = new PixelRect(run.Start, run.Y, run.End - run.Start, 1);
            Assert.Equal(run1, ink.Components[run.Component].Bounds.Intersect(run1));
        }

        Assert.Equal(mask, again);
    }

    [Theory, MemberData(nameof(Bitmaps))]
    public void ConnectedComponents_RandomMask_AreThoseOfAFloodFill(int width, int height, double share)
    {
        var mask = Mask(width, height, share);

        var found = ConnectedComponents.Find(mask, width, height);

        Assert.Equal(Ordered(FloodFill(mask, width, height)), Ordered(found.Components.Select(part => (part.Bounds, part.Area))));
        Assert.All(found.Components, part => Assert.Equal(part.Area, found.Labels.Count(label => label == part.Label)));
        Assert.Equal(mask.Select(value => value != 0), found.Labels.Select(label => label != 0));
    }

    [Fact]
    public void InkRuns_InkInThePaddingOfARow_IsNotSeen()
    {
        var bitmap = new BitonalImage(5, 2, [0b0000_0111, 0b1000_0111]);

        Assert.Equal([(new PixelRect(0, 1, 1, 1), 1)], InkRuns.Of(bitmap).Components);
    }

    private static byte[] Mask(int width, int height, double share)
    {
        var random = new Random(width);
        return [.. Enumerable.Range(0, width * height).Select(_ => random.NextDouble() < share ? (byte)1 : (byte)0)];
    }

    private static IEnumerable<(int, int, int, int, int)> Ordered(IEnumerable<(PixelRect Bounds, int Area)> parts) =>
        parts.Select(part => (part.Bounds.X, part.Bounds.Y, part.Bounds.Width, part.Bounds.Height, part.Area)).Order();

    private static List<(PixelRect Bounds, int Area)> FloodFill(byte[] mask, int width, int height)
    {
        var left = mask.Select(value => value != 0).ToArray();
        var parts = new List<(PixelRect, int)>();
        for (var i = 0; i < left.Length; i++)
        {
            if (!left[i]) continue;
            var (bounds, area) = (default(PixelRect), 0);
            var open = new Queue<(int X, int Y)>([(i % width, i / width)]);
            while (open.TryDequeue(out var at))
            {
                if (at.X < 0 || at.Y < 0 || at.X >= width || at.Y >= height || !left[at.Y * width + at.X]) continue;
                left[at.Y * width + at.X] = false;
                (bounds, area) = (bounds.Union(new(at.X, at.Y, 1, 1)), area + 1);
                for (var near = 0; near < 9; near++) open.Enqueue((at.X + near % 3 - 1, at.Y + near / 3 - 1));
            }

            parts.Add((bounds, area));
        }

        return parts;
    }
}
