using Archive.Domain;
using Archive.Testing;

namespace Archive.Imaging.Tests;

public class AreaReducerTests
{
    [Theory]
    [InlineData(300, 200, 101, 37)]
    [InlineData(300, 240, 130, 64)]
    [InlineData(600, 200, 90, 61)]
    [InlineData(1200, 70, 203, 50)]
    [InlineData(300, 200, 1, 40)]
    public void Reduce_RandomImage_IsTheMeanOverEachArea(double from, double to, int width, int height)
    {
        var image = new GrayImage(width, height, new byte[width * height]);
        new Random(1).NextBytes(image.Pixels);

        var reduced = AreaReducer.Reduce(image, to / from);

        Assert.Equal((Math.Max(1, (int)Math.Round(width * to / from)), (int)Math.Round(height * to / from)), (reduced.Width, reduced.Height));
        for (var y = 0; y < reduced.Height; y++)
            for (var x = 0; x < reduced.Width; x++)
                Assert.InRange(reduced.Pixels[y * reduced.Width + x] - Mean(image, reduced, x, y), -2, 2);
    }

    [Fact]
    public void Reduce_Colour_EachChannelIsReducedLikeGrey()
    {
        var planes = Enumerable.Range(1, 3).Select(seed =>
        {
            var plane = new GrayImage(83, 47, new byte[83 * 47]);
            new Random(seed).NextBytes(plane.Pixels);
            return plane;
        }).ToArray();
        using var colour = TestPages.Colour(83, 47, (x, y) => (planes[0].Pixels[y * 83 + x], planes[1].Pixels[y * 83 + x], planes[2].Pixels[y * 83 + x]));

        using var reduced = AreaReducer.Reduce(colour, 0.6);

        for (var channel = 0; channel < 3; channel++)
        {
            using var plane = reduced.ToGray(channel == 0 ? 1 : 0, channel == 1 ? 1 : 0, channel == 2 ? 1 : 0);
            Assert.Equal(AreaReducer.Reduce(planes[channel], 0.6).Pixels, plane.ToGrayImage().Pixels);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void Reduce_EvenImage_KeepsItsLevel(byte level)
    {
        var image = new GrayImage(77, 31, [.. Enumerable.Repeat(level, 77 * 31)]);

        Assert.All(AreaReducer.Reduce(image, 2 / 3.0).Pixels, value => Assert.Equal(level, value));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Reduce_FactorOutOfRange_IsRefused(double factor) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => AreaReducer.Reduce(new GrayImage(2, 2, new byte[4]), factor));

    private static double Mean(GrayImage image, GrayImage reduced, int x, int y)
    {
        var (ratioX, ratioY) = ((double)image.Width / reduced.Width, (double)image.Height / reduced.Height);
        var (sum, area) = (0.0, 0.0);
        for (var row = (int)(y * ratioY); row < Math.Min(image.Height, Math.Ceiling((y + 1) * ratioY)); row++)
        {
            for (var column = (int)(x * ratioX); column < Math.Min(image.Width, Math.Ceiling((x + 1) * ratioX)); column++)
            {
                var share = Overlap(x * ratioX, (x + 1) * ratioX, column) * Overlap(y * ratioY, (y + 1) * ratioY, row);
                (sum, area) = (sum + share * image.Pixels[row * image.Width + column], area + share);
            }
        }

        return sum / area;
    }

    private static double Overlap(double from, double to, int pixel) => Math.Max(0, Math.Min(to, pixel + 1) - Math.Max(from, pixel));
}
