using Archive.Recognition.Reading;

namespace Archive.Recognition.Tests.Reading;

public class HomoglyphsTests
{
    [Theory]
    [InlineData("РАСЕ", "PACE", true)]
    [InlineData("0РЕХ", "OPEX", true)]
    [InlineData("same", "same", true)]
    [InlineData("Дело", "Deno", false)]
    [InlineData("РАСЕ", "PACES", false)]
    [InlineData("РАСЕ", "pace", false)]
    public void LookAlike_TwoReadings_TellsWhetherOnlyTheScriptDiffers(string one, string other, bool alike)
    {
        Assert.Equal(alike, Homoglyphs.LookAlike(one, other));
        Assert.Equal(alike, Homoglyphs.LookAlike(other, one));
    }
}
