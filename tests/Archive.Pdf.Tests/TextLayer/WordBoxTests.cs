using System.Globalization;
using System.Text.RegularExpressions;
using Archive.Domain;
using static Archive.Pdf.Tests.TestPages;

namespace Archive.Pdf.Tests.TextLayer;

/// <summary>Word boxes as poppler measures them, against the ink.</summary>
public partial class WordBoxTests
{
    /// <summary>Points to pixels at 300 dpi.</summary>
    private const double PixelsPerPoint = 300 / 72.0;

    /// <summary>Horizontal tolerance in pixels: a word gives at most a tenth of its font size to a gap that is too narrow.</summary>
    private const double Sideways = 1;

    /// <summary>Vertical tolerance as a share of the line's height: fonts reach up and down in steps.</summary>
    private const double Upright = 0.16;

    [Fact]
    public void Boxes_WordsOfDifferentHeight_FitTheirInk()
    {
        const int baseline = 540, size = 50;
        TextWord[] words =
        [
            Word("Ārija", 200, baseline - size, 130, size + 12), Word("no", 370, baseline - 26, 60, 26), Word("Rīgas", 470, baseline - 40, 150, 50),
            Word("atļauja", 660, baseline - 40, 200, 54), Word("TEV", 900, baseline - 36, 120, 36), Word("xyz", 1900, baseline - 26, 90, 38),
        ];

        AssertBoxes(words, size, Line(words, baseline));
    }

    [Fact]
    public void Boxes_HeadingAndBody_FitTheirInk()
    {
        TextWord[] heading = [Word("LĒMUMS", 300, 300, 600, 110), Word("Nr.", 950, 322, 180, 88)];
        TextWord[] body = [Word("Valsts", 300, 500, 120, 36), Word("iestāde", 440, 500, 140, 36)];

        AssertBoxes(heading, 110, Line(heading, 410), Line(body, 536));
        AssertBoxes(body, 36, Line(heading, 410), Line(body, 536));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(0)]
    [InlineData(9999)]
    public void Boxes_UnbelievableBaseline_FitTheirInk(double baseline)
    {
        TextWord[] words = [Word("Valsts", 300, 500, 120, 40), Word("iestāde", 440, 500, 140, 40)];

        AssertBoxes(words, 40, Line(words, 0) with { BaselineLeft = baseline, BaselineRight = baseline });
    }

    [Fact]
    public void Boxes_TextOfOtherScaleThanPage_AreScaled()
    {
        TextWord[] words = [Word("Vārds", 300, 500, 150, 40), Word("uzvārds", 500, 500, 200, 40)];
        var page = BitonalPage(Text()) with { Text = new(Width / 2, Height / 2, new(150), [Block(Line(words, 540))]) };

        AssertBoxes([.. words.Select(word => word with { Box = new(word.Box.X * 2, word.Box.Y * 2, word.Box.Width * 2, word.Box.Height * 2) })], 80, page);
    }

    [Fact]
    public void Boxes_WordsOffThePage_AreCutToIt()
    {
        var line = Line([Word("left", -50, 100, 200, 40), Word("outside", Width + 10, 100, 100, 40), Word("right", Width - 100, 100, 300, 40)], 140);

        var boxes = Boxes(BitonalPage(Text()) with { Text = Text(Block(line)) });

        Assert.Equal(["left", "right"], boxes.Select(box => box.Text));
        Assert.All(boxes, box => Assert.InRange(box.Right, 0, Width + 1));
    }

    private static void AssertBoxes(TextWord[] expected, int lineHeight, params TextLine[] lines) =>
        AssertBoxes(expected, lineHeight, BitonalPage(Text()) with { Text = Text([.. lines.Select(line => Block(line))]) });

    private static void AssertBoxes(TextWord[] expected, int lineHeight, PdfPage page)
    {
        var boxes = Boxes(page);
        foreach (var word in expected)
        {
            var box = Assert.Single(boxes, box => box.Text == word.Text);
            Assert.InRange(box.Left - word.Box.X, -Sideways, Sideways);
            Assert.InRange(box.Right - word.Box.Right, -Sideways, Sideways);
            Assert.InRange(box.Top - word.Box.Y, -Upright * lineHeight, Upright * lineHeight);
            Assert.InRange(box.Bottom - word.Box.Bottom, -Upright * lineHeight, Upright * lineHeight);
        }
    }

    private static List<(string Text, double Left, double Top, double Right, double Bottom)> Boxes(PdfPage page)
    {
        var output = PdfTools.Text(Write(page), "-bbox");
        return [.. WordTag().Matches(output).Where(match => match.Groups[5].Value.Trim().Length > 0)
            .Select(match => (match.Groups[5].Value, Pixels(match, 1), Pixels(match, 2), Pixels(match, 3), Pixels(match, 4)))];
    }

    private static double Pixels(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) * PixelsPerPoint;

    [GeneratedRegex("""<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)</word>""")]
    private static partial Regex WordTag();
}
