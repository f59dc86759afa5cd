using System.Runtime.InteropServices;

namespace Archive.Pipeline.Receive.Interop;

/// <summary>The calls of the C library that tell what a path is without opening it: opening a pipe would wait for ever.</summary>
internal static partial class FileSystemNative
{
    internal const string Library = "libc";
    internal const int CurrentDirectory = -100;
    internal const int DoNotFollow = 0x100;
    internal const uint BasicStats = 0x7FF;

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int statx(int directory, string path, int flags, uint mask, out StatxBuffer buffer);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint realpath(string path, nint buffer);

    [LibraryImport(Library, SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int rename(string from, string to);

    [LibraryImport(Library)]
    internal static partial void free(nint memory);
}

/// <summary>The kernel's <c>struct statx</c>, the same on every architecture (linux/stat.h).</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct StatxBuffer
{
    [FieldOffset(28)] public ushort Mode;
    [FieldOffset(32)] public ulong Inode;
    [FieldOffset(40)] public ulong Size;
    [FieldOffset(112)] public long ModifiedSeconds;
    [FieldOffset(120)] public uint ModifiedNanoseconds;
    [FieldOffset(136)] public uint DeviceMajor;
    [FieldOffset(140)] public uint DeviceMinor;
}
