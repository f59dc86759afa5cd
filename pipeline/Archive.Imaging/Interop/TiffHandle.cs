using System.Runtime.InteropServices;

namespace Archive.Imaging.Interop;

/// <summary>Owns an open <c>TIFF</c> of libtiff.</summary>
internal sealed class TiffHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LibTiffNative.TIFFClose(handle);
        return true;
    }
}
