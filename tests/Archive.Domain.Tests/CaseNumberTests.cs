using System.Text.Json;

namespace Archive.Domain.Tests;

public sealed class CaseNumberTests
{
    [Theory]
    [InlineData("PMR-2019-00017", Register.Pmr, 2019, 17)]
    [InlineData("UAT-2020-00042", Register.Uat, 2020, 42)]
    [InlineData("uat-1999-99999", Register.Uat, 1999, 99999)]
    public void Parse_CaseNumber_GivesItsParts(string text, Register register, int year, int serial)
    {
        Assert.Equal(new CaseNumber(register, year, serial), CaseNumber.Parse(text));
        Assert.Equal(text.ToUpperInvariant(), CaseNumber.Parse(text).ToString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("PMR-2019-0017")]
    [InlineData("PMR-2019-000017")]
    [InlineData("PMR 2019 00017")]
    [InlineData("PMR-1899-00017")]
    [InlineData("PMR-20x9-00017")]
    [InlineData("PMR-2019-+0017")]
    [InlineData("PMR-2019- 0017")]
    [InlineData("XYZ-2019-00017")]
    [InlineData(" PMR-2019-00017")]
    public void TryParse_AnythingElse_IsFalse(string? text) => Assert.False(CaseNumber.TryParse(text, out _));

    [Fact]
    public void Parse_AnythingElse_SaysWhatACaseNumberIs()
    {
        var error = Assert.Throws<FormatException>(() => CaseNumber.Parse("folder 7"));
        Assert.Contains("PMR-2019-00017", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Json_CaseNumber_IsItsPrintedForm()
    {
        var number = CaseNumber.Parse("PMR-2019-00017");
        Assert.Equal("\"PMR-2019-00017\"", JsonSerializer.Serialize(number));
        Assert.Equal(number, JsonSerializer.Deserialize<CaseNumber>("\"PMR-2019-00017\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<CaseNumber>("\"PMR\""));
    }
}
