using Archive.Domain;
using Archive.Imaging.Binarize;
using Archive.Imaging.Orient;
using Archive.Testing;

namespace Archive.Imaging.Tests.Orient;

public class UnreadInkTests
{
    private static readonly BitonalImage _page = Binarizer.Threshold(TestPages.Paper(800, 300).Line(60, 80, 600, 13, 1).Line(60, 160, 300, 13, 2).Fill(new(600, 150, 4, 4)));

    [Fact]
    public void Find_EverythingRead_GivesNothing() =>
        Assert.Empty(UnreadInk.Find(_page, 2, new(150), [new(110, 110, 1100, 60), new(110, 270, 500, 60)], 10));

    [Fact]
    public void Find_OneLineUnread_GivesItsStripOnTheFullPage()
    {
        var strip = Assert.Single(UnreadInk.Find(_page, 2, new(150), [new(110, 110, 1100, 60)], 10));

        // The line runs from (60, 141) to (300, 160) on the page reduced by two, with a margin about it.
        Assert.InRange(strip.X, 90, 120);
        Assert.InRange(strip.Right, 560, 620);
        Assert.InRange(strip.Y, 255, 290);
        Assert.InRange(strip.Bottom, 320, 345);
    }

    [Fact]
    public void Find_MoreThanWanted_GivesTheWidest()
    {
        var strip = Assert.Single(UnreadInk.Find(_page, 1, new(150), [], 1));

        Assert.InRange(strip.Bottom, 80, 100);
    }

    [Fact]
    public void Find_NothingOnThePage_GivesNothing() => Assert.Empty(UnreadInk.Find(Binarizer.Threshold(TestPages.Paper(100, 100)), 2, new(150), [], 5));
}
