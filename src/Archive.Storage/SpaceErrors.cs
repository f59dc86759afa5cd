using Archive.Domain;

namespace Archive.Storage;

/// <summary>Tells "no room" from other I/O errors, and asks how much room there is.</summary>
internal static class SpaceErrors
{
    // errno values of Linux, which .NET carries in HResult, and the Windows code for a full disk.
    private const int FileTooBig = 27;
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>True for a full medium, an exhausted quota or a file size limit.</summary>
    internal static bool IsNoSpace(Exception error) => error switch
    {
        StorageFullException => true,
        IOException io => io.HResult is FileTooBig or NoSpace or QuotaExceeded or WindowsDiskFull,
        // .NET reports EFBIG on write as an argument error although no argument is at fault.
        ArgumentOutOfRangeException { ParamName: "value" } => true,
        _ => false,
    };

    internal static StorageFullException Full(string path, Exception cause) => new(path, FreeBytes(path), cause);

    /// <summary>Bytes free for this user on the medium of <paramref name="path"/>; -1 where that cannot be read.</summary>
    internal static long FreeBytes(string path)
    {
        try
        {
            return new DriveInfo(Path.GetFullPath(path)).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return -1;
        }
    }
}
