using System.Text;
using System.Text.RegularExpressions;
using Archive.Domain;
using Archive.Pdf.Conformance;
using static Archive.Pdf.Tests.TestPages;

namespace Archive.Pdf.Tests;

public class PdfAWriterTests
{
    /// <summary>A grey and a coloured gradient of 16 × 24 pixels.</summary>
    private const string GrayJpeg =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//" +
        "wAALCAAYABABAREA/8QAFQABAQAAAAAAAAAAAAAAAAAAAAb/xAAWEAADAAAAAAAAAAAAAAAAAAAAFWL/2gAIAQEAAD8AtmlBpREtKDSiIaUGlH//2Q==";

    private const string ColourJpeg =
        "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//" +
        "2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAYABADASIAAhEBAxEB/8QA" +
        "FgABAQEAAAAAAAAAAAAAAAAAAAQG/8QAFRABAQAAAAAAAAAAAAAAAAAAABP/xAAVAQEBAAAAAAAAAAAAAAAAAAAGA//EABoRAAEFAQAAAAAAAAAAAAAAAAAC" +
        "ExVRYRT/2gAMAwEAAhEDEQA/AM3QoloUXjMFsjpJQoBzzooGvrs//9k=";

    private static readonly RecognizedText Form = Text(Block(Line("Iesniegums termiņuzturēšanās atļaujai", 200, 300, 60)), Block(Row(600, 40, ("Vārds", 200), ("Jānis", 1500))));

    [Fact]
    public void Write_TypicalFile_ConformsAndPassesQpdf()
    {
        var pdf = Write(BitonalPage(Form) with { Bookmarks = [new("Iesniegums"), new("Pielikums № 1", 1)] }, PlaceholderPage.Create(Width, Height, TestPages.Dpi, 2, "Truncated JPEG"));

        AssertConforms(pdf);
    }

    [Fact]
    public void Write_Watermarked_ConformsAndSaysTheSame()
    {
        var page = BitonalPage(Form);
        var pdf = Write(page with { Appearance = new WatermarkedAppearance(page.Appearance, "Ilze.Bērziņa 2026-11-23 10:11 UTC") });

        AssertConforms(pdf);
        Assert.Equal(PdfTools.Text(Write(page)), PdfTools.Text(pdf));
        Assert.NotEqual(Rendered(Write(page)), Rendered(pdf));

        static string Rendered(byte[] pdf)
        {
            using var file = new TemporaryFile(pdf);
            return PdfTools.Run("pdftoppm", "-r", "30", "-gray", file.Path).Output;
        }
    }

    [Fact]
    public void Write_SameInputTwice_GivesSameBytes() => Assert.Equal(Write(BitonalPage(Form)), Write(BitonalPage(Form)));

    [Fact]
    public void Write_OtherContent_GivesOtherIdentifier()
    {
        var (one, other) = (Identifier(Write(BitonalPage(Form))), Identifier(Write(BitonalPage(Form), BitonalPage(Form))));

        Assert.NotEqual(one, other);
        static string Identifier(byte[] pdf) => Regex.Match(Encoding.Latin1.GetString(pdf), @"/ID \[<(\w{32})> <\1>\]").Groups[1].Value;
    }

    [Fact]
    public void Write_Info_IsReadByPoppler()
    {
        using var pdf = new TemporaryFile(Write(BitonalPage(Form)));

        var info = PdfTools.Run("pdfinfo", "-isodates", pdf.Path).Output;

        Assert.Contains("Uzturēšanās atļauja – дело № 42", info);
        Assert.Contains("2026-11-22T13:05:09+02", info);
        Assert.Contains("595.2 x 841.92 pts (A4)", info);
        var metadata = PdfTools.Run("pdfinfo", "-meta", pdf.Path).Output;
        Assert.Contains("<dc:identifier>UAT-2020-00042</dc:identifier>", metadata);
        Assert.Contains("Batch 7 &lt;scans &amp; more&gt;, 3 masters", metadata);
    }

    [Fact]
    public void Write_PagesForThreeLevels_HaveBalancedTreeAndLabels()
    {
        var blank = PdfPage.FromImage(new(PageImageEncoding.CcittG4, 8, 8, Archive.Pdf.Codecs.CcittG4Encoder.Encode(new(8, 8, new byte[8]))), 800, 800, TestPages.Dpi);
        var pdf = Write([.. Enumerable.Range(0, 4200).Select(index => blank with { Label = index < 4 ? $"0{index}" : $"A-{index}" })]);

        AssertConforms(pdf);
        using var file = new TemporaryFile(pdf);
        Assert.Equal("4200\n", PdfTools.Run("qpdf", "--show-npages", file.Path).Output);
        Assert.Equal(3, Regex.Count(Encoding.Latin1.GetString(pdf), @"\d+ << (/P <\w+> )?(/S /D /St \d+ )?>>"));
    }

    [Theory]
    [InlineData(20_000, 40, 20, 14_400)]
    [InlineData(1, 1, 300, 3)]
    [InlineData(20_000, 1, 300, 4800)]
    public void Write_ExtremePageSize_StaysWithinLimits(int width, int height, double dpi, double expectedWidth)
    {
        var page = PdfPage.FromImage(new(PageImageEncoding.CcittG4, 8, 8, Archive.Pdf.Codecs.CcittG4Encoder.Encode(new(8, 8, new byte[8]))), width, height, new(dpi));

        var pdf = Write(page with { Text = new(width, height, new(dpi), [Block(Line([Word("x", 0, 0, width, height)], height))]) });

        AssertConforms(pdf);
        var box = Regex.Match(Encoding.Latin1.GetString(pdf), @"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]( /UserUnit (\d+))?");
        Assert.InRange(double.Parse(box.Groups[1].Value), Math.Min(expectedWidth, 3), 14_400);
        if (box.Groups[4].Success) Assert.Equal(width * 72 / dpi, double.Parse(box.Groups[1].Value) * double.Parse(box.Groups[4].Value), 1.0);
        else Assert.Equal(expectedWidth, double.Parse(box.Groups[1].Value), 0.01);
    }

