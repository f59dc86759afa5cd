namespace Archive.Domain.Tests;

public sealed class MeasuresTests
{
    [Theory]
    [InlineData(300, 2480, 209.97)]
    [InlineData(25.4, 100, 100)]
    public void Dpi_PixelsToMillimetres_GoBy254MillimetresToTheInch(double dpi, double pixels, double millimetres) =>
        Assert.Equal(millimetres, new Dpi(dpi).ToMillimetres(pixels).Value, 0.01);

    [Fact]
    public void Dpi_MillimetresToPixels_AreRounded() => Assert.Equal(2480, new Dpi(300).ToPixels(new Millimetres(210)));

    [Theory]
    [InlineData(0, false)]
    [InlineData(19.9, false)]
    [InlineData(20, true)]
    [InlineData(4800, true)]
    [InlineData(4801, false)]
    [InlineData(double.NaN, false)]
    public void Dpi_IsPlausible_WithinItsRange(double dpi, bool plausible) => Assert.Equal(plausible, new Dpi(dpi).IsPlausible);

    [Fact]
    public void Degrees_Radians_AreConverted() => Assert.Equal(Math.PI / 2, new Degrees(90).Radians, 1e-12);

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    public void Confidence_OutOfRange_Throws(double value) => Assert.Throws<ArgumentOutOfRangeException>(() => new Confidence(value));

    [Theory]
    [InlineData(-3, 0)]
    [InlineData(0.25, 0.25)]
    [InlineData(7, 1)]
    [InlineData(double.NaN, 0)]
    [InlineData(double.PositiveInfinity, 1)]
    public void Confidence_Clamp_BringsIntoRange(double value, double expected) => Assert.Equal(expected, Confidence.Clamp(value).Value);
}
