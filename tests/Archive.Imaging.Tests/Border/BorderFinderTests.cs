using Archive.Domain;
using Archive.Imaging.Border;
using Archive.Testing;

namespace Archive.Imaging.Tests.Border;

/// <summary>Pages of A5 at 100 dpi, where a pixel is 0.254 mm and the analysis image is the page itself.</summary>
public class BorderFinderTests
{
    private const int Width = 583, Height = 827;

    [Fact]
    public void Find_DarkFrame_IsMaskedAndThePageIsNot()
    {
        var page = TextPage().Frame(new(0, 0, Width, Height), 24, 20);

        var mask = Find(page);

        Assert.Equal((BorderMask.Border, BorderMask.Border), (At(mask, 5, 400), At(mask, 300, 820)));
        Assert.Equal((BorderMask.Border, BorderMask.Border), (At(mask, 23, 23), At(mask, Width - 1, Height - 1)));
        Assert.Equal(0, At(mask, 100, 200));
        Assert.InRange(mask.BorderShare, 0.10, 0.17);
        Assert.Equal(0, mask.Holes);
    }

    [Fact]
    public void Find_ShadowAlongOneSide_IsMaskedThereAlone()
    {
        var mask = Find(TextPage().Fill(new(Width - 15, 0, 15, Height), 30));

        Assert.Equal(BorderMask.Border, At(mask, Width - 3, 100));
        Assert.Equal(0, At(mask, 3, 100));
    }

    [Fact]
    public void Find_TwoPunchHoles_AreCountedAndMasked()
    {
        // 6 mm across, 12 mm from the edge, 80 mm apart: ISO 838.
        var mask = Find(TextPage().Disc(47, 256, 12, 10).Disc(47, 571, 12, 10));

        Assert.Equal(2, mask.Holes);
        Assert.Equal((BorderMask.Hole, BorderMask.Hole), (At(mask, 47, 256), At(mask, 47, 571)));
        Assert.Equal(0, mask.BorderShare);
    }

    [Fact]
    public void Find_DiscInTheMiddleOfThePage_IsNoHole() => Assert.Equal(0, Find(TextPage().Disc(290, 400, 12)).Holes);

    [Fact]
    public void Find_TextPage_MasksNothing() => Assert.True(Find(TextPage()).IsEmpty);

    [Fact]
    public void Find_PhotographAtTheEdge_IsNoBorder() => Assert.True(Find(TextPage().Fill(new(0, 300, 120, 150), 60)).IsEmpty);

    private static GrayImage TextPage()
    {
        var page = TestPages.Paper(Width, Height, 240);
        for (var baseline = 100; baseline < 740; baseline += 24) page.Line(90, baseline, 500, 9, baseline, 30);
        return page;
    }

    private static BorderMask Find(GrayImage page) => BorderFinder.Find(page.Analyse(100));

    private static byte At(BorderMask mask, int x, int y) => mask.Plane[y * mask.Width + x];
}
