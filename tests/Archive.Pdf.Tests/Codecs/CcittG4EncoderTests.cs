using Archive.Domain;
using Archive.Pdf.Codecs;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Pdf.Tests.Codecs;

public class CcittG4EncoderTests
{
    /// <summary>A picture of a kind (noise of some density, bars, a copy of the row above with slips) in any size.</summary>
    private static readonly Gen<BitonalImage> Images =
        from width in Gen.OneOf(Gen.Choose(1, 40), Gen.Choose(60, 140), Gen.Choose(2500, 6000))
        from height in Gen.Choose(1, 12)
        from kind in Gen.Choose(0, 3)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select Draw(width, height, kind, seed);

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
            for (var x = lengths[y]; x < 2 * lengths[y]; x++) Set(image, x, y);

        AssertPopplerReads([image]);
    }

    [Fact]
    public void Encode_RandomImages_AreReadByPoppler() =>
        AssertPopplerReads([.. Enumerable.Range(0, 40).Select(seed => Draw(1 + seed * 37 % 1500, 20, seed % 4, seed))]);

    /// <summary>Poppler's decoder shares no table with ours, so a misprint in ours shows.</summary>
    private static void AssertPopplerReads(BitonalImage[] images)
    {
        PdfPage[] pages = [.. images.Select(image => PdfPage.FromImage(
            new(PageImageEncoding.CcittG4, image.Width, image.Height, CcittG4Encoder.Encode(image)), image.Width, image.Height, TestPages.Dpi))];
        using var pdf = new TemporaryFile(TestPages.Write(pages));
        var folder = Directory.CreateTempSubdirectory("archive-g4-");
        try
        {
            var (exit, _, errors) = PdfTools.Run("pdfimages", pdf.Path, Path.Combine(folder.FullName, "i"));
            Assert.True(exit == 0 && errors.Length == 0, errors);
            for (var index = 0; index < images.Length; index++)
                Assert.True(Same(T6Decoder.Pixels(images[index]), ReadPbm(Path.Combine(folder.FullName, $"i-{index:D3}.pbm"))), $"image {index}");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Reads a P4 file, in which 1 is black.</summary>
    private static bool[][] ReadPbm(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var header = System.Text.Encoding.ASCII.GetString(bytes, 0, Math.Min(32, bytes.Length)).Split('\n');
        var (size, start) = (header[1].Split(' '), header[0].Length + header[1].Length + 2);
        return T6Decoder.Pixels(new(int.Parse(size[0]), int.Parse(size[1]), bytes[start..]));
    }

    private static bool Same(bool[][] one, bool[][] other) => one.Length == other.Length && one.Zip(other).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));

    private static BitonalImage Draw(int width, int height, int kind, int seed)
    {
        var random = new Random(seed);
        var image = new BitonalImage(width, height, new byte[(width + 7) / 8 * height]);
        var density = random.NextDouble();
        var bars = Enumerable.Range(0, 6).Select(_ => (Left: random.Next(width), Length: random.Next(width))).ToArray();
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var ink = kind switch
                {
                    0 => random.NextDouble() < density,
                    1 => bars.Any(bar => x >= bar.Left + y && x < bar.Left + bar.Length - y),
                    2 => bars.Take(2).Any(bar => x >= bar.Left + random.Next(5) && x < bar.Left + bar.Length),
                    _ => (x + y * random.Next(3)) / 7 % 2 == 0,
                };
                if (ink) Set(image, x, y);
            }
        }
        return image;
    }

    private static void Set(BitonalImage image, int x, int y) => image.Rows[y * image.Stride + x / 8] |= (byte)(0x80 >> (x % 8));
}
