using Archive.Domain;
using Archive.Imaging.Binarize;
using Archive.Imaging.Deskew;
using Archive.Testing;

namespace Archive.Imaging.Tests.Deskew;

public class SkewFinderTests
{
    private readonly SkewFinder _finder = new(new());

    [Theory]
    [InlineData(-5)]
    [InlineData(-2.37)]
    [InlineData(-0.5)]
    [InlineData(0.11)]
    [InlineData(1.2)]
    [InlineData(3.33)]
    [InlineData(5)]
    public void Judge_TextAtAKnownAngle_FindsItToAFewHundredths(double angle)
    {
        var found = Assert.IsType<StageOutcome<PageSkew>.Done>(Find(TestPages.Text(1240, 1754).Rotated(new(angle))));

        Assert.InRange(found.Value.Angle.Value - angle, -0.04, 0.04);
        Assert.InRange(found.Value.Confidence.Value, 0.5, 1);
    }

    /// <summary>Shears of whole pixels move nothing below 0.05° on such a page; the refinement by fractions does.</summary>
    [Fact]
    public void Judge_LevelText_IsDoneNearZeroAndNotSkipped() =>
        Assert.InRange(Assert.IsType<StageOutcome<PageSkew>.Done>(Find(TestPages.Text(1240, 1754))).Value.Angle.Value, -0.02, 0.02);

    [Fact]
    public void Judge_EmptyPage_SaysThatThereIsNoAngle() =>
        Assert.Equal(new StageOutcome<PageSkew>.Skipped("no angle found"), Find(TestPages.Paper(800, 1000)));

    [Fact]
    public void Judge_Noise_SaysThatThereIsNoAngle()
    {
        var page = TestPages.Paper(1000, 1200);
        var random = new Random(3);
        for (var i = 0; i < 4000; i++) page.Disc(random.Next(1000), random.Next(1200), random.Next(1, 4));

        Assert.Equal(new StageOutcome<PageSkew>.Skipped("no angle found"), Find(page));
    }

    [Fact]
    public void Judge_AngleAtTheEndOfTheRange_IsNotBelieved() =>
        Assert.IsType<StageOutcome<PageSkew>.Skipped>(_finder.Judge(new(new(11.8), 40, 1e6)));

    private StageOutcome<PageSkew> Find(GrayImage page)
    {
        using var pix = Pix.FromBitonal(Binarizer.Threshold(page));
        return _finder.Judge(_finder.Measure(pix));
    }
}
