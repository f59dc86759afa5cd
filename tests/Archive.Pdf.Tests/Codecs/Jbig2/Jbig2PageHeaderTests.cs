using Archive.Pdf.Codecs;
using Archive.Pdf.Codecs.Jbig2;

namespace Archive.Pdf.Tests.Codecs.Jbig2;

public class Jbig2PageHeaderTests
{
    private static readonly byte[] Page = Jbig2Encoder.Encode(TestBitmaps.Letters(700, 500, new Random(1), noise: 0.1));

    /// <summary>A segment like the last one of <see cref="Page"/> would be with number 300, five references in the long form, and a page of four bytes.</summary>
    private static readonly byte[] LongHeader = [0, 0, 1, 44, 0x47, 0xE0, 0, 0, 5, 0, 0, 0, 0, 1, 0, 2, 0, 3, 0, 4, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2];

    [Fact]
    public void Read_PageOfOurs_GivesItsSize() => Assert.Equal(new Jbig2PageHeader(700, 500), Jbig2PageHeader.Read(Page));

    [Fact]
    public void Read_LongHeader_IsUnderstood()
    {
        // Page 16,777,216.
        byte[] otherPage = [.. LongHeader];
        (otherPage[20], otherPage[23]) = (1, 0);

        Assert.NotNull(Jbig2PageHeader.Read([.. Page, .. LongHeader]));
        Assert.Null(Jbig2PageHeader.Read([.. Page, .. otherPage]));
    }

    [Fact]
    public void Read_UnknownLengthOfLastRegion_IsUnderstood() =>
        Assert.NotNull(Jbig2PageHeader.Read([.. Page, 0, 0, 0, 9, 38, 0, 1, 0xFF, 0xFF, 0xFF, 0xFF, 1, 2, 3]));

    [Theory]
    [InlineData(49)]
    [InlineData(51)]
    [InlineData(48)]
    public void Read_EndOfPageOrFileOrSecondPage_IsNone(byte type) => Assert.Null(Jbig2PageHeader.Read([.. Page, 0, 0, 0, 9, type, 0, 1, 0, 0, 0, 0]));

    [Fact]
    public void Read_NumberThatWasThere_IsNone() => Assert.Null(Jbig2PageHeader.Read([.. Page, 0, 0, 0, 1, 38, 0, 1, 0, 0, 0, 0]));

    [Fact]
    public void Read_CutAnywhere_IsNoneOrThePageWithoutItsLastSegments()
    {
        for (var length = 0; length < Page.Length; length++)
            if (Jbig2PageHeader.Read(Page.AsSpan(0, length)) is { } read) Assert.Equal(new(700, 500), read);
        Assert.Null(Jbig2PageHeader.Read(Page.AsSpan(0, 29)));
        Assert.Null(Jbig2PageHeader.Read(Page.AsSpan(0, Page.Length - 1)));
    }
}
