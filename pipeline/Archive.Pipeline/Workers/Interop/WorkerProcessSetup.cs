using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archive.Pipeline.Workers.Interop;

/// <summary>Makes the present process a page worker, before any native imaging or OCR library is loaded.</summary>
internal static class WorkerProcessSetup
{
    /// <summary>Score added for the kernel's out-of-memory killer, 0 to 1,000: a worker goes before anything else of the archive.</summary>
    private const string OutOfMemoryScore = "800";

    /// <summary>
    /// One OCR thread, its own process group (Ctrl-C reaches the host alone, and the host can kill the worker with its helpers),
    /// death together with the host, first in line when memory runs out.
    /// </summary>
    internal static void Adopt()
    {
        // libgomp reads the C environment when it loads; Environment.SetEnvironmentVariable changes only .NET's copy.
        Check(LibcNative.SetEnvironment("OMP_THREAD_LIMIT", "1", overwrite: 1));
        Check(LibcNative.ProcessControl(LibcNative.SetParentDeathSignal, LibcNative.SignalKill, 0, 0, 0));
        // Refused only where the process leads a session already, which serves as well.
        _ = LibcNative.SetProcessGroup(0, 0);
        try
        {
            File.WriteAllText("/proc/self/oom_score_adj", OutOfMemoryScore);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            // Some containers forbid it; the memory limit watched by the host still holds.
        }
    }

    /// <summary>
    /// Takes standard output for the protocol alone: whatever libraries print from now on goes to standard error.
    /// The descriptor is closed in helpers that the worker starts.
    /// </summary>
    internal static Stream TakeStandardOutput()
    {
        var descriptor = Check(LibcNative.FileControl(LibcNative.StandardOutput, LibcNative.DuplicateCloseOnExec, 3));
        Check(LibcNative.Duplicate(LibcNative.StandardError, LibcNative.StandardOutput));
        return new FileStream(new SafeFileHandle(descriptor, ownsHandle: true), FileAccess.Write, bufferSize: 0);
    }

    private static int Check(int result) =>
        result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());
}
