using Archive.Imaging.Interop;

namespace Archive.Imaging;

/// <summary>TIFF compressions that Leptonica writes (its IFF_ constants).</summary>
public enum TiffCompression
{
    Uncompressed = 4,
    PackBits = 5,
    CcittG4 = 8,
    Lzw = 9,
    Deflate = 10,
    Jpeg = 17,
}

public sealed partial class Pix
{
    private const int ContinueWithBadData = 2;

    /// <summary>Decodes JPEG, PNG, TIFF (first page), JPEG 2000 and whatever else Leptonica knows.</summary>
    /// <exception cref="ImagingException">The bytes are no image that can be decoded.</exception>
    public static unsafe Pix Decode(ReadOnlySpan<byte> data)
    {
        LeptonicaMessages.Clear();
        fixed (byte* start = data) return Own(LeptonicaNative.pixReadMem(start, (nuint)data.Length), "decode the image");
    }

    /// <summary>Decodes a JPEG and counts the decoder's warnings: more than 0 means damage (truncation above all), with what could be read in the image.</summary>
    /// <param name="reduction">1, 2, 4 or 8: decode at that fraction of the size.</param>
    public static unsafe (Pix Image, int Warnings) DecodeJpeg(ReadOnlySpan<byte> data, int reduction = 1)
    {
        LeptonicaMessages.Clear();
        fixed (byte* start = data)
            return (Own(LeptonicaNative.pixReadMemJpeg(start, (nuint)data.Length, 0, reduction, out var warnings, ContinueWithBadData), "decode the JPEG"), warnings);
    }

    /// <summary>Decodes one page of a TIFF, from 0.</summary>
    public static unsafe Pix DecodeTiffPage(ReadOnlySpan<byte> data, int page)
    {
        LeptonicaMessages.Clear();
        fixed (byte* start = data) return Own(LeptonicaNative.pixReadMemTiff(start, (nuint)data.Length, page), $"decode page {page + 1} of the TIFF");
    }

    public byte[] EncodePng()
    {
        Check(LeptonicaNative.pixWriteMemPng(out var data, out var size, Handle, 0), "encode a PNG");
        return TakeBytes(data, size);
    }

    /// <param name="quality">1 to 100, libjpeg's scale.</param>
    /// <param name="progressive">Progressive scans are some percent smaller and cost more time.</param>
    /// <param name="chromaSubsampling">Colour at half resolution in both directions (4:2:0), else at full (4:4:4).</param>
    public byte[] EncodeJpeg(int quality, bool progressive = false, bool chromaSubsampling = true)
    {
        _ = LeptonicaNative.pixSetChromaSampling(Handle, chromaSubsampling ? 1 : 0);
        Check(LeptonicaNative.pixWriteMemJpeg(out var data, out var size, Handle, quality, progressive ? 1 : 0), "encode a JPEG");
        return TakeBytes(data, size);
    }

    public byte[] EncodeTiff(TiffCompression compression)
    {
        Check(LeptonicaNative.pixWriteMemTiff(out var data, out var size, Handle, (int)compression), "encode a TIFF");
        return TakeBytes(data, size);
    }

    /// <summary>Writes a TIFF file, or appends a page to it.</summary>
    public void WriteTiff(string path, TiffCompression compression, bool append) =>
        Check(LeptonicaNative.pixWriteTiff(path, Handle, (int)compression, append ? "a" : "w"), $"write {path}");

    private static unsafe byte[] TakeBytes(nint data, nuint size)
    {
        try
        {
            return new ReadOnlySpan<byte>((void*)data, checked((int)size)).ToArray();
        }
        finally
        {
            LeptonicaNative.lept_free(data);
        }
    }
}
