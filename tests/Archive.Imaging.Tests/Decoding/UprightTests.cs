using Archive.Domain;
using Archive.Imaging.Decoding;

namespace Archive.Imaging.Tests.Decoding;

public class UprightTests
{
    // Where the stored pixels 1 2 3 / 4 5 6 are shown, by the definition of each orientation (TIFF 6.0, tag 274).
    [Theory]
    [InlineData(1, 3, new byte[] { 1, 2, 3, 4, 5, 6 })]
    [InlineData(2, 3, new byte[] { 3, 2, 1, 6, 5, 4 })]
    [InlineData(3, 3, new byte[] { 6, 5, 4, 3, 2, 1 })]
    [InlineData(4, 3, new byte[] { 4, 5, 6, 1, 2, 3 })]
    [InlineData(5, 2, new byte[] { 1, 4, 2, 5, 3, 6 })]
    [InlineData(6, 2, new byte[] { 4, 1, 5, 2, 6, 3 })]
    [InlineData(7, 2, new byte[] { 6, 3, 5, 2, 4, 1 })]
    [InlineData(8, 2, new byte[] { 3, 6, 2, 5, 1, 4 })]
    public void Apply_EachOrientation_PixelsAndTransformAgree(int orientation, int width, byte[] expected)
    {
        var upright = Upright.Apply(Pix.FromGray(new GrayImage(3, 2, [1, 2, 3, 4, 5, 6])), orientation);
        using var image = upright.Image;
        Assert.Equal(width, image.Width);
        var shown = image.ToGrayImage().Pixels;
        Assert.Equal(expected, shown);
        for (var at = 0; at < 6; at++)
        {
            var (x, y) = upright.FromStored.Apply(at % 3 + 0.5, at / 3 + 0.5);
            Assert.Equal(at + 1, shown[(int)y * width + (int)x]);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Turned_Thumbnail_AgreesWithTheImageTurned(int orientation)
    {
        var pixels = Enumerable.Range(0, 12 * 9).Select(value => (byte)(value * 2)).ToArray();
        using var stored = Pix.FromGray(new GrayImage(12, 9, pixels));
        using var turned = Upright.Apply(stored.Copy(), orientation).Image;
        var expected = ColourThumbnail.Of(turned, turned.Width, turned.Height);
        Assert.Equal(0, ColourThumbnail.Of(stored, 12, 9).Turned(orientation).CountUnlike(expected, 0));
    }

    [Fact]
    public void CountUnlike_OneSpotMore_IsFound()
    {
        var plain = Enumerable.Repeat((byte)255, 20 * 20).ToArray();
        var spotted = (byte[])plain.Clone();
        spotted[10 * 20 + 10] = 0;
        using var first = Pix.FromGray(new GrayImage(20, 20, plain));
        using var second = Pix.FromGray(new GrayImage(20, 20, spotted));
        Assert.Equal(1, ColourThumbnail.Of(first, 20, 20).CountUnlike(ColourThumbnail.Of(second, 20, 20), 40));
    }
}
