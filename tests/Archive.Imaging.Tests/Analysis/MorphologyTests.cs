using Archive.Imaging.Analysis;

namespace Archive.Imaging.Tests.Analysis;

public class MorphologyTests
{
    public static TheoryData<int, int, int> Sizes => new() { { 1, 1, 1 }, { 1, 9, 3 }, { 40, 1, 2 }, { 7, 5, 6 }, { 71, 33, 1 }, { 64, 40, 4 }, { 33, 70, 50 } };

    [Theory, MemberData(nameof(Sizes))]
    public void Dilate_RandomPlane_IsTheLargestOfEachWindow(int width, int height, int radius) =>
        Assert.Equal(Naive(width, height, radius, window => window.Max()), Morphology.Dilate(Plane(width, height), width, height, radius));

    [Theory, MemberData(nameof(Sizes))]
    public void Erode_RandomPlane_IsTheSmallestOfEachWindow(int width, int height, int radius) =>
        Assert.Equal(Naive(width, height, radius, window => window.Min()), Morphology.Erode(Plane(width, height), width, height, radius));

    [Theory, MemberData(nameof(Sizes))]
    public void Blur_RandomPlane_IsTheMeanOfEachWindowButForRounding(int width, int height, int radius)
    {
        var wanted = Naive(width, height, radius, window => (byte)window.Average(value => (double)value));
        var got = Morphology.Blur(Plane(width, height), width, height, radius);

        // Rows and then columns are rounded down: one level each at the most.
        Assert.All(wanted.Zip(got), pair => Assert.InRange(pair.First - pair.Second, -1, 2));
    }

    [Fact]
    public void Filters_LeaveTheirInputAlone()
    {
        var plane = Plane(20, 20);
        var before = (byte[])plane.Clone();

        Morphology.Dilate(plane, 20, 20, 2);
        Morphology.Erode(plane, 20, 20, 2);
        Morphology.Blur(plane, 20, 20, 2);

        Assert.Equal(before, plane);
    }

    private static byte[] Plane(int width, int height)
    {
        var plane = new byte[width * height];
        new Random(width * 1000 + height).NextBytes(plane);
        return plane;
    }

    private static byte[] Naive(int width, int height, int radius, Func<List<byte>, byte> fold)
    {
        var plane = Plane(width, height);
        var result = new byte[plane.Length];
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var window = new List<byte>();
                for (var near = Math.Max(0, y - radius); near <= Math.Min(height - 1, y + radius); near++)
                    for (var beside = Math.Max(0, x - radius); beside <= Math.Min(width - 1, x + radius); beside++) window.Add(plane[near * width + beside]);
                result[y * width + x] = fold(window);
            }
        }

        return result;
    }
}
