using Archive.Domain;
using Archive.Pdf.Codecs;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Pdf.Tests.Codecs;

public class CcittG4EncoderTests
{
    /// <summary>A picture of any kind in any size.</summary>
    private static readonly Gen<BitonalImage> Images =
        from width in Gen.OneOf(Gen.Choose(1, 40), Gen.Choose(60, 140), Gen.Choose(2500, 6000))
        from height in Gen.Choose(1, 12)
        from kind in Gen.Choose(0, TestBitmaps.Kinds - 1)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select TestBitmaps.Draw(width, height, kind, seed);

    [Fact]
    public void Encode_AnyImage_DecodesToTheSame() =>
        Prop.ForAll(Images.ToArbitrary(), image => Same(T6Decoder.Pixels(image), T6Decoder.Decode(CcittG4Encoder.Encode(image), image.Width, image.Height)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Encode_WhitePage_IsOneBitPerRow()
    {
        var data = CcittG4Encoder.Encode(new(100, 16, new byte[13 * 16]));

        Assert.Equal([0xFF, 0xFF, 0x00, 0x10, 0x01], data);
    }

    [Fact]
    public void Encode_BlackPage_DecodesToBlack()
    {
        var rows = new byte[13 * 9];
        Array.Fill(rows, (byte)0xFF);

        var pixels = T6Decoder.Decode(CcittG4Encoder.Encode(new(99, 9, rows)), 99, 9);

        Assert.All(pixels, row => Assert.DoesNotContain(false, row));
    }

    [Fact]
    public void Encode_PaddingBitsSet_DoNotMatter()
    {
        byte[] clean = [0b10100000], dirty = [0b10111111];

        Assert.Equal(CcittG4Encoder.Encode(new(3, 1, clean)), CcittG4Encoder.Encode(new(3, 1, dirty)));
    }

    [Fact]
    public void Encode_EveryRunLength_IsReadByPoppler()
    {
        // Each row has a white run, a black one of the same length, and white after; together all code words of both colours.
        int[] lengths = [.. Enumerable.Range(0, 66), .. Enumerable.Range(1, 42).SelectMany(part => new[] { 64 * part - 1, 64 * part, 64 * part + 1 }), 5121, 7777];
        const int width = 16_000;
        var image = new BitonalImage(width, lengths.Length, new byte[width / 8 * lengths.Length]);
        for (var y = 0; y < lengths.Length; y++)
            for (var x = lengths[y]; x < 2 * lengths[y]; x++) image.SetInk(x, y);

        AssertPopplerReads([image]);
    }

    [Fact]
    public void Encode_RandomImages_AreReadByPoppler() =>
        AssertPopplerReads([.. Enumerable.Range(0, 40).Select(seed => TestBitmaps.Draw(1 + seed * 37 % 1500, 20, seed % 4, seed))]);

    private static bool Same(bool[][] one, bool[][] other) => one.Length == other.Length && one.Zip(other).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    /// <summary>Poppler's decoder shares no table with ours, so a misprint in ours shows.</summary>
    private static void AssertPopplerReads(BitonalImage[] images) => BitonalDecoders.AssertPopplerReads(images, PageImageEncoding.CcittG4, CcittG4Encoder.Encode);
}
