using System.Runtime.InteropServices;

namespace Archive.Pipeline.Workers.Interop;

/// <summary>The few calls of the C library that the worker processes need and .NET does not offer. Declarations only.</summary>
internal static partial class LibcNative
{
    private const string Library = "libc.so.6";

    internal const int StandardOutput = 1;
    internal const int StandardError = 2;
    internal const int DuplicateCloseOnExec = 1030; // F_DUPFD_CLOEXEC, fcntl(2)
    internal const int SetParentDeathSignal = 1; // PR_SET_PDEATHSIG, prctl(2)
    internal const int SignalInterrupt = 2;
    internal const int SignalKill = 9;

    [LibraryImport(Library, EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    internal static partial int SetEnvironment(string name, string value, int overwrite);

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int FileControl(int descriptor, int command, int argument);

    [LibraryImport(Library, EntryPoint = "dup2", SetLastError = true)]
    internal static partial int Duplicate(int descriptor, int target);

    [LibraryImport(Library, EntryPoint = "prctl", SetLastError = true)]
    internal static partial int ProcessControl(int option, nuint argument2, nuint argument3, nuint argument4, nuint argument5);

    [LibraryImport(Library, EntryPoint = "setpgid", SetLastError = true)]
    internal static partial int SetProcessGroup(int process, int group);

    [LibraryImport(Library, EntryPoint = "kill", SetLastError = true)]
    internal static partial int Kill(int process, int signal);
}
