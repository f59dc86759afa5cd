using Archive.Imaging;
using Archive.Samples.Encoders;
using Archive.Samples.Rendering;
using Archive.Samples.Scanning;

namespace Archive.Samples.Tests;

public class ImageFileTests
{
    [Theory]
    [InlineData(ScanFormat.Jpeg, ColourMode.Colour, 32)]
    [InlineData(ScanFormat.Jpeg, ColourMode.Gray, 8)]
    [InlineData(ScanFormat.Png, ColourMode.Colour, 32)]
    [InlineData(ScanFormat.Png, ColourMode.Bitonal, 1)]
    [InlineData(ScanFormat.TiffG4, ColourMode.Bitonal, 1)]
    [InlineData(ScanFormat.TiffLzw, ColourMode.Gray, 8)]
    [InlineData(ScanFormat.TiffJpeg, ColourMode.Colour, 32)]
    public void Encode_EachFormat_ClaimsTheTagAndKeepsTheDepth(ScanFormat format, ColourMode colour, int depth)
    {
        foreach (var tag in ImageFiles.Extension(format) == ".tif" ? new int?[] { 300, 72 } : [300, 72, null])
        {
            var conditions = new ScanConditions { Format = format, Colour = colour, TaggedDpi = tag };
            using var pix = ImageFiles.ToPix(Half(), conditions);

            using var decoded = Pix.Decode(ImageFiles.Encode(pix, conditions));

            Assert.Equal((40, 30, depth), (decoded.Width, decoded.Height, decoded.Depth));
            Assert.Equal(tag ?? 0, decoded.XResolution);
        }
    }

    [Fact]
    public void ToPix_TiffWithoutResolution_IsRefused() =>
        Assert.Throws<ArgumentException>(() => ImageFiles.ToPix(Half(), new() { Format = ScanFormat.TiffLzw, TaggedDpi = null }));

    [Fact]
    public void ToPix_Bitonal_PutsInkWhereItIsDark()
    {
        using var pix = ImageFiles.ToPix(Half(), new() { Colour = ColourMode.Bitonal });

        var rows = pix.ToBitonalImage().Rows;
        Assert.Equal([0xFF, 0xFF, 0xF0, 0, 0], rows[..5]);
    }

    /// <summary>Dark on the left, paper on the right.</summary>
    private static Raster Half()
    {
        var image = new Raster(40, 30);
        for (var i = 0; i < image.Pixels.Length; i++) image.Pixels[i] = (byte)(i / 3 % 40 < 20 ? 30 : 240);
        return image;
    }
}
