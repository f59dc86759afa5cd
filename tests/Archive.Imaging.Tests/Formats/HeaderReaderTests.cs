using Archive.Imaging.Formats;
using Archive.Imaging.Tests.Decoding;

namespace Archive.Imaging.Tests.Formats;

public class HeaderReaderTests
{
    private static readonly byte[] Start = [0xFF, 0xD8];
    private static readonly byte[] Rest = [0xFF, 0xC0, 0, 11, 8, 0, 20, 0, 30, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0xFF, 0xD9];

    [Theory]
    [InlineData(1, 300, 300)]
    [InlineData(2, 118, 299.72)]
    public void Inspect_JfifDensity_InDotsPerInch(byte unit, int density, double expected)
    {
        byte[] number = TestImages.BigEndian(density)[2..];
        var header = Only([.. Start, .. Segment(0xE0, [.. "JFIF\0"u8, 1, 2, unit, .. number, .. number, 0, 0]), .. Rest]);
        Assert.Equal((30, 20), (header.Width, header.Height));
        Assert.Equal(expected, header.DpiX!.Value, 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Inspect_ExifInJpeg_OrientationAndResolution(bool bigEndian)
    {
        var exif = TestImages.Tiff(bigEndian, ([], [(274, 3, [6]), (282, 5, [400, 1]), (283, 5, [400, 1]), (296, 3, [2])]));
        var header = Only([.. Start, .. Segment(0xE1, [.. "Exif\0\0"u8, .. exif]), .. Rest]);
        Assert.Equal((6, 400.0, 400.0), (header.Orientation, header.DpiX, header.DpiY));
    }

    [Fact]
    public void Inspect_StrayBytesBetweenSegments_SkippedAndCounted()
    {
        var header = Only([.. Start, .. Segment(0xFE, [9]), 1, 2, 3, .. Segment(0xFE, [8]), .. new byte[5000], .. Rest]);
        Assert.Equal(2, header.Jpeg!.StrayRuns);
    }

    [Fact]
    public void Inspect_BrokenExif_ImageIsStillTaken() =>
        Assert.Equal(1, Only([.. Start, .. Segment(0xE1, [.. "Exif\0\0"u8, .. "II*\0"u8, 255, 255, 255, 127]), .. Rest]).Orientation);

    [Fact]
    public void Inspect_PngDensity_InDotsPerInch()
    {
        byte[] density = [.. TestImages.BigEndian(11_811), .. TestImages.BigEndian(11_811), 1];
        Assert.Equal(300, Only(TestImages.Png(1, 1, 8, 0, [0], density: density)).DpiX!.Value, 1);
    }

    [Fact]
    public void Inspect_PngWithSpoiltHeader_ChecksumTells()
    {
        var png = TestImages.Png(1, 1, 8, 0, [0]);
        TestImages.BigEndian(65_000).CopyTo(png, 16);
        Assert.Contains("checksum", Reason(png), StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_TiffClaimingGigantic_RefusedWithSizeAndLimit() =>
        Assert.Equal(
            "the image claims 65,000 × 65,000 pixels; the limit is 250 megapixels",
            Reason(TestImages.Tiff(false, ([0], TestImages.Fields(65_000, 65_000, [1], 1)))));

    [Fact]
    public void Inspect_TiffWithOneGoodPage_BadPageIsCountedWithItsFault()
    {
        var pages = Pages(TestImages.Tiff(true, ([0], TestImages.Fields(1, 1, [8], 1)), ([0], TestImages.Fields(0, 9, [8], 1))));
        Assert.Null(pages[0].Fault);
        Assert.Contains("0 × 9", pages[1].Fault, StringComparison.Ordinal);
    }

    [Fact]
    public void Inspect_TiffThumbnail_IsNoPage()
    {
        var tiff = TestImages.Tiff(false, (new byte[64], TestImages.Fields(8, 8, [8], 1)), ([0], TestImages.Fields(1, 1, [8], 1, (254, 4, [1]))));
        Assert.Equal(8, Assert.Single(Pages(tiff)).Width);
    }

    [Fact]
    public void Inspect_TiffCutInItsSecondDirectory_SecondPageTells()
    {
        var tiff = TestImages.Tiff(false, ([0], TestImages.Fields(1, 1, [8], 1)), (new byte[10], TestImages.Fields(10, 1, [8], 1)));
        var second = Pages(tiff[..^20])[1];
        Assert.Contains("cut short", second.Fault, StringComparison.Ordinal);
    }

    private static byte[] Segment(byte marker, byte[] body) => [0xFF, marker, (byte)(body.Length + 2 >> 8), (byte)(body.Length + 2), .. body];

    private static ImageHeader Only(byte[] data) => Assert.Single(Pages(data));

    private static IReadOnlyList<ImageHeader> Pages(byte[] data) => Assert.IsType<ImageInspection.Accepted>(ImageInspector.Inspect(data)).Pages;

    private static string Reason(byte[] data) => Assert.IsType<ImageInspection.Rejected>(ImageInspector.Inspect(data)).Reason;
}
