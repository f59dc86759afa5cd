using Archive.Pipeline.Receive;

namespace Archive.Pipeline.Tests.Receive;

public class NaturalNameComparerTests
{
    [Theory]
    [InlineData("page2.jpg", "page10.jpg")]
    [InlineData("page 9", "page 0010")]
    [InlineData("scan.jpg", "scan 2.jpg")]
    [InlineData("Page1.jpg", "page2.jpg")]
    [InlineData("a99999999999999999999998.tif", "a99999999999999999999999.tif")]
    [InlineData("ābols1.png", "ābols2.png")]
    [InlineData("page1.jpg", "page1.tif")]
    [InlineData("page01.jpg", "page1.jpg")]
    [InlineData("2019-2-1", "2019-10-1")]
    public void Compare_FirstBeforeSecond_BothWays(string first, string second)
    {
        Assert.True(NaturalNameComparer.Instance.Compare(first, second) < 0);
        Assert.True(NaturalNameComparer.Instance.Compare(second, first) > 0);
    }

    [Fact]
    public void Compare_NamesThatDifferInCaseOnly_NotEqual() => Assert.NotEqual(0, NaturalNameComparer.Instance.Compare("Page.jpg", "page.jpg"));
}
