namespace Archive.Pipeline.Workers.Interop;

/// <summary>Signals to a worker and the helpers it started.</summary>
internal static class ProcessGroup
{
    /// <summary>Kills the group that the process leads, and the process itself should it not have come to leading one; gone already is fine.</summary>
    internal static void Kill(int process)
    {
        _ = LibcNative.Kill(-process, LibcNative.SignalKill);
        _ = LibcNative.Kill(process, LibcNative.SignalKill);
    }
}
