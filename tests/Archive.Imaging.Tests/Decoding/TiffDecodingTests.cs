using Archive.Domain;
using Archive.Imaging.Decoding;
using Archive.Imaging.Formats;
using static Archive.Imaging.Tests.Decoding.ImageDecoderTests;

namespace Archive.Imaging.Tests.Decoding;

public sealed class TiffDecodingTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive-tiff-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0, false)]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public void Decode_Bitonal_InkIsOneWhateverZeroMeans(int photometric, bool bigEndian)
    {
        byte[] ink = [0b1100_0000, 0b0000_0011];
        var stored = photometric == 0 ? ink : ink.Select(octet => (byte)~octet).ToArray();
        using var image = Decode(TestImages.Tiff(bigEndian, (stored, TestImages.Fields(8, 2, [1], photometric))));
        Assert.Equal(ink, image.ToBitonalImage().Rows);
    }

    [Theory]
    [InlineData(1, new byte[] { 10, 200 })]
    [InlineData(0, new byte[] { 245, 55 })]
    public void Decode_Gray_MeaningOfZeroRespected(int photometric, byte[] expected)
    {
        using var image = Decode(TestImages.Tiff(false, ([10, 200], TestImages.Fields(2, 1, [8], photometric))));
        Assert.Equal(expected, Gray(image));
    }

    [Theory]
    [InlineData(false, new byte[] { 0x34, 0x12, 0x01, 0xFE })]
    [InlineData(true, new byte[] { 0x12, 0x34, 0xFE, 0x01 })]
    public void Decode_SixteenBitGray_UpperByteInEitherByteOrder(bool bigEndian, byte[] stored)
    {
        using var image = Decode(TestImages.Tiff(bigEndian, (stored, TestImages.Fields(2, 1, [16], 1))));
        Assert.Equal([0x12, 0xFE], Gray(image));
    }

    [Fact]
    public void Decode_FourAndTwelveBitGray_ScaledToEight()
    {
        using var four = Decode(TestImages.Tiff(false, ([0x0F, 0x80], TestImages.Fields(3, 1, [4], 1))));
        Assert.Equal([0, 255, 136], Gray(four));
        using var twelve = Decode(TestImages.Tiff(true, ([0x12, 0x3F, 0xED], TestImages.Fields(2, 1, [12], 1))));
        Assert.Equal([0x12, 0xFE], Gray(twelve));
    }

    [Fact]
    public void Decode_Palette_Resolved()
    {
        var map = new int[768];
        (map[1], map[257], map[513]) = (200 * 257, 100 * 257, 50 * 257);
        using var image = Decode(TestImages.Tiff(false, ([1, 0], TestImages.Fields(2, 1, [8], 3, (320, 3, map)))));
        Assert.Equal([(200, 100, 50), (0, 0, 0)], Colours(image));
    }

    [Fact]
    public void Decode_PlanarRgb_JoinedRight()
    {
        using var image = Decode(TestImages.Tiff(false, PlanarPage()));
        Assert.Equal([(200, 100, 50), (1, 2, 3)], Colours(image));
    }

    [Fact]
    public void Decode_SeparatedInk_Rgb()
    {
        using var eight = Decode(TestImages.Tiff(false, ([0, 255, 255, 0, 0, 0, 0, 255], TestImages.Fields(2, 1, [8, 8, 8, 8], 5))));
        Assert.Equal([(255, 0, 0), (0, 0, 0)], Colours(eight));
        using var sixteen = Decode(TestImages.Tiff(true, ([0, 0, 255, 255, 255, 255, 0, 0], TestImages.Fields(1, 1, [16, 16, 16, 16], 5))));
        Assert.Equal([(255, 0, 0)], Colours(sixteen));
    }

    [Fact]
    public void Decode_Alpha_ComposedOverWhite()
    {
        using var image = Decode(TestImages.Tiff(false, ([200, 100, 0, 255, 200, 100, 0, 0], TestImages.Fields(2, 1, [8, 8, 8, 8], 2, (338, 3, [2])))));
        Assert.Equal([(200, 100, 0), (255, 255, 255)], Colours(image));
    }

    [Theory]
    [InlineData(TiffCompression.CcittG4)]
    [InlineData(TiffCompression.PackBits)]
    [InlineData(TiffCompression.Lzw)]
    [InlineData(TiffCompression.Deflate)]
    public void Decode_CompressedBitonal_RoundTrip(TiffCompression compression)
    {
        using var original = Pix.FromBitonal(new BitonalImage(37, 20, Enumerable.Range(0, 100).Select(value => (byte)(value % 5 == 4 ? value & 0xF8 : value)).ToArray()));
        using var image = Decode(original.EncodeTiff(compression));
        Assert.Equal(original.ToBitonalImage().Rows, image.ToBitonalImage().Rows);
    }

    [Fact]
    public void Decode_FloatingPoint_RefusedInWords()
    {
        var outcome = TryDecodeFirst(_folder, TestImages.Tiff(false, (new byte[8], TestImages.Fields(2, 1, [32], 1, (339, 3, [3])))));
        Assert.Contains("floating point", Assert.IsType<StageOutcome<DecodedImage>.Failed>(outcome).Error, StringComparison.Ordinal);
    }

    /// <summary>Leptonica, which writes TIFFs with the same library, takes its messages away when it does.</summary>
    [Fact]
    public void Decode_UnreadableAfterATiffWasWritten_ReasonIsTheSameAsBefore()
    {
        var tiff = TestImages.Tiff(false, ([0xFF, 0xFF, 0xFF], [.. TestImages.Fields(1, 1, [8], 1).Where(field => field.Item1 != 259), (259, 3, [5])]));
        var before = Assert.IsType<StageOutcome<DecodedImage>.Failed>(TryDecodeFirst(_folder, tiff)).Error;

        using (var page = Pix.FromBitonal(new BitonalImage(8, 1, [0x55]))) page.EncodeTiff(TiffCompression.CcittG4);

        Assert.DoesNotContain("no reason", before, StringComparison.Ordinal);
        Assert.Equal(before, Assert.IsType<StageOutcome<DecodedImage>.Failed>(TryDecodeFirst(_folder, tiff)).Error);
    }

    [Fact]
    public void Decode_SecondPageOfDirectoryLoop_FirstPageIsGoodAndTheLoopIsTold()
    {
        var tiff = TestImages.Tiff(false, ([10], TestImages.Fields(1, 1, [8], 1)));
        var first = BitConverter.ToInt32(tiff, 4);
        BitConverter.GetBytes(first).CopyTo(tiff, tiff.Length - 4);
        var pages = Assert.IsType<ImageInspection.Accepted>(ImageInspector.Inspect(tiff)).Pages;
        Assert.Equal(2, pages.Count);
        Assert.Contains("circle", pages[1].Fault, StringComparison.Ordinal);
        using var image = Decode(tiff);
        Assert.Equal([10], Gray(image));
    }

    private Pix Decode(byte[] tiff)
    {
        var decoded = DecodeFirst(_folder, tiff);
        Assert.Null(decoded.Damage);
        return decoded.Image;
    }

    // Planes one after the other; the three strips are made by pointing into the one written.
    private static (byte[], (int, int, int[])[]) PlanarPage() =>
        ([200, 1, 100, 2, 50, 3], [.. TestImages.Fields(2, 1, [8, 8, 8], 2, (284, 3, [2])).Where(field => field.Item1 != 278), (278, 4, [1]), (273, 4, [8, 10, 12]), (279, 4, [2, 2, 2])]);
}
