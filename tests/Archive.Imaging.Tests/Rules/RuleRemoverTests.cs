using Archive.Domain;
using Archive.Imaging.Binarize;
using Archive.Imaging.Rules;
using Archive.Testing;

namespace Archive.Imaging.Tests.Rules;

/// <summary>At 300 dpi: rules are longer than 106 pixels, tick boxes 26 to 77 wide.</summary>
public class RuleRemoverTests
{
    private static readonly PixelRect _letter = new(200, 100, 24, 36);

    [Fact]
    public void Remove_RulesInBothDirections_LeavesWhitePaper()
    {
        var page = TestPages.Paper(600, 400).Fill(new(30, 50, 500, 3)).Fill(new(30, 350, 500, 5)).Fill(new(30, 50, 3, 300)).Fill(new(530, 50, 4, 303));

        Assert.Equal(TestPages.Paper(600, 400).Pixels, Remove(page).Pixels);
    }

    [Fact]
    public void Remove_LetterThatCrossesARule_KeepsItsInk()
    {
        var page = TestPages.Paper(600, 400).Fill(new(30, 126, 500, 3)).Letter(_letter, 6);

        var result = Remove(page);

        Assert.Equal(255, result.Pixels[127 * 600 + 100]);
        for (var y = _letter.Y; y < _letter.Bottom; y++)
            Assert.True(result.Pixels[y * 600 + 203] == 0 && result.Pixels[y * 600 + 221] == 0, $"the stems are broken in row {y}");
    }

    [Fact]
    public void Remove_EmptyAndTickedBoxes_AreTakenOutWhole()
    {
        var page = TestPages.Paper(600, 400).Letter(_letter, 6).Frame(new(80, 100, 40, 40), 3).Frame(new(80, 200, 40, 40), 3);
        for (var i = 0; i < 30; i++) page.Fill(new(85 + i, 205 + i, 4, 2));

        Assert.Equal(TestPages.Paper(600, 400).Letter(_letter, 6).Pixels, Remove(page).Pixels);
    }

    [Fact]
    public void Remove_HeavyCapitalsAndTextAndThickBars_LeavesThemAlone()
    {
        var page = TestPages.Paper(600, 400).Line(30, 380, 560, 20, 1).Fill(new(30, 20, 400, 30));
        // An O and an H of 14 points, bold: as large as a tick box.
        page.Frame(new(100, 200, 44, 46), 9).Letter(new(160, 200, 44, 46), 9);
        var before = (byte[])page.Pixels.Clone();

        var result = Remove(page);

        Assert.Equal(before, result.Pixels);
        Assert.Equal(before, page.Pixels);
    }

    private static GrayImage Remove(GrayImage page) => new RuleRemover(new()).Remove(page, Binarizer.Threshold(page), new(300));
}
