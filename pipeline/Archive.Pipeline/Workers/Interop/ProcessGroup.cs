namespace Archive.Pipeline.Workers.Interop;

/// <summary>Signals to a process and the helpers it started.</summary>
public static class ProcessGroup
{
    /// <summary>Kills the group that the process leads, and the process itself should it not have come to leading one; gone already is fine.</summary>
    public static void Kill(int process)
    {
        _ = LibcNative.Kill(-process, LibcNative.SignalKill);
        _ = LibcNative.Kill(process, LibcNative.SignalKill);
    }

    /// <summary>As Ctrl-C does: the group may put things in order before it ends. Told once: a program may take a second time for an emergency.</summary>
    public static void Interrupt(int process)
    {
        if (LibcNative.Kill(-process, LibcNative.SignalInterrupt) != 0) _ = LibcNative.Kill(process, LibcNative.SignalInterrupt);
    }
}
