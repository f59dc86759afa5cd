using System.Text.Json;

namespace Archive.Domain.Tests;

public sealed class Sha256DigestTests
{
    // FIPS 180-4's example "abc".
    private const string OfAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    [Fact]
    public void Of_KnownContent_IsThePublishedDigest() => Assert.Equal(OfAbc, Sha256Digest.Of("abc"u8).Hex);

    [Fact]
    public void Parse_UpperCase_IsTheSameDigest() => Assert.Equal(Sha256Digest.Of("abc"u8), Sha256Digest.Parse(OfAbc.ToUpperInvariant()));

    [Fact]
    public void FromBytes_32Bytes_RoundTrips() => Assert.Equal(OfAbc, Sha256Digest.FromBytes(Convert.FromHexString(OfAbc)).ToString());

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void FromBytes_OtherLengths_Throws(int length) => Assert.Throws<ArgumentException>(() => Sha256Digest.FromBytes(new byte[length]));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ba7816bf")]
    [InlineData("ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0")]
    public void TryParse_NoDigest_IsFalse(string? hex)
    {
        Assert.False(Sha256Digest.TryParse(hex, out _));
        Assert.Throws<FormatException>(() => Sha256Digest.Parse(hex!));
    }

    [Fact]
    public void Hex_Uninitialized_Throws() => Assert.Throws<InvalidOperationException>(() => default(Sha256Digest).Hex);

    [Fact]
    public void CompareTo_Digests_OrdersByHex()
    {
        var digests = Enumerable.Range(0, 20).Select(i => Sha256Digest.Of([(byte)i])).ToList();
        Assert.Equal(digests.OrderBy(digest => digest.Hex, StringComparer.Ordinal), digests.Order());
    }

    [Fact]
    public void Json_Digest_IsItsHex()
    {
        Assert.Equal($"\"{OfAbc}\"", JsonSerializer.Serialize(Sha256Digest.Of("abc"u8)));
        Assert.Equal(Sha256Digest.Of("abc"u8), JsonSerializer.Deserialize<Sha256Digest>($"\"{OfAbc}\""));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Sha256Digest>("\"abc\""));
    }
}
