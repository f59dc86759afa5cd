using System.Runtime.InteropServices;

namespace Archive.Recognition.Interop;

/// <summary>Owns a <c>TessBaseAPI</c>.</summary>
internal sealed class TesseractHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        TesseractNative.TessBaseAPIDelete(handle);
        return true;
    }
}

/// <summary>Owns a <c>TessResultIterator</c>; valid until its engine recognizes again or is cleared.</summary>
internal sealed class ResultIteratorHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    protected override bool ReleaseHandle()
    {
        TesseractNative.TessResultIteratorDelete(handle);
        return true;
    }
}
