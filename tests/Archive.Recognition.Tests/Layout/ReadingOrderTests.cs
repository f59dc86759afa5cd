using Archive.Domain;
using Archive.Recognition.Layout;
using Archive.Recognition.Reading;

namespace Archive.Recognition.Tests.Layout;

public class ReadingOrderTests
{
    [Fact]
    public void Arrange_LabelAndValueOfAFormRow_StandOnOneLine()
    {
        var text = Arrange(Line(2, 900, 104, "Nazarovs"), Line(1, 100, 160, "Vārds:"), Line(2, 900, 163, "Tigrans"), Line(1, 100, 100, "Uzvārds:"));

        Assert.Equal(["Uzvārds: Nazarovs", "Vārds: Tigrans"], text.Lines.Select(line => line.Text));
        Assert.Equal(PixelRect.FromEdges(100, 100, 900 + 8 * 20, 134), text.Lines.First().Box);
    }

    [Fact]
    public void Arrange_ValueInAGapOfItsRow_StandsBetweenTheWordsAboutIt()
    {
        var row = new EngineLine([Word("Dzimis", 100, 100), Word("gadā", 900, 100)], "lav", 1);

        Assert.Equal(["Dzimis 1985 gadā"], Arrange(row, Line(2, 500, 102, "1985")).Lines.Select(line => line.Text));
    }

    [Fact]
    public void Arrange_StampOverAWord_IsALineOfItsOwn() =>
        Assert.Equal(2, Arrange(Line(1, 100, 100, "Pārvaldes lēmums"), Line(2, 150, 105, "SAŅEMTS")).Lines.Count());

    [Fact]
    public void Arrange_TwoColumnsOfProse_AreReadOneAfterTheOther()
    {
        var lines = new List<EngineLine> { Line(0, 100, 20, "Title of the page") };
        for (var i = 0; i < 6; i++)
        {
            lines.Add(Line(2, 1300, 203 + i * 50, $"right column line number {i}"));
            lines.Add(Line(1, 100, 200 + i * 50, $"left column line number {i}"));
        }

        lines.Add(Line(3, 100, 900, "footer"));

        Assert.Equal(
            ["Title of the page", .. Enumerable.Range(0, 6).Select(i => $"left column line number {i}"), .. Enumerable.Range(0, 6).Select(i => $"right column line number {i}"), "footer"],
            Arrange([.. lines]).Lines.Select(line => line.Text));
    }

    [Fact]
    public void Arrange_TableColumns_AreReadAcross()
    {
        var lines = new List<EngineLine>();
        for (var column = 0; column < 3; column++)
            for (var row = 0; row < 5; row++) lines.Add(Line(column, 100 + column * 400, 100 + row * 60 + column, $"r{row}c{column}"));

        Assert.Equal(Enumerable.Range(0, 5).Select(row => $"r{row}c0 r{row}c1 r{row}c2"), Arrange([.. lines]).Lines.Select(line => line.Text));
    }

    [Fact]
    public void Arrange_GapBetweenRows_DividesBlocks()
    {
        var text = Arrange(Line(1, 100, 100, "one"), Line(1, 100, 140, "two"), Line(1, 100, 300, "three"));

        Assert.Equal("one\ntwo\n\nthree\n", text.ToPlainText());
    }

    [Fact]
    public void Arrange_WordsOfTwoLanguages_TakesTheLanguageOfMostLetters()
    {
        var row = new EngineLine([Word("Дело", 100, 100) with { Language = "rus" }, Word("PMR-2019-00017", 300, 100) with { Language = "eng" }], "rus", 1);

        Assert.Equal("eng", Arrange(row).Lines.Single().Language);
    }

    [Fact]
    public void Arrange_NoLines_GivesAnEmptyPage() => Assert.Empty(Arrange().Blocks);

    private static RecognizedText Arrange(params EngineLine[] lines) => ReadingOrder.Arrange(lines, 2480, 3508, new(300));

    private static EngineLine Line(int block, int x, int y, string text)
    {
        var words = new List<EngineWord>();
        foreach (var part in text.Split(' '))
        {
            words.Add(Word(part, x, y));
            x = words[^1].Box.Right + 20;
        }

        return new(words, "lav", block);
    }

    /// <summary>20 pixels a letter, 30 high, its baseline 24 below the top.</summary>
    private static EngineWord Word(string text, int x, int y) =>
        new(text, new(x, y, text.Length * 20, 30), new(0.9), "lav", 0, 0, (x, y + 24, x + text.Length * 20, y + 24));
}
