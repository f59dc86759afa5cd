using Archive.Domain;
using Archive.Imaging;
using Archive.Pipeline.Receive.Decoding;

namespace Archive.Pipeline.Tests.Receive.Decoding;

/// <summary>A scan of 600 × 750 pixels at 150 dpi fills a page of 288 × 360 points: 4 × 5 inches.</summary>
public sealed class PdfPageDecodingTests : IDisposable
{
    private const string Gray = "/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter /DCTDecode";
    private const string Fill = "288 0 0 360 0 0";

    private static readonly byte[] ScanJpeg = MakeScan().EncodeJpeg(80);

    private readonly TemporaryFolder _folder = new();
    private readonly MasterDecoder _decoder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Decode_OneImageOverThePage_TakenOutExactly()
    {
        using var page = Decode(Scan(new()));
        AssertExact(page, 0);
        Assert.Equal(150, page.MetadataDpi!.Value.Value, 0.01);
    }

    [Fact]
    public void Decode_InvisibleTextOverTheImage_TakenOutExactly()
    {
        using var page = Decode(Scan(new()).Content("BT 3 Tr /F1 20 Tf 40 300 Td (Recognized before) Tj ET"));
        AssertExact(page, 0);
    }

    [Theory]
    [InlineData(90)]
    [InlineData(180)]
    [InlineData(270)]
    public void Decode_RotatedPage_TakenOutAndTurned(int rotation)
    {
        using var page = Decode(Scan(new() { Page = $"/Rotate {rotation}" }));
        AssertExact(page, rotation);
    }

    [Fact]
    public void Decode_ImageDrawnSideways_TakenOutAndTurned()
    {
        var pdf = new TestPdf { Width = 360, Height = 288 };
        using var page = Decode(pdf.Draw(pdf.Image(ScanJpeg, 600, 750, Gray), "0 -288 360 0 0 288"));
        AssertExact(page, 90);
    }

    [Theory]
    [InlineData("BT /F1 9 Tf 30 20 Td (Approved) Tj ET")]
    [InlineData("0 0 1 RG 1 w 30 15 m 250 15 l S")]
    [InlineData("1 g 100 150 60 40 re f")]
    public void Decode_SomethingVisibleOverTheImage_Rendered(string overlay)
    {
        using var page = Decode(Scan(new()).Content(overlay));
        AssertRendered(page, 150);
    }

    [Fact]
    public void Decode_AnnotationOverTheImage_Rendered()
    {
        using var page = Decode(Scan(new() { Page = "/Annots [<</Type /Annot /Subtype /Square /Rect [20 10 80 30] /C [1 0 0] /IC [1 0 0] /F 4>>]" }));
        AssertRendered(page, 150);
        Assert.Equal(32, page.Image.Depth);
    }

    [Fact]
    public void Decode_CroppedPage_OnlyTheCropIsShown()
    {
        using var page = Decode(Scan(new() { Page = "/CropBox [0 180 288 360]" }));
        Assert.Equal((600, 375), (page.Image.Width, page.Image.Height));
    }

    [Fact]
    public void Decode_ImageStrips_JoinedAtTheirResolution()
    {
        var pdf = new TestPdf();
        using var upper = MakeScan();
        var strip = upper.EncodeJpeg(80);
        pdf.Draw(pdf.Image(strip, 600, 750, Gray), "288 0 0 180 0 180").Draw(pdf.Image(strip, 600, 750, Gray), "288 0 0 180 0 0");
        using var page = Decode(pdf);
        Assert.Equal(300, page.MetadataDpi!.Value.Value);
        Assert.Equal((1200, 1500), (page.Image.Width, page.Image.Height));
    }

    [Fact]
    public void Decode_InvertedImage_TakenOutUpright()
    {
        var bits = new byte[75 * 750];
        for (var row = 100; row < 200; row++) bits.AsSpan(row * 75, 40).Fill(0xFF);
        var pdf = new TestPdf();
        using var page = Decode(pdf.Draw(pdf.Image(bits, 600, 750, "/ColorSpace /DeviceGray /BitsPerComponent 1 /Decode [1 0]"), Fill));
        Assert.Equal(1, page.Image.Depth);
        Assert.Equal(bits, page.Image.ToBitonalImage().Rows);
    }

