using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archive.Storage.Interop;

/// <summary>A file descriptor of an open directory.</summary>
internal sealed class SafeDirectoryHandle : SafeHandleMinusOneIsInvalid
{
    private SafeDirectoryHandle(int descriptor)
        : base(ownsHandle: true) => SetHandle(descriptor);

    /// <exception cref="IOException">The directory cannot be opened.</exception>
    internal static SafeDirectoryHandle Open(string path) =>
        new(LibcErrors.Check(LibcNative.Open(path, LibcNative.ReadOnlyCloseOnExec), path));

    protected override bool ReleaseHandle() => LibcNative.Close((int)handle) == 0;
}

/// <summary>The checker of the C library's return convention: -1 is a failure told by errno.</summary>
internal static class LibcErrors
{
    internal static int Check(int result, string path)
    {
        if (result >= 0) return result;
        var error = Marshal.GetLastPInvokeError();
        throw new IOException($"{Marshal.GetPInvokeErrorMessage(error)}: '{path}'.", error);
    }
}
