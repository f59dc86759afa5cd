using Archive.Domain;
using static Archive.Pdf.Tests.TestPages;

namespace Archive.Pdf.Tests.TextLayer;

/// <summary>What poppler reads out of the invisible text, in each of its three orders.</summary>
public class TextLayerTests
{
    public static readonly TheoryData<string> Modes = ["", "-raw", "-layout"];

    [Theory]
    [MemberData(nameof(Modes))]
    public void Text_AnyScalar_ComesBackAsWritten(string mode)
    {
        string[] lines = ["Āčēģīķļņšūž ĀČĒĢĪĶĻŅŠŪŽ uzturēšanās", "Съешь же ещё этих мягких булок ЁЪЫ", "naïve 𝔄rchive 😀 № § „citāts“ €"];

        Assert.Equal(lines, Read(mode, Text(Block([.. lines.Select((line, index) => Line(line, 200, 300 + 80 * index))]))));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Text_WideFormRows_KeepLabelAndValueOnOneLine(string mode)
    {
        (string Label, string Value)[] rows =
        [
            ("Vārds, uzvārds", "Jānis Bērziņš"), ("Dzimšanas datums", "01.02.1980."), ("Personas kods", "010280-12345"), ("Гражданство", "Латвия"),
            ("Adrese", "Brīvības iela 1, Rīga"), ("Tālrunis", "+371 20000000"),
        ];
        var text = Text([.. rows.Select((row, index) => Block(Row(400 + index * 120, 40, (row.Label, 200), (row.Value, 1400))))]);

        Assert.Equal(rows.Select(row => $"{row.Label} {row.Value}"), Read(mode, text));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Text_TightTableRows_StayRows(string mode)
    {
        // Five rows of close lines with a column gap of one letter height, where poppler would see two columns.
        var rows = Enumerable.Range(1, 5).Select(row => Row(400 + row * 55, 40, ($"Rinda{row}", 200), ($"vērtība{row}", 360), ($"{row}00", 1200)));

        Assert.Equal(Enumerable.Range(1, 5).Select(row => $"Rinda{row} vērtība{row} {row}00"), Read(mode, Text(Block([.. rows]))));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Text_SingleCharactersInALine_StayApart(string mode)
    {
        var text = Text(Block(Line([Word("A", 200, 300, 20, 40), Word("B", 235, 300, 20, 40), Word("C", 270, 300, 20, 40)], 340)));

        Assert.Equal(["A B C"], Read(mode, text));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Text_TouchingAndOverlappingBoxes_StayWords(string mode)
    {
        var text = Text(Block(Line([Word("viens", 200, 300, 100, 40), Word("otrs", 300, 300, 90, 40), Word("trešais", 380, 300, 150, 40)], 340)));

        Assert.Equal(["viens otrs trešais"], Read(mode, text));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Text_WordOnTopOfItsForerunner_StaysAWord(string mode)
    {
        var text = Text(Block(Line([Word("125007", 200, 300, 140, 40), Word(",", 335, 300, 8, 40), Word("г.", 342, 300, 40, 40)], 340)));

        Assert.Equal(["125007 , г."], Read(mode, text));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    public void Text_HyphenAtLineEnd_IsReadAsPrinted(string mode)
    {
        var text = Text(Block(Line("termiņuzturē-", 200, 300), Line("šanās atļauja", 200, 360)));

        Assert.Equal(["termiņuzturē-", "šanās atļauja"], Read(mode, text));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(36)]
    public void Text_Prose_HasSingleSpaces(int gap)
    {
        // The wider gap is a typewriter's: nearly a letter's height.
        var lines = Enumerable.Range(0, 3).Select(row => Line([.. Enumerable.Range(0, 6).Select(index => Word("vards", 200 + index * (100 + gap), 300 + row * 60, 100, 40))], 340 + row * 60));
        var text = Text(Block([.. lines]));

        Assert.DoesNotContain("  ", PdfTools.Text(Write(BitonalPage(text))));
    }

    [Fact]
    public void Text_ParagraphWithUnevenLines_IsOneParagraph()
    {
        // Lines without capitals or diacritics measure lower than their neighbours.
        string[] words = ["Ārzemnieka", "nav zem", "Ņemot vērā", "no acme", "Ļoti labi"];
        int[] heights = [48, 40, 48, 36, 48];
        var lines = words.Select((text, index) => Line(text, 200, 348 + 70 * index - heights[index], heights[index]));

        var read = PdfTools.Text(Write(BitonalPage(Text(Block([.. lines])))));

        Assert.Equal(string.Join('\n', words), read.Trim());
    }

    [Fact]
    public void Text_TwoColumns_AreReadOneAfterTheOther()
    {
        var columns = new[] { 200, 1400 }.Select(x => Block([.. Enumerable.Range(1, 6).Select(row => Line($"sleja{x} rinda{row} teksts", x, 400 + row * 60))]));

        var read = Read("", Text([.. columns]));

        Assert.Equal(new[] { 200, 1400 }.SelectMany(x => Enumerable.Range(1, 6).Select(row => $"sleja{x} rinda{row} teksts")), read);
    }

    [Fact]
    public void Text_ControlCharactersAndLigatures_AreDroppedAndSpelledOut()
    {
        var text = Text(Block(Line("o\uFB03ce\u0000 a\u0007b\uFEFF \uFFFE", 200, 300)));

        Assert.Equal(["office ab"], Read("", text));
    }

    [Fact]
    public void Text_EmptyWordsAndLines_AreLeftOut()
    {
        var text = Text(Block(Line("", 200, 300)), Block(), Block(Line([], 0)), Block(Line([Word("x", 200, 500, 0, 0)], 500)));

        Assert.Empty(Read("", text));
    }

    [Fact]
    public void Text_Placeholder_SaysWhichPageAndWhy()
    {
        var read = PdfTools.Text(Write(PlaceholderPage.Create(Width, Height, TestPages.Dpi, 5, "Attēls 'Ēka.jpg' beidzas priekšlaicīgi, " + new string('x', 200))));

        Assert.StartsWith("Page 5 could not be read\n", read);
        Assert.Contains("Attēls 'Ēka.jpg' beidzas priekšlaicīgi,", read);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(20_000, 30)]
    [InlineData(50, 9_000)]
    public void Placeholder_AnySize_Conforms(int width, int height)
    {
        var pdf = Write(PlaceholderPage.Create(width, height, TestPages.Dpi, 1, "Truncated"));

        Assert.Empty(Pdf.Conformance.PdfAConformanceChecker.Check(new MemoryStream(pdf)));
    }

    /// <summary>The lines that are not empty, white space normalized.</summary>
    private static IEnumerable<string> Read(string mode, RecognizedText text) =>
        PdfTools.Text(Write(BitonalPage(Text()) with { Text = text }), mode.Length > 0 ? [mode] : []).Split('\n')
            .Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Where(line => line.Length > 0);
}