    [Fact]
    public void Decode_SoftMaskedImage_Rendered()
    {
        var pdf = new TestPdf();
        var mask = pdf.Image(new byte[600 * 750], 600, 750, "/ColorSpace /DeviceGray /BitsPerComponent 8");
        using var page = Decode(pdf.Draw(pdf.Image(ScanJpeg, 600, 750, $"{Gray} /SMask {mask + 3} 0 R"), Fill));
        Assert.Equal(1, page.Image.Depth);
        Assert.True(page.Image.ToBitonalImage().Rows.All(octet => octet == 0), "Under a wholly transparent mask the page is white.");
    }

    [Fact]
    public void Decode_VectorText_RenderedAtThreeHundred()
    {
        using var page = Decode(new TestPdf().Content("BT /F1 24 Tf 40 300 Td (Vector text) Tj ET"));
        AssertRendered(page, 300);
        Assert.Equal((1200, 1500), (page.Image.Width, page.Image.Height));
    }

    [Fact]
    public void Decode_GiganticPage_RenderedCoarsely()
    {
        using var page = Decode(new TestPdf { Width = 14_400, Height = 14_400 }.Content("1 0 0 rg 100 100 5000 5000 re f"));
        Assert.InRange((long)page.Image.Width * page.Image.Height, 1_000_000, 100_000_000);
    }

    [Fact]
    public void Decode_ImageThatClaimsAGigapixel_FailsInWords()
    {
        var pdf = new TestPdf();
        var outcome = TryDecode(pdf.Draw(pdf.Image([0], 65_000, 65_000, "/ColorSpace /DeviceGray /BitsPerComponent 1"), Fill));
        Assert.Contains("250 megapixels", Assert.IsType<StageOutcome<DecodedPage>.Failed>(outcome).Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_JpegCutShortInside_DamageIsTold()
    {
        var pdf = new TestPdf();
        using var page = Decode(pdf.Draw(pdf.Image(ScanJpeg[..(ScanJpeg.Length * 6 / 10)], 600, 750, Gray), Fill));
        Assert.False(string.IsNullOrEmpty(page.Damage));
    }

    private static TestPdf Scan(TestPdf pdf) => pdf.Draw(pdf.Image(ScanJpeg, 600, 750, Gray), Fill);

    private static Pix MakeScan()
    {
        var pixels = Enumerable.Repeat((byte)235, 600 * 750).ToArray();
        var random = new Random(5);
        for (var line = 60; line < 640; line += 24)
            for (var x = 60; x < 520; x++)
                if (random.Next(3) > 0)
                    for (var y = line; y < line + 10; y++)
                        pixels[y * 600 + x] = 30;
        return Pix.FromGray(new GrayImage(600, 750, pixels));
    }

    private static void AssertExact(DecodedPage page, int turn)
    {
        using var original = Pix.Decode(ScanJpeg);
        using var expected = original.QuarterTurn(turn);
        Assert.Equal(turn, page.QuarterTurn);
        Assert.Equal(8, page.Image.Depth);
        Assert.Equal(expected.ToGrayImage().Pixels, page.Image.ToGrayImage().Pixels);
        Assert.Null(page.Damage);
    }

    private static void AssertRendered(DecodedPage page, double dpi)
    {
        Assert.Equal(dpi, page.MetadataDpi!.Value.Value);
        using var original = Pix.Decode(ScanJpeg);
        using var gray = page.Image.ToGray();
        Assert.False(gray.ToGrayImage().Pixels.AsSpan().SequenceEqual(original.ToGrayImage().Pixels), "The page is the bare image.");
    }

    private DecodedPage Decode(TestPdf pdf) => Assert.IsType<StageOutcome<DecodedPage>.Done>(TryDecode(pdf)).Value;

    private StageOutcome<DecodedPage> TryDecode(TestPdf pdf)
    {
        var path = _folder.Write("page.pdf", pdf.Bytes());
        var work = Directory.CreateDirectory(Path.Combine(_folder.Path, "work")).FullName;
        var outcome = _decoder.Decode(path, MasterFormat.Pdf, 0, work);
        Assert.Empty(Directory.GetFiles(work));
        return outcome;
    }
}
