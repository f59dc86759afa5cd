using Archive.Domain;
using Archive.Imaging.Analysis;

namespace Archive.Imaging.Tests.Analysis;

public class GrayReducerTests
{
    [Theory]
    [InlineData(2, 101, 37)]
    [InlineData(3, 64, 64)]
    [InlineData(6, 203, 50)]
    [InlineData(16, 130, 33)]
    public void Reduce_RandomImage_AveragesEachBlock(int factor, int width, int height)
    {
        var image = Noise(width, height);
        using var pix = Pix.FromGray(image);

        var reduced = GrayReducer.Reduce(pix, factor);

        Assert.Equal((width / factor, height / factor), (reduced.Width, reduced.Height));
        for (var y = 0; y < reduced.Height; y++)
        {
            for (var x = 0; x < reduced.Width; x++)
            {
                var sum = 0;
                for (var i = 0; i < factor * factor; i++) sum += image.Pixels[(y * factor + i / factor) * width + x * factor + i % factor];
                Assert.Equal((int)Math.Floor(sum / (double)(factor * factor) + 0.5), reduced.Pixels[y * reduced.Width + x]);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void Reduce_FactorOneOrLargerThanTheImage_GivesTheImage(int factor)
    {
        var image = Noise(20, 8);
        using var pix = Pix.FromGray(image);

        Assert.Equal(image.Pixels, GrayReducer.Reduce(pix, factor).Pixels);
    }

    [Fact]
    public void Reduce_FactorZero_IsRefused()
    {
        using var pix = Pix.FromGray(Noise(4, 4));

        Assert.Throws<ArgumentOutOfRangeException>(() => GrayReducer.Reduce(pix, 0));
    }

    private static GrayImage Noise(int width, int height)
    {
        var pixels = new byte[width * height];
        new Random(5).NextBytes(pixels);
        return new(width, height, pixels);
    }
}
