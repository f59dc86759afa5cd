namespace Archive.Domain.Tests;

public sealed class RecognizedTextTests
{
    private static readonly RecognizedText Page = new(100, 100, new Dpi(300), [Block(["Termiņa", "uzturēšanās"], ["atļauja"]), Block(["миграция"])]);

    [Fact]
    public void ToPlainText_Blocks_AreLinesWithAnEmptyLineBetweenBlocks() =>
        Assert.Equal("Termiņa uzturēšanās\natļauja\n\nмиграция\n", Page.ToPlainText());

    [Fact]
    public void Words_Page_AreInReadingOrder() =>
        Assert.Equal(["Termiņa", "uzturēšanās", "atļauja", "миграция"], Page.Words.Select(word => word.Text));

    [Fact]
    public void ToPlainText_NoBlocks_IsEmpty() => Assert.Equal("", (Page with { Blocks = [] }).ToPlainText());

    private static TextBlock Block(params string[][] lines) => new(default, lines.Select(Line).ToList());

    private static TextLine Line(string[] words) =>
        new(default, 0, 0, "lav", words.Select(word => new TextWord(word, default, new Confidence(1))).ToList());
}
