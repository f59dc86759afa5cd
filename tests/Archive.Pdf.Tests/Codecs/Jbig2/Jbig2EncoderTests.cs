using Archive.Domain;
using Archive.Pdf.Codecs;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Pdf.Tests.Codecs.Jbig2;

public class Jbig2EncoderTests
{
    private const int TextRegion = 7;

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
    [InlineData(0.0)]
    [InlineData(0.05)]
    [InlineData(0.2)]
    public void Encode_LettersThatRecur_AreSymbolsAndReadByBoth(double noise)
    {
        var image = TestBitmaps.Letters(1200, 900, new Random(4), noise);

        var data = Jbig2Encoder.Encode(image);

        Assert.Contains(TextRegion, SegmentTypes(data));
        Assert.True(data.Length < 0.7 * CcittG4Encoder.Encode(image).Length, $"{data.Length} bytes");
        AssertBothRead(image);
    }

    /// <summary>Letters at the page's edges, where the symbol's white would reach out, and so far apart that distances take the widest range.</summary>
    [Fact]
    public void Encode_LettersFarApartAndAtTheEdges_AreReadByBoth()
    {
        var image = TestBitmaps.Blank(12_000, 700);
        var random = new Random(3);
        for (var y = 0; y < image.Height; y += 42)
            for (var x = 0; x < image.Width; x += 5994) Stamp(image, x, y, random);

        Assert.Contains(TextRegion, SegmentTypes(Jbig2Encoder.Encode(image)));
        AssertBothRead(image);
    }

    [Fact]
    public void Encode_OneLetterManyTimes_IsOneSymbolAndReadByBoth()
    {
        var image = TestBitmaps.Blank(900, 600);
        for (var y = 10; y < 570; y += 40)
            for (var x = 10 + y % 30; x < 860; x += 37) Stamp(image, x, y, random: null);

        var data = Jbig2Encoder.Encode(image);

        Assert.Contains(TextRegion, SegmentTypes(data));
        Assert.True(data.Length < 2100, $"{data.Length} bytes");
        AssertBothRead(image);
    }

    /// <summary>Among hundreds of sixes an eight, unlike them in a few pixels only, stays an eight, and a six with a fleck keeps it.</summary>
    [Fact]
    public void Encode_EightAmongSixes_StaysAnEight()
    {
        var image = TestBitmaps.Blank(1000, 700);
        for (var y = 10; y < 660; y += 36)
            for (var x = 10; x < 970; x += 24) Six(image, x, y);
        TestBitmaps.Fill(image, new(10 + 24 * 17 + 10, 10 + 36 * 7 + 4, 3, 6));
        image.SetInk(10 + 24 * 3 + 6, 10 + 36 * 4 + 18);

        Assert.Contains(TextRegion, SegmentTypes(Jbig2Encoder.Encode(image)));
        AssertBothRead(image);
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

    /// <summary>The types of the segments, all of whose headers have eleven bytes and one more for each segment referred to.</summary>
    private static List<int> SegmentTypes(ReadOnlySpan<byte> data)
    {
        var types = new List<int>();
        while (!data.IsEmpty)
        {
            types.Add(data[4]);
            var header = 11 + (data[5] >> 5);
            data = data[(header + (data[header - 2] << 8 | data[header - 1]) + (data[header - 3] << 16))..];
        }
        return types;
    }

    private static void Stamp(BitonalImage image, int left, int top, Random? random)
    {
        TestBitmaps.Fill(image, new(left, top, 4, 28));
        TestBitmaps.Fill(image, new(left, top + 12, 12, 4));
        if (random is not null) TestBitmaps.Fill(image, new(left + (random.Next(2) == 0 ? -1 : 4), top + random.Next(27), 1, 2));
    }

    private static void Six(BitonalImage image, int left, int top)
    {
        TestBitmaps.Fill(image, new(left, top, 3, 24));
        TestBitmaps.Fill(image, new(left, top, 13, 3));
        TestBitmaps.Fill(image, new(left, top + 10, 13, 3));
        TestBitmaps.Fill(image, new(left, top + 21, 13, 3));
        TestBitmaps.Fill(image, new(left + 10, top + 10, 3, 14));
    }
}
