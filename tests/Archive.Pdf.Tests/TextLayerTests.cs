using Archive.Domain;
using static Archive.Pdf.Tests.TestPages;

namespace Archive.Pdf.Tests;

/// <summary>What poppler reads out of the invisible text.</summary>
public class TextLayerTests
{
    [Theory]
    [InlineData]
    [InlineData("-raw")]
    [InlineData("-layout")]
    public void Text_AnyScalar_ComesBackAsWritten(params string[] mode)
    {
        string[] lines = ["Āčēģīķļņšūž ĀČĒĢĪĶĻŅŠŪŽ uzturēšanās", "Съешь же ещё этих мягких булок ЁЪЫ", "naïve 𝔄rchive 😀 № § „citāts“ €"];
        var text = Text(Block([.. lines.Select((line, index) => Line(line, 200, 300 + 80 * index))]));

        var read = PdfTools.Text(Write(BitonalPage(text)), mode);

        Assert.Equal(lines, read.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim()));
    }

    public static readonly TheoryData<string> Modes = ["", "-raw", "-layout"];

    [Theory]
    [MemberData(nameof(Modes))]
    public void Text_WideFormRows_KeepLabelAndValueOnOneLine(string mode)
    {
        (string, string)[] rows =
        [
            ("Vārds, uzvārds", "Jānis Bērziņš"), ("Dzimšanas datums", "01.02.1980."), ("Personas kods", "010280-12345"), ("Гражданство", "Латвия"),
            ("Adrese", "Brīvības iela 1, Rīga"), ("Tālrunis", "+371 20000000"),
        ];
        var text = Text([.. rows.Select((row, index) => Block(Row(400 + index * 120, 40, (row.Item1, 200), (row.Item2, 1400))))]);

        var read = PdfTools.Text(Write(BitonalPage(text)), mode.Length > 0 ? [mode] : []);

        Assert.Equal(rows.Select(row => $"{row.Item1} {row.Item2}"), NormalLines(read));
    }

    private static IEnumerable<string> NormalLines(string text) =>
        text.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Where(line => line.Length > 0);
}
