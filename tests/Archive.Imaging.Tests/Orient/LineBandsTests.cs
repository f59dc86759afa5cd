using Archive.Domain;
using Archive.Imaging.Binarize;
using Archive.Imaging.Orient;
using Archive.Testing;

namespace Archive.Imaging.Tests.Orient;

public class LineBandsTests
{
    [Fact]
    public void Pick_PageOfLines_GivesStripsOfOneLineEach()
    {
        var page = TestPages.Paper(1000, 400);
        int[] baselines = [80, 120, 160, 260, 300];
        foreach (var baseline in baselines) page.Line(60, baseline, 900 - baseline, 13, baseline);

        var bands = LineBands.Pick(Binarizer.Threshold(page), new(150), 8);

        Assert.Equal(5, bands.Count);
        Assert.Equal(baselines, bands.Select(band => band.Bottom).Order());
        Assert.All(bands, band => Assert.InRange(band.Height, 13, 20));
        Assert.All(bands, band => Assert.Equal(60, band.X));
    }

    [Fact]
    public void Pick_FewerWanted_GivesThoseWithMostLetters()
    {
        var page = TestPages.Paper(1000, 400).Line(60, 80, 300, 13, 1).Line(60, 160, 700, 13, 2).Line(60, 240, 500, 13, 3);

        var bands = LineBands.Pick(Binarizer.Threshold(page), new(150), 2);

        Assert.Equal([160, 240], bands.Select(band => band.Bottom));
    }

    [Fact]
    public void Pick_PictureRulesAndAFewLetters_GivesNothing()
    {
        var page = TestPages.Paper(1000, 400).Fill(new(50, 50, 300, 200), 60).Fill(new(50, 300, 800, 3)).Line(500, 150, 560, 13, 1);

        Assert.Empty(LineBands.Pick(Binarizer.Threshold(page), new(150), 4));
    }
}
