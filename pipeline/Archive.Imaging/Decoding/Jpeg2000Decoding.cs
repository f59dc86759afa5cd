using Archive.Imaging.Formats;
using Archive.Imaging.Interop;

namespace Archive.Imaging.Decoding;

/// <summary>
/// Decodes JPEG 2000 through OpenJPEG itself: Leptonica's reader knows 8 bits only and gives up on boxes it does not expect.
/// A code stream that ends early gives what it holds.
/// </summary>
internal static unsafe class Jpeg2000Decoding
{
    private const int Lenient = 0;

    /// <exception cref="ImagingException">Nothing could be decoded, or the components make no picture.</exception>
    public static DecodedImage Decode(string path, ImageHeader header, string workFolder)
    {
        if (IsBareCodestream(path)) return Decode(path, header, bare: true);
        try
        {
            return Decode(path, header, bare: false);
        }
        catch (ImagingException)
        {
            return DecodeBare(path, header, workFolder);
        }
    }

    // Boxes in an order that OpenJPEG does not expect say nothing against the code stream in them.
    private static DecodedImage DecodeBare(string path, ImageHeader header, string workFolder)
    {
        var data = File.ReadAllBytes(path);
        var start = data.AsSpan().IndexOf<byte>([0xFF, 0x4F, 0xFF, 0x51]);
        if (start < 0) throw Refused();
        var bare = Path.Combine(workFolder, $"{Guid.NewGuid():N}.j2k");
        try
        {
            File.WriteAllBytes(bare, data.AsSpan(start));
            return Decode(bare, header, bare: true);
        }
        finally
        {
            File.Delete(bare);
        }
    }

    private static DecodedImage Decode(string path, ImageHeader header, bool bare)
    {
        using var codec = new OpenJpegCodecHandle(bare ? OpenJpegNative.CodecCodestream : OpenJpegNative.CodecJp2);
        using var stream = new OpenJpegStreamHandle(path);
        if (codec.IsInvalid || stream.IsInvalid) throw new ImagingException("the JPEG 2000 cannot be opened");
        OpenJpegMessages.Attach(codec);
        SetUp(codec);
        Require(OpenJpegNative.opj_read_header(stream, codec, out var image) != 0 && !image.IsInvalid, image);
        using (image)
        {
            if (Jpeg2000Planes.WidthOf(image) != header.Width || Jpeg2000Planes.HeightOf(image) != header.Height) throw new ImagingException("the JPEG 2000 contradicts itself about its size");
            var whole = OpenJpegNative.opj_decode(codec, stream, image) != 0;
            var complaint = OpenJpegMessages.First;
            if (!Jpeg2000Planes.HaveData(image)) throw Refused();
            var damage = whole && complaint.Length == 0 ? null : $"the JPEG 2000 is damaged or cut short ({complaint})";
            return new(PixelForms.Least(Jpeg2000Planes.ToPix(image)), damage);
        }
    }

    private static void SetUp(OpenJpegCodecHandle codec)
    {
        var parameters = new byte[OpenJpegNative.ParametersSize];
        fixed (byte* start = parameters)
        {
            OpenJpegNative.opj_set_default_decoder_parameters(start);
            Require(OpenJpegNative.opj_setup_decoder(codec, start) != 0, null);
        }

        _ = OpenJpegNative.opj_decoder_set_strict_mode(codec, Lenient);
    }

    private static bool IsBareCodestream(string path)
    {
        using var stream = File.OpenRead(path);
        return stream.ReadByte() == 0xFF;
    }

    private static void Require(bool condition, OpenJpegImageHandle? image)
    {
        if (condition) return;
        image?.Dispose();
        throw Refused();
    }

    private static ImagingException Refused() => new($"the JPEG 2000 cannot be decoded ({(OpenJpegMessages.First is { Length: > 0 } first ? first : "no reason given")})");
}
