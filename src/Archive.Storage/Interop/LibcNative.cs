using System.Runtime.InteropServices;

namespace Archive.Storage.Interop;

/// <summary>The calls of the C library that .NET does not offer: opening a directory and syncing it.</summary>
internal static partial class LibcNative
{
    /// <summary>O_RDONLY | O_CLOEXEC; the same values on every Linux architecture (unlike O_DIRECTORY).</summary>
    internal const int ReadOnlyCloseOnExec = 0x80000;

    private const string Library = "libc";

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Fsync(SafeDirectoryHandle directory);

    [LibraryImport(Library, EntryPoint = "close")]
    internal static partial int Close(int descriptor);
}
