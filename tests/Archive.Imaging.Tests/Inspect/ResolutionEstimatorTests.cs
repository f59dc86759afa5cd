using Archive.Imaging.Inspect;

namespace Archive.Imaging.Tests.Inspect;

public class ResolutionEstimatorTests
{
    [Theory]
    [InlineData(2480, 3508, 300)]
    [InlineData(3508, 2480, 300)]
    [InlineData(1654, 2339, 200)]
    [InlineData(2536, 3564, 300)]
    [InlineData(827, 1169, 100)]
    [InlineData(4960, 7016, 600)]
    [InlineData(1748, 2480, 300)]
    public void Estimate_KnownPaper_GivesTheScannersResolution(int width, int height, double dpi) =>
        Assert.Equal(dpi, ResolutionEstimator.Estimate(width, height, new()).Value);

    [Theory]
    [InlineData(630, 2300, 200)]
    [InlineData(945, 3600, 300)]
    [InlineData(4000, 472, 150)]
    public void Estimate_Receipt_GoesByItsWidthOf80Millimetres(int width, int height, double dpi) =>
        Assert.Equal(dpi, ResolutionEstimator.Estimate(width, height, new()).Value);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(30000, 40000)]
    public void Estimate_AbsurdSize_StillIsAUsualResolution(int width, int height) =>
        Assert.Contains(ResolutionEstimator.Estimate(width, height, new()).Value, new InspectOptions().UsualResolutions);
}
