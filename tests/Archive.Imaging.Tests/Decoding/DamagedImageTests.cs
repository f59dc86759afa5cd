using Archive.Domain;
using Archive.Imaging.Decoding;
using static Archive.Imaging.Tests.Decoding.ImageDecoderTests;

namespace Archive.Imaging.Tests.Decoding;

public sealed class DamagedImageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive-damaged-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    public static TheoryData<string> Encodings => ["jpeg", "progressive", "png", "g4", "lzw", "jpegtiff"];

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Decode_CutAtEachTenth_DamagedOrRefusedButNeverWhole(string encoding)
    {
        var whole = Encode(encoding);
        using (var image = DecodeFirst(_folder, whole).Image) Assert.Equal((400, 300), (image.Width, image.Height));
        for (var tenth = 1; tenth < 10; tenth++)
        {
            var outcome = TryDecodeFirst(_folder, whole[..(whole.Length * tenth / 10)]);
            if (outcome is StageOutcome<DecodedImage>.Failed failed) Assert.NotEqual("", failed.Error);
            if (outcome is not StageOutcome<DecodedImage>.Done { Value: var decoded }) continue;
            using (decoded.Image) Assert.False(string.IsNullOrEmpty(decoded.Damage), $"{encoding} cut at {tenth}0 % passes for whole.");
        }
    }

    [Theory]
    [InlineData("jpeg")]
    [InlineData("png")]
    public void Decode_CutNearTheEnd_UpperPartIsKept(string encoding)
    {
        var whole = Encode(encoding);
        using var original = DecodeFirst(_folder, whole).Image.ToGray();
        var damaged = DecodeFirst(_folder, whole[..(whole.Length * 8 / 10)]);
        using var kept = damaged.Image.ToGray();
        Assert.Equal(original.ToGrayImage().Pixels[..(400 * 150)], kept.ToGrayImage().Pixels[..(400 * 150)]);
        Assert.NotNull(damaged.Damage);
        damaged.Image.Dispose();
    }

    [Fact]
    public void Decode_Jpeg2000CutAtEachTenth_DamagedOrRefused()
    {
        for (var tenth = 1; tenth < 10; tenth++)
        {
            if (TryDecodeFirst(_folder, TestImages.ColourJpeg2000[..(TestImages.ColourJpeg2000.Length * tenth / 10)]) is not StageOutcome<DecodedImage>.Done done) continue;
            using (done.Value.Image) Assert.NotNull(done.Value.Damage);
        }
    }

    [Fact]
    public void Decode_OneWrongByteInPng_DamageIsTold()
    {
        var png = Encode("png");
        png[png.Length / 2] ^= 0x55;
        var decoded = DecodeFirst(_folder, png);
        using (decoded.Image) Assert.NotNull(decoded.Damage);
    }

    [Fact]
    public void Decode_RandomBytesInEveryFormat_NeverThrows()
    {
        var random = new Random(4);
        foreach (var encoding in new[] { "jpeg", "png", "lzw" })
            for (var round = 0; round < 20; round++)
            {
                var bytes = Encode(encoding);
                for (var hit = 0; hit < 5; hit++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                if (TryDecodeFirst(_folder, bytes) is StageOutcome<DecodedImage>.Done done) done.Value.Image.Dispose();
            }
    }

    private static byte[] Encode(string encoding)
    {
        using var gray = Pix.FromGray(new GrayImage(400, 300, Pattern()));
        using var colour = gray.ToColour();
        using var ink = gray.Threshold(128);
        return encoding switch
        {
            "jpeg" => colour.EncodeJpeg(85),
            "progressive" => colour.EncodeJpeg(85, progressive: true),
            "png" => gray.EncodePng(),
            "g4" => ink.EncodeTiff(TiffCompression.CcittG4),
            "lzw" => gray.EncodeTiff(TiffCompression.Lzw),
            _ => colour.EncodeTiff(TiffCompression.Jpeg),
        };
    }

    // Waves with some noise: compresses, but not to nothing.
    private static byte[] Pattern()
    {
        var random = new Random(3);
        return Enumerable.Range(0, 400 * 300).Select(at => (byte)Math.Clamp(128 + 90 * Math.Sin(at % 400 / 9.0) * Math.Cos(at / 400 / 7.0) + random.Next(-20, 20), 0, 255)).ToArray();
    }
}
