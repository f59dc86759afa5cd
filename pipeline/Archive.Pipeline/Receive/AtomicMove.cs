using System.Runtime.InteropServices;
using Archive.Pipeline.Receive.Interop;

namespace Archive.Pipeline.Receive;

/// <summary>
/// Gives a file or folder another name in the same file system: at once or not at all, and for one of several who try. .NET's own move links and
/// unlinks, or copies: two could have the file.
/// </summary>
public static class AtomicMove
{
    private const int NoEntry = 2;

    /// <summary>Moves what a path names itself: a symbolic link is not followed. A file of the new name is replaced.</summary>
    /// <exception cref="FileNotFoundException">There is nothing of that name any more: somebody else was first.</exception>
    /// <exception cref="IOException">The file system refuses.</exception>
    public static void Move(string from, string to)
    {
        if (FileSystemNative.rename(from, to) == 0) return;
        var error = Marshal.GetLastPInvokeError();
        if (error == NoEntry) throw new FileNotFoundException("It is not there any more.");
        throw new IOException($"It cannot be moved ({Marshal.GetPInvokeErrorMessage(error)}).", error);
    }
}
