using Archive.Domain;
using Archive.Imaging;
using Archive.Pdf.Codecs;
using Archive.Pipeline.Tests.Receive;
using Archive.Pipeline.Viewing;

namespace Archive.Pipeline.Tests.Viewing;

/// <summary>Pictures of page images are what was asked for, pixel by pixel.</summary>
public sealed class PageViewProcessorTests : IDisposable
{
    private const int Width = 1000, Height = 1400;

    private readonly TemporaryFolder _folder = new();
    private readonly PageViewProcessor _processor = new();

    public void Dispose()
    {
        _processor.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(PageImageEncoding.CcittG4)]
    [InlineData(PageImageEncoding.JpegGray)]
    public void Process_Region_IsCutOutWhereItIs(PageImageEncoding encoding)
    {
        var picture = Picture(encoding, new Rendition(new(200, 300, 400, 200), 400, 200));

        // The black square covers 300 to 400 across and 350 to 450 down.
        Assert.Equal((400, 200), (picture.Width, picture.Height));
        Assert.True(Gray(picture, 150, 100) < 60);
        Assert.True(Gray(picture, 50, 100) > 200);
        Assert.True(Gray(picture, 150, 20) > 200);
    }

    [Theory]
    [InlineData(PageImageEncoding.CcittG4, 2)]
    [InlineData(PageImageEncoding.CcittG4, 8)]
    [InlineData(PageImageEncoding.JpegGray, 3)]
    [InlineData(PageImageEncoding.JpegGray, 16)]
    public void Process_Reduced_HasTheSizeAskedForAndTheSquareInItsPlace(PageImageEncoding encoding, int by)
    {
        var picture = Picture(encoding, new Rendition(new(0, 0, Width, Height), Width / by, Height / by));

        Assert.Equal((Width / by, Height / by), (picture.Width, picture.Height));
        Assert.True(Gray(picture, 350 / by, 400 / by) < 100);
        Assert.True(Gray(picture, 600 / by, 400 / by) > 200);
    }

    [Theory]
    [InlineData(PageImageEncoding.JpegGray, 2)]
    [InlineData(PageImageEncoding.JpegGray, 8)]
    [InlineData(PageImageEncoding.CcittG4, 2)]
    [InlineData(PageImageEncoding.CcittG4, 4)]
    [InlineData(PageImageEncoding.CcittG4, 8)]
    public void Process_TileOfASizeThatDoesNotDivide_IsCutAndNotScaledOnceMore(PageImageEncoding encoding, int by)
    {
        // 993 columns are 497 at half size: measured by that ratio a tile would be a little wider than it is, and be blurred to fit.
        const int width = 993, height = 1397;
        var stripes = new byte[width * height];
        for (var at = 0; at < stripes.Length; at++) stripes[at] = (byte)(at % width / by % 2 * 255);
        using var page = Pix.FromGray(new(width, height, stripes));
        var bytes = encoding == PageImageEncoding.CcittG4 ? CcittG4Encoder.Encode(page.Threshold(128).ToBitonalImage()) : page.EncodeJpeg(100);
        var tile = Picture(_folder.Write("stripes", bytes), encoding, width, height, new(new(0, 0, 64 * by, 64 * by), 64, 64, Format: RenditionFormat.Png));
        var last = Picture(_folder.Write("stripes", bytes), encoding, width, height, new(new(64 * by, 0, width - 64 * by, 64 * by), (width - 64 * by + by - 1) / by, 64, Format: RenditionFormat.Png));

        for (var x = 0; x < 64; x++) Assert.InRange(Gray(tile, x, 30), x % 2 == 0 ? 0 : 230, x % 2 == 0 ? 25 : 255);
        for (var x = 0; x < last.Width - 1; x++) Assert.InRange(Gray(last, x, 30), x % 2 == 0 ? 0 : 230, x % 2 == 0 ? 25 : 255);
    }

    [Theory]
    [InlineData(false, 90, 1000, 350)]
    [InlineData(false, 180, 650, 1000)]
    [InlineData(false, 270, 400, 650)]
    [InlineData(true, 0, 650, 400)]
    [InlineData(true, 90, 1000, 650)]
    public void Process_MirroredAndTurned_TakesTheSquareAlong(bool mirrored, int degrees, int x, int y)
    {
        var picture = Picture(PageImageEncoding.JpegGray, new Rendition(new(0, 0, Width, Height), Width, Height, mirrored, degrees, RenditionColour.AsIs, RenditionFormat.Png));

        Assert.Equal(degrees % 180 == 0 ? (Width, Height) : (Height, Width), (picture.Width, picture.Height));
        Assert.True(Gray(picture, x, y) < 60);
    }

    [Fact]
    public void Process_Bitonal_HasNothingInBetween()
    {
        var picture = Picture(PageImageEncoding.JpegGray, new Rendition(new(0, 0, Width, Height), Width / 2, Height / 2, Colour: RenditionColour.Bitonal, Format: RenditionFormat.Png));

        Assert.All(picture.ToGrayImage().Pixels.Distinct(), level => Assert.True(level is 0 or 255));
    }

    [Fact]
    public void Process_DamagedImage_Throws()
    {
        var path = _folder.Write("broken.jpg", [1, 2, 3]);

        Assert.ThrowsAny<Exception>(() => _processor.Process(Work(path, PageImageEncoding.JpegGray, new Rendition(new(0, 0, 10, 10), 10, 10)), default));
    }

    private Pix Picture(PageImageEncoding encoding, Rendition rendition)
    {
        using var page = Page();
        var bytes = encoding == PageImageEncoding.CcittG4 ? CcittG4Encoder.Encode(page.Threshold(128).ToBitonalImage()) : page.EncodeJpeg(95);
        return Picture(_folder.Write($"page-{encoding}", bytes), encoding, Width, Height, rendition);
    }

    private Pix Picture(string path, PageImageEncoding encoding, int width, int height, Rendition rendition)
    {
        var made = Assert.Single(_processor.Process(Work(path, encoding, rendition, width, height), default).Renditions!);
        return Pix.Decode(File.ReadAllBytes(made)).ToGray();
    }

    private PageWork Work(string path, PageImageEncoding encoding, Rendition rendition, int width = Width, int height = Height) =>
        new(path, MasterFormat.Jpeg, 0, _folder.Path, true) { View = new(encoding, width, height, [rendition]) };

    /// <summary>White, with a black square off the middle.</summary>
    private static Pix Page()
    {
        var pixels = new byte[Width * Height];
        Array.Fill(pixels, (byte)255);
        for (var y = 350; y < 450; y++) Array.Fill(pixels, (byte)0, y * Width + 300, 100);
        return Pix.FromGray(new GrayImage(Width, Height, pixels));
    }

    private static int Gray(Pix picture, int x, int y) => picture.ToGrayImage().Pixels[y * picture.Width + x];
}
