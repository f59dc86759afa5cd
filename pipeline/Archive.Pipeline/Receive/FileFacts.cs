using System.Runtime.InteropServices;
using Archive.Pipeline.Receive.Interop;

namespace Archive.Pipeline.Receive;

/// <summary>What kind of thing a path names.</summary>
public enum PathKind
{
    RegularFile,
    Folder,
    SymbolicLink,

    /// <summary>A pipe, device or socket.</summary>
    Special,
    Missing,

    /// <summary>There, perhaps, but out of reach: no permission on the way, a name too long, links in a circle.</summary>
    OutOfReach,
}

/// <summary>What the file system says of a path without opening it.</summary>
/// <param name="Reason">Why it is out of reach or missing; empty otherwise.</param>
/// <param name="Modified">Time of last change, to the nanosecond as ticks of 100 ns.</param>
public sealed record FileFacts(PathKind Kind, long Size, DateTimeOffset Modified, (ulong Device, ulong Inode) Identity, string Reason)
{
    private const int TypeMask = 0xF000;
    private const int TypeRegular = 0x8000;
    private const int TypeFolder = 0x4000;
    private const int TypeLink = 0xA000;
    private const int NoEntry = 2;
    private const int NotAFolder = 20;
    private const int TooManyLinks = 40;
    private const int PermissionDenied = 13;
    private const int NameTooLong = 36;

    /// <param name="follow">Look at what a symbolic link leads to, not at the link.</param>
    public static FileFacts Of(string path, bool follow)
    {
        var flags = follow ? 0 : FileSystemNative.DoNotFollow;
        if (FileSystemNative.statx(FileSystemNative.CurrentDirectory, path, flags, FileSystemNative.BasicStats, out var stat) != 0)
            return Unreachable(path, Marshal.GetLastPInvokeError());
        var modified = DateTimeOffset.FromUnixTimeSeconds(stat.ModifiedSeconds).AddTicks(stat.ModifiedNanoseconds / 100);
        return new(KindOf(stat.Mode), (long)stat.Size, modified, ((ulong)stat.DeviceMajor << 32 | stat.DeviceMinor, stat.Inode), "");
    }

    /// <summary>The absolute path free of symbolic links, or null where it leads nowhere.</summary>
    public static string? RealPath(string path)
    {
        var resolved = FileSystemNative.realpath(path, 0);
        if (resolved == 0) return null;
        try
        {
            return Marshal.PtrToStringUTF8(resolved);
        }
        finally
        {
            FileSystemNative.free(resolved);
        }
    }

    private static PathKind KindOf(int mode) => (mode & TypeMask) switch
    {
        TypeRegular => PathKind.RegularFile,
        TypeFolder => PathKind.Folder,
        TypeLink => PathKind.SymbolicLink,
        _ => PathKind.Special,
    };

    private static FileFacts Unreachable(string path, int error)
    {
        // Bytes of a name that are no UTF-8 reach us as replacement characters, with which the file cannot be found again.
        var reason = error switch
        {
            NoEntry or NotAFolder when path.Contains('\uFFFD') => "its name, or that of a folder above it, is not valid UTF-8: rename it and try again",
            NoEntry or NotAFolder => "there is no such file or folder",
            PermissionDenied => "no permission to reach it",
            NameTooLong => "its path is too long",
            TooManyLinks => "its symbolic links run in a circle",
            _ => $"it cannot be reached ({Marshal.GetPInvokeErrorMessage(error)})",
        };
        var missing = error is NoEntry or NotAFolder && !path.Contains('\uFFFD');
        return new(missing ? PathKind.Missing : PathKind.OutOfReach, 0, DateTimeOffset.MinValue, default, reason);
    }
}
