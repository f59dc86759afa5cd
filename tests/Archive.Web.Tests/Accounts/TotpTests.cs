using Archive.Web.Accounts;

namespace Archive.Web.Tests.Accounts;

/// <summary>The vectors of RFC 6238, appendix B, for SHA-1, shortened to six digits.</summary>
public sealed class TotpTests
{
    private const string Secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Code_VectorsOfTheStandard_AreMet(long seconds, string code)
    {
        Assert.Equal(code, Totp.Code("12345678901234567890"u8, seconds / 30));
        Assert.Equal(seconds / 30, Totp.StepOf(Secret, code, DateTimeOffset.FromUnixTimeSeconds(seconds)));
        Assert.Null(Totp.StepOf(Secret, code, DateTimeOffset.FromUnixTimeSeconds(seconds + 90)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870820")]
    [InlineData("28708x")]
    [InlineData("２８７０８２")]
    public void StepOf_NoCode_IsNone(string code) => Assert.Null(Totp.StepOf(Secret, code, DateTimeOffset.FromUnixTimeSeconds(59)));

    [Fact]
    public void NewSecret_EachTime_Is160BitsInBase32()
    {
        var secrets = Enumerable.Range(0, 50).Select(_ => Totp.NewSecret()).ToList();
        Assert.Equal(50, secrets.Distinct().Count());
        Assert.All(secrets, secret => Assert.Matches("^[A-Z2-7]{32}$", secret));
        Assert.Equal("12345678901234567890"u8.ToArray(), FromBase32(Secret));
    }

    /// <summary>Bit by bit, for comparison (RFC 4648, section 6).</summary>
    internal static byte[] FromBase32(string text)
    {
        var bits = string.Concat(text.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8).Select(index => Convert.ToByte(bits.Substring(index * 8, 8), 2))];
    }
}
