using System.Runtime.InteropServices;

namespace Archive.Imaging.Interop;

/// <summary>The functions of OpenJPEG 2 (openjpeg.h) that decode a file.</summary>
internal static unsafe partial class OpenJpegNative
{
    internal const string Library = "libopenjp2.so.7";
    internal const int CodecCodestream = 0;
    internal const int CodecJp2 = 2;

    /// <summary>More than <c>sizeof(opj_dparameters_t)</c> of any 2.x, which holds two paths of 4,096 bytes and some numbers.</summary>
    internal const int ParametersSize = 16_384;

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint opj_stream_create_default_file_stream(string path, int read);

    [LibraryImport(Library)] internal static partial void opj_stream_destroy(nint stream);

    [LibraryImport(Library)] internal static partial nint opj_create_decompress(int format);

    [LibraryImport(Library)] internal static partial void opj_destroy_codec(nint codec);

    [LibraryImport(Library)] internal static partial void opj_set_default_decoder_parameters(byte* parameters);

    [LibraryImport(Library)] internal static partial int opj_setup_decoder(OpenJpegCodecHandle codec, byte* parameters);

    [LibraryImport(Library)] internal static partial int opj_decoder_set_strict_mode(OpenJpegCodecHandle codec, int strict);

    [LibraryImport(Library)]
    internal static partial int opj_set_error_handler(OpenJpegCodecHandle codec, delegate* unmanaged<byte*, nint, void> handler, nint data);

    [LibraryImport(Library)]
    internal static partial int opj_set_warning_handler(OpenJpegCodecHandle codec, delegate* unmanaged<byte*, nint, void> handler, nint data);

    [LibraryImport(Library)] internal static partial int opj_read_header(OpenJpegStreamHandle stream, OpenJpegCodecHandle codec, out OpenJpegImageHandle image);

    [LibraryImport(Library)] internal static partial int opj_decode(OpenJpegCodecHandle codec, OpenJpegStreamHandle stream, OpenJpegImageHandle image);

    [LibraryImport(Library)] internal static partial void opj_image_destroy(nint image);
}

/// <summary><c>opj_image_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OpenJpegImage
{
    public uint X0, Y0, X1, Y1, ComponentCount;
    public int ColourSpace;
    public OpenJpegComponent* Components;
}

/// <summary><c>opj_image_comp_t</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct OpenJpegComponent
{
    public uint StepX, StepY, Width, Height, X0, Y0, Precision, BitsPerPixel, Signed, ResolutionsDecoded, Factor;
    public int* Data;
    public ushort Alpha;
}
