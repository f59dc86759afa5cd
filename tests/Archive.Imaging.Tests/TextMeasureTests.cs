using Archive.Testing;

namespace Archive.Imaging.Tests;

/// <summary>The measure by which tests judge recognized text must itself be able to say no.</summary>
public class TextMeasureTests
{
    private const string Truth = "Pārvalde lūdza iesniegt dokumentus, un tie tika saņemti. Дело № 17";

    [Fact]
    public void WordBagF1_SameWordsInOtherOrderAndCase_IsOne() =>
        Assert.Equal(1, TextMeasure.WordBagF1(Truth, "дело № 17 tika SAŅEMTI tie, un dokumentus iesniegt lūdza pārvalde"), 6);

    [Theory]
    [InlineData("", 0)]
    [InlineData("Parvalde ludza iesniegt dokumentus, un tie tika sanemti. Дело № 17", 0.73)]
    [InlineData("something else altogether", 0)]
    [InlineData("tie tie tie tie tie tie tie tie tie tie tie", 0.1)]
    public void WordBagF1_WrongText_IsRejected(string read, double f1) => Assert.Equal(f1, TextMeasure.WordBagF1(Truth, read), 0.02);
}
