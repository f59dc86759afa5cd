using Archive.Cli.Settings;

namespace Archive.Cli.Tests.Settings;

public sealed class SettingValueTests
{
    [Theory]
    [InlineData("0.5s", "500ms")]
    [InlineData("120s", "2min")]
    [InlineData("90s", "90s")]
    [InlineData("24h", "1d")]
    [InlineData("0s", "0s")]
    [InlineData("1.02:03:04", "93784s")]
    public void Format_OfATimeThatWasRead_IsTheSameInItsLargestUnit(string text, string shown)
    {
        var time = SettingValue.Parse(text, typeof(TimeSpan?), isSize: false);
        Assert.Equal(shown, SettingValue.Format(time, isSize: false));
        Assert.Equal(time, SettingValue.Parse(shown, typeof(TimeSpan), isSize: false));
    }

    [Theory]
    [InlineData("4194304", "4MiB")]
    [InlineData("500MB", "500MB")]
    [InlineData("1.5gb", "1500MB")]
    [InlineData("1536MiB", "1536MiB")]
    [InlineData("0", "0")]
    [InlineData("1234567", "1234567")]
    public void Format_OfASizeThatWasRead_IsTheSameInItsLargestUnit(string text, string shown)
    {
        var size = SettingValue.Parse(text, typeof(long), isSize: true);
        Assert.Equal(shown, SettingValue.Format(size, isSize: true));
        Assert.Equal(size, SettingValue.Parse(shown, typeof(long), isSize: true));
    }

    [Theory]
    [InlineData("500MB")]
    [InlineData("1e3")]
    [InlineData("1,000")]
    [InlineData("")]
    public void Parse_ANumberThatCountsNoBytes_TakesDigitsAlone(string text) =>
        Assert.Throws<FormatException>(() => SettingValue.Parse(text, typeof(int), isSize: false));
}
