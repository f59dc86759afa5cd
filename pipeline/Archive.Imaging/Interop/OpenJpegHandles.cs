using System.Runtime.InteropServices;

namespace Archive.Imaging.Interop;

/// <summary>Owns an <c>opj_codec_t</c>.</summary>
internal sealed class OpenJpegCodecHandle : SafeHandle
{
    public OpenJpegCodecHandle(int format) : base(0, ownsHandle: true) => SetHandle(OpenJpegNative.opj_create_decompress(format));

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        OpenJpegNative.opj_destroy_codec(handle);
        return true;
    }
}

/// <summary>Owns an <c>opj_stream_t</c> over a file.</summary>
internal sealed class OpenJpegStreamHandle : SafeHandle
{
    public OpenJpegStreamHandle(string path) : base(0, ownsHandle: true) => SetHandle(OpenJpegNative.opj_stream_create_default_file_stream(path, 1));

    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        OpenJpegNative.opj_stream_destroy(handle);
        return true;
    }
}

/// <summary>Owns an <c>opj_image_t</c>.</summary>
internal sealed unsafe class OpenJpegImageHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    /// <summary>Valid while the handle is open.</summary>
    public OpenJpegImage* Image => (OpenJpegImage*)handle;

    protected override bool ReleaseHandle()
    {
        OpenJpegNative.opj_image_destroy(handle);
        return true;
    }
}
