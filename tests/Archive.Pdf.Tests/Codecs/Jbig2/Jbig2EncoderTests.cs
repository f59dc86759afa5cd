using Archive.Domain;
using Archive.Pdf.Codecs;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Pdf.Tests.Codecs.Jbig2;

public class Jbig2EncoderTests
{
    /// <summary>A picture of any kind, narrow ones and such of some words most of all.</summary>
    private static readonly Gen<BitonalImage> Images =
        from width in Gen.OneOf(Gen.Choose(1, 70), Gen.Choose(1, 70), Gen.Choose(120, 400))
        from height in Gen.OneOf(Gen.Choose(1, 30), Gen.Choose(60, 300))
        from kind in Gen.Choose(0, TestBitmaps.Kinds - 1)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select TestBitmaps.Draw(width, height, kind, seed);

    [Fact]
    public void Encode_AnyImage_IsReadByJbig2Dec() =>
        Prop.ForAll(Images.ToArbitrary(), image => BitonalDecoders.Same(image, BitonalDecoders.ByJbig2Dec(Jbig2Encoder.Encode(image))))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));

    [Fact]
    public void Encode_RandomImages_AreReadByPoppler() =>
        AssertPopplerReads([.. Enumerable.Range(0, 180).Select(seed => TestBitmaps.Draw(seed < 140 ? 1 + seed % 70 : seed, 3 + seed * 7 % 90, seed % TestBitmaps.Kinds, seed))]);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1, 5000)]
    [InlineData(40_000, 2)]
    [InlineData(64, 64)]
    [InlineData(63, 9)]
    public void Encode_ExtremeSize_IsReadByBoth(int width, int height)
    {
        for (var kind = 0; kind < TestBitmaps.Kinds; kind++) AssertBothRead(TestBitmaps.Draw(width, height, kind, kind));
    }

    [Theory]
    [InlineData(1, 0.5)]
    [InlineData(3, 0.2)]
    [InlineData(5, 0.2)]
    public void Encode_Noise_IsReadByBoth(int grain, double density)
    {
        var (image, random) = (TestBitmaps.Blank(900, 900), new Random(5));
        for (var y = 0; y < 900; y += grain)
            for (var x = 0; x < 900; x += grain)
                if (random.NextDouble() < density) TestBitmaps.Fill(image, new(x, y, grain, grain));

        AssertBothRead(image);
    }

    [Fact]
    public void Encode_Twice_GivesTheSameBytesWhateverThePadding()
    {
        var clean = TestBitmaps.Letters(701, 500, new Random(6), noise: 0.1);
        var dirty = new BitonalImage(clean.Width, clean.Height, [.. clean.Rows]);
        for (var y = 0; y < dirty.Height; y++) dirty.Rows[(y + 1) * dirty.Stride - 1] |= 0x07;

        Assert.Equal(Jbig2Encoder.Encode(clean), Jbig2Encoder.Encode(dirty));
    }

    [Fact]
    public void Encode_BlankPage_IsAFewBytes() => Assert.InRange(Jbig2Encoder.Encode(TestBitmaps.Blank(TestPages.Width, TestPages.Height)).Length, 60, 90);

    private static void AssertBothRead(BitonalImage image)
    {
        Assert.True(BitonalDecoders.Same(image, BitonalDecoders.ByJbig2Dec(Jbig2Encoder.Encode(image))));
        AssertPopplerReads([image]);
    }

    private static void AssertPopplerReads(BitonalImage[] images) => BitonalDecoders.AssertPopplerReads(images, PageImageEncoding.Jbig2, Jbig2Encoder.Encode);
}
