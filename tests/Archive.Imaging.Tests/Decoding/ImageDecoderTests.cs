using Archive.Domain;
using Archive.Imaging.Decoding;
using Archive.Imaging.Formats;

namespace Archive.Imaging.Tests.Decoding;

public sealed class ImageDecoderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive-decode-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Decode_SixteenBitGrayPng_UpperByteKept()
    {
        using var image = DecodeWhole(TestImages.Png(2, 1, 16, 0, [0x12, 0x34, 0xFE, 0x01]));
        Assert.Equal([0x12, 0xFE], Gray(image));
    }

    [Fact]
    public void Decode_BlackAndWhitePalettePng_Bitonal()
    {
        using var image = DecodeWhole(TestImages.Png(8, 1, 1, 3, [0b1010_0000], [255, 255, 255, 0, 0, 0]));
        Assert.Equal(1, image.Depth);
        Assert.Equal([0b1010_0000], image.ToBitonalImage().Rows);
    }

    [Fact]
    public void Decode_GrayPalettePng_Gray()
    {
        using var image = DecodeWhole(TestImages.Png(3, 1, 8, 3, [0, 1, 2], [10, 10, 10, 200, 200, 200, 90, 90, 90]));
        Assert.Equal([10, 200, 90], Gray(image));
    }

    [Fact]
    public void Decode_ColourPalettePng_Colour()
    {
        using var image = DecodeWhole(TestImages.Png(2, 1, 8, 3, [1, 0], [10, 20, 30, 200, 100, 50]));
        Assert.Equal([(200, 100, 50), (10, 20, 30)], Colours(image));
    }

    [Fact]
    public void Decode_AlphaPng_ComposedOverWhite()
    {
        using var image = DecodeWhole(TestImages.Png(3, 1, 8, 6, [200, 100, 0, 255, 200, 100, 0, 0, 0, 0, 100, 128]));
        var colours = Colours(image);
        Assert.Equal([(200, 100, 0), (255, 255, 255)], colours[..2]);
        Assert.InRange(colours[2].Red, 126, 128);
        Assert.InRange(colours[2].Blue, 175, 179);
    }

    [Fact]
    public void Decode_TransparentPalettePng_ComposedOverWhite()
    {
        using var image = DecodeWhole(TestImages.Png(2, 1, 8, 3, [0, 1], [10, 20, 30, 200, 100, 50], [0]));
        Assert.Equal([(255, 255, 255), (200, 100, 50)], Colours(image));
    }

    [Fact]
    public void Decode_AdobeCmykJpeg_Red()
    {
        using var image = DecodeWhole(TestImages.AdobeCmykJpeg);
        var (red, green, blue) = Colours(image)[0];
        Assert.True(red > 245 && green < 12 && blue < 12, $"{red}, {green}, {blue}");
    }

    [Fact]
    public void Decode_PlainCmykJpeg_InkNotInverted()
    {
        using var image = DecodeWhole(TestImages.PlainCmykJpeg);
        var (red, green, blue) = Colours(image)[0];
        Assert.InRange(red, 72, 80);
        Assert.InRange(green, 80, 88);
        Assert.InRange(blue, 248, 255);
    }

    [Fact]
    public void Decode_OnePixel_Kept()
    {
        using var image = DecodeWhole(TestImages.Png(1, 1, 8, 0, [77]));
        Assert.Equal([77], Gray(image));
    }

    [Fact]
    public void Decode_StripOfTwentyThousandPixels_Kept()
    {
        using var strip = Pix.FromGray(new GrayImage(20_000, 3, Enumerable.Range(0, 60_000).Select(value => (byte)value).ToArray()));
        using var image = DecodeWhole(strip.EncodePng());
        Assert.Equal(strip.ToGrayImage().Pixels, Gray(image));
    }

    [Fact]
    public void Decode_GrayJpeg2000_Lossless()
    {
        using var image = DecodeWhole(TestImages.GrayJpeg2000);
        var pixels = Gray(image);
        Assert.Equal((32, 24, 126, 255), (image.Width, image.Height, pixels[0], pixels[^1]));
    }

    [Fact]
    public void Decode_ColourJpeg2000_Lossless()
    {
        using var image = DecodeWhole(TestImages.ColourJpeg2000);
        var colours = Colours(image);
        Assert.Equal((255, 0, 0), colours[0]);
        Assert.Equal((0, 0, 255), colours[^1]);
    }

    private Pix DecodeWhole(byte[] data)
    {
        var decoded = DecodeFirst(_folder, data);
        Assert.Null(decoded.Damage);
        return decoded.Image;
    }

    internal static DecodedImage DecodeFirst(string folder, byte[] data) =>
        Assert.IsType<StageOutcome<DecodedImage>.Done>(TryDecodeFirst(folder, data)).Value;

    internal static StageOutcome<DecodedImage> TryDecodeFirst(string folder, byte[] data)
    {
        if (ImageInspector.Inspect(data) is not ImageInspection.Accepted accepted) return new StageOutcome<DecodedImage>.Failed("rejected");
        var path = Path.Combine(folder, "image");
        File.WriteAllBytes(path, data);
        var outcome = ImageDecoder.Decode(path, accepted.Format, accepted.Pages[0], folder);
        Assert.Equal([path], Directory.GetFiles(folder));
        return outcome;
    }

    internal static byte[] Gray(Pix image)
    {
        Assert.Equal(8, image.Depth);
        return image.ToGrayImage().Pixels;
    }

    internal static (int Red, int Green, int Blue)[] Colours(Pix image)
    {
        Assert.Equal(32, image.Depth);
        using var red = image.ToGray(1, 0, 0);
        using var green = image.ToGray(0, 1, 0);
        using var blue = image.ToGray(0, 0, 1);
        var (reds, greens, blues) = (red.ToGrayImage().Pixels, green.ToGrayImage().Pixels, blue.ToGrayImage().Pixels);
        return reds.Select((value, index) => ((int)value, (int)greens[index], (int)blues[index])).ToArray();
    }
}
