using Archive.Domain;

namespace Archive.Imaging.Tests;

public class PixTests
{
    private static GrayImage Gradient(int width, int height)
    {
        var pixels = new byte[width * height];
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++)
                pixels[y * width + x] = (byte)(x * 7 + y * 13);
        return new(width, height, pixels);
    }

    [Fact]
    public void LibraryVersion_Always_NamesLeptonicaAndItsCodecs()
    {
        Assert.StartsWith("leptonica-", Pix.LibraryVersion);
        Assert.Contains("libjpeg", Pix.LibraryVersion);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(31, 5)]
    [InlineData(33, 7)]
    public void ToGrayImage_AfterFromGray_GivesTheSamePixels(int width, int height)
    {
        var image = Gradient(width, height);
        using var pix = Pix.FromGray(image);
        Assert.Equal(image.Pixels, pix.ToGrayImage().Pixels);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(64)]
    public void ToBitonalImage_AfterFromBitonal_GivesTheSameBits(int width)
    {
        var stride = (width + 7) / 8;
        var rows = new byte[stride * 2];
        rows[0] = 0x80;
        using var pix = Pix.FromBitonal(new(width, 2, rows));
        Assert.Equal(rows, pix.ToBitonalImage().Rows);
    }

    [Fact]
    public void EncodePng_ThenDecode_IsLossless()
    {
        var image = Gradient(40, 30);
        using var pix = Pix.FromGray(image);
        using var back = Pix.Decode(pix.EncodePng());
        Assert.Equal(image.Pixels, back.ToGrayImage().Pixels);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public void QuarterTurn_OfAMarkedCorner_MatchesTheTransform(int degrees)
    {
        var pixels = new byte[12 * 8];
        pixels[2 * 12 + 1] = 255;
        using var pix = Pix.FromGray(new(12, 8, pixels));
        using var turned = pix.QuarterTurn(degrees);
        var (x, y) = AffineTransform.QuarterTurn(degrees, 12, 8).Apply(1.5, 2.5);
        Assert.Equal(255, turned.ToGrayImage().Pixels[(int)y * turned.Width + (int)x]);
    }

    [Fact]
    public void Rotate_ByAPositiveAngle_TurnsClockwise()
    {
        var pixels = new byte[101 * 101];
        Array.Fill(pixels, (byte)255);
        for (var x = 0; x < 101; x++) pixels[50 * 101 + x] = 0;
        using var pix = Pix.FromGray(new(101, 101, pixels));
        using var rotated = pix.Rotate(new Degrees(10));
        var image = rotated.ToGrayImage();
        Assert.True(image.Pixels[57 * 101 + 90] < 100, "the right end of the line must go down");
        Assert.True(image.Pixels[43 * 101 + 10] < 100, "the left end of the line must go up");
    }

    [Fact]
    public void DecodeJpeg_OfATruncatedFile_Warns()
    {
        using var pix = Pix.FromGray(Gradient(200, 200));
        var jpeg = pix.EncodeJpeg(80);
        var (whole, none) = Pix.DecodeJpeg(jpeg);
        whole.Dispose();
        Assert.Equal(0, none);
        var (part, warnings) = Pix.DecodeJpeg(jpeg.AsSpan(0, jpeg.Length / 2));
        part.Dispose();
        Assert.True(warnings > 0);
    }

    [Fact]
    public void Decode_OfGarbage_SaysSo() =>
        Assert.Contains("decode", Assert.Throws<ImagingException>(() => Pix.Decode("not an image at all"u8)).Message);

    [Fact]
    public void Dispose_OverAThousandImages_GivesTheMemoryBack()
    {
        for (var i = 0; i < 50; i++) Pix.Create(1000, 1000, 32).Dispose();
        var before = Environment.WorkingSet;
        for (var i = 0; i < 1000; i++) Pix.Create(1000, 1000, 32).Dispose();
        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 1_000_000_000);
    }
}