    [Theory]
    [InlineData(GrayJpeg, PageImageEncoding.JpegGray, "gray", "1")]
    [InlineData(ColourJpeg, PageImageEncoding.JpegColor, "rgb", "3")]
    public void Write_Jpeg_PassesThroughUntouched(string base64, PageImageEncoding encoding, string colour, string components)
    {
        var jpeg = Convert.FromBase64String(base64);
        var pdf = Write(PdfPage.FromImage(new(encoding, 16, 24, jpeg), 2480, 3508, TestPages.Dpi));

        AssertConforms(pdf);
        Assert.True(pdf.AsSpan().IndexOf(jpeg) > 0, "The JPEG's bytes are not in the file.");
        using var file = new TemporaryFile(pdf);
        var list = PdfTools.Run("pdfimages", "-list", file.Path).Output;
        Assert.Matches($@"image +16 +24 +{colour} +{components} +8 +jpeg +no", list);
    }

    [Fact]
    public void Write_JpegOfOtherKind_IsRefused()
    {
        var jpeg = Convert.FromBase64String(GrayJpeg);

        Assert.Throws<ArgumentException>(() => Write(PdfPage.FromImage(new(PageImageEncoding.JpegColor, 16, 24, jpeg), 2480, 3508, TestPages.Dpi)));
        Assert.Throws<ArgumentException>(() => Write(PdfPage.FromImage(new(PageImageEncoding.JpegGray, 17, 24, jpeg), 2480, 3508, TestPages.Dpi)));
        Assert.Throws<ArgumentException>(() => Write(PdfPage.FromImage(new(PageImageEncoding.JpegGray, 16, 24, jpeg.AsMemory(20)), 2480, 3508, TestPages.Dpi)));
    }

    [Fact]
    public void Write_Jbig2_PassesThroughUntouched()
    {
        var page = BitonalPage(Form, PageImageEncoding.Jbig2);
        var pdf = Write(page);

        AssertConforms(pdf);
        Assert.True(pdf.AsSpan().IndexOf(Archive.Pdf.Codecs.Jbig2Encoder.Encode(Picture(Form))) > 0, "The JBIG2 data is not in the file.");
        using var file = new TemporaryFile(pdf);
        Assert.Matches("image +2480 +3508 +gray +1 +1 +jbig2 +no", PdfTools.Run("pdfimages", "-list", file.Path).Output);
    }

    [Fact]
    public void Write_Jbig2OfOtherKind_IsRefused()
    {
        var data = Archive.Pdf.Codecs.Jbig2Encoder.Encode(new(16, 24, new byte[48]));
        byte[] fileHeader = [0x97, 0x4A, 0x42, 0x32, 0x0D, 0x0A, 0x1A, 0x0A, 1, 0, 0, 0, 1];

        Assert.Throws<ArgumentException>(() => Write(PdfPage.FromImage(new(PageImageEncoding.Jbig2, 17, 24, data), 2480, 3508, TestPages.Dpi)));
        Assert.Throws<ArgumentException>(() => Write(PdfPage.FromImage(new(PageImageEncoding.Jbig2, 16, 24, data.AsMemory(..^1)), 2480, 3508, TestPages.Dpi)));
        Assert.Throws<ArgumentException>(() => Write(PdfPage.FromImage(new(PageImageEncoding.Jbig2, 16, 24, (byte[])[.. fileHeader, .. data]), 2480, 3508, TestPages.Dpi)));
    }

    [Theory]
    [InlineData(PageImageEncoding.CcittG4)]
    [InlineData(PageImageEncoding.Jbig2)]
    public void Write_BitonalImage_ShowsInkBlack(PageImageEncoding encoding)
    {
        var text = Text(Block(Line([Word("ink", 1000, 1000, 400, 800)], 1800)));
        using var file = new TemporaryFile(Write(BitonalPage(text, encoding)));

        // 2,480 × 3,508 pixels at a tenth: the ink's middle lies at 120, 140.
        var (exit, output, _) = PdfTools.Run("pdftoppm", "-gray", "-r", "30", "-x", "115", "-y", "135", "-W", "10", "-H", "10", file.Path);

        Assert.Equal(0, exit);
        Assert.Equal(new string('\0', 100), output[^100..]);
    }

    [Fact]
    public void Finish_NoPages_Throws()
    {
        using var writer = new PdfAWriter(Stream.Null, Info);

        Assert.Throws<InvalidOperationException>(writer.Finish);
    }

    [Theory]
    [InlineData("latviešu")]
    [InlineData("")]
    [InlineData("lv LV")]
    public void Create_LanguageThatIsNoTag_Throws(string language) =>
        Assert.Throws<ArgumentException>(() => new PdfAWriter(Stream.Null, Info with { Languages = ["lv", language] }));

    [Fact]
    public void Write_TitleWithControlCharacters_Conforms() =>
        AssertConforms(Write(Info with { Title = "A\u0001 b\tc\uFFFE<&> \uD83D\uDE00" + new string('ā', 5000), Provenance = null, Identifier = null, Languages = [] }, BitonalPage(Form)));

    private static void AssertConforms(byte[] pdf)
    {
        Assert.Empty(PdfAConformanceChecker.Check(new MemoryStream(pdf)));
        using var file = new TemporaryFile(pdf);
        var (exit, output, errors) = PdfTools.Run("qpdf", "--check", file.Path);
        Assert.True(exit == 0, output + errors);
    }
}
