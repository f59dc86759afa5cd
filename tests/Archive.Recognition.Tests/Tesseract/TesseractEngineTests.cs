using Archive.Testing;

namespace Archive.Recognition.Tests.Tesseract;

public class TesseractEngineTests
{
    private static readonly Dictionary<string, string> _none = [];

    [Fact]
    public void Version_OfTheLibrary_IsFive() => Assert.Matches(@"^5\.\d+\.\d+", TesseractEngine.Version);

    [Fact]
    public void Constructor_MissingModels_NamesTheDebianPackages()
    {
        var missing = Assert.Throws<RecognitionException>(() => new TesseractEngine(TessdataFolder.Find(), ["eng", "tlh", "aze_cyrl_x"], _none));

        Assert.Contains("apt-get install tesseract-ocr-tlh tesseract-ocr-aze-cyrl-x", missing.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("tesseract-ocr-eng", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dispose_SeveralEnginesOneAfterTheOther_LeavesEachNewOneWorking()
    {
        var image = PrintedText.Line("Archive 2024");
        for (var i = 0; i < 3; i++)
        {
            var engine = new TesseractEngine(TessdataFolder.Find(), ["eng"], _none);
            Assert.Equal(["Archive", "2024"], engine.Recognize(image, PrintedText.Dpi, Segmentation.SingleLine).Select(word => word.Text));
            engine.Dispose();
            engine.Dispose();
        }
    }

    [Theory]
    [InlineData("lav", "Pārvaldes lēmums par uzturēšanās atļauju")]
    [InlineData("rus", "Решение управления по делам миграции")]
    [InlineData("eng", "The applicant submitted seven documents")]
    public void Recognize_PrintedLine_ReadsItWithBoxesAndConfidence(string language, string text)
    {
        using var engine = new TesseractEngine(TessdataFolder.Find(), [language], _none);
        var image = PrintedText.Line(text);

        var words = engine.Recognize(image, PrintedText.Dpi, Segmentation.SingleLine);

        Assert.Equal(text, string.Join(' ', words.Select(word => word.Text)));
        Assert.All(words, word => Assert.InRange(word.Confidence.Value, 0.8, 1));
        Assert.All(words, word => Assert.Equal(language, word.Language));
        Assert.All(words, word => Assert.InRange(word.Box.Height, 25, 60));
        Assert.All(words.Zip(words.Skip(1)), pair => Assert.True(pair.First.Box.Right <= pair.Second.Box.X));
        Assert.All(words, word => Assert.InRange(word.Baseline.Y1, 66, 74));
    }

    [Fact]
    public void Recognize_Region_ReadsWhatLiesInItInPixelsOfTheImage()
    {
        using var engine = new TesseractEngine(TessdataFolder.Find(), ["eng"], _none);
        var image = PrintedText.Line("first second");
        var whole = engine.Recognize(image, PrintedText.Dpi, Segmentation.SingleLine);
        var second = whole[1].Box;

        var word = Assert.Single(engine.Recognize(image, PrintedText.Dpi, Segmentation.SingleLine, new(second.X - 10, 0, second.Width + 20, 110)));

        Assert.Equal("second", word.Text);
        Assert.InRange(word.Box.X, second.X - 3, second.X + 3);
    }

    [Fact]
    public void Recognize_EmptyPaper_GivesNoWords()
    {
        using var engine = new TesseractEngine(TessdataFolder.Find(), ["eng"], _none);

        Assert.Empty(engine.Recognize(TestPages.Paper(300, 100), PrintedText.Dpi, Segmentation.Automatic));
    }

    [Fact]
    public void Set_UnknownVariable_IsRefused()
    {
        using var engine = new TesseractEngine(TessdataFolder.Find(), ["eng"], _none);

        Assert.Throws<ArgumentException>(() => engine.Set("no_such_variable", "1"));
    }
}
