using System.Runtime.InteropServices;

namespace Archive.Imaging.Interop;

/// <summary>Owns one reference to a Leptonica <c>PIX</c>.</summary>
internal sealed class PixHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        LeptonicaNative.pixDestroy(ref handle);
        return true;
    }
}
