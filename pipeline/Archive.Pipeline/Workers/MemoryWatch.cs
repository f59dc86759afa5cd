using System.Globalization;

namespace Archive.Pipeline.Workers;

/// <summary>Reads what the kernel says about a process's memory.</summary>
internal static class MemoryWatch
{
    /// <summary>Resident memory in bytes, from /proc/PID/statm (proc(5): second field, in pages); 0 where the process is gone.</summary>
    internal static long ResidentBytes(int process)
    {
        try
        {
            var fields = File.ReadAllText($"/proc/{process}/statm").Split(' ');
            return long.Parse(fields[1], CultureInfo.InvariantCulture) * Environment.SystemPageSize;
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException or IndexOutOfRangeException)
        {
            return 0;
        }
    }

    /// <summary>Completes when the process holds more than <paramref name="limitBytes"/>; otherwise runs until cancelled.</summary>
    internal static async Task UntilAboveAsync(int process, long limitBytes, TimeSpan interval, TimeProvider time, CancellationToken cancellation)
    {
        using var timer = new PeriodicTimer(interval, time);
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            if (ResidentBytes(process) > limitBytes) return;
        }
    }

    /// <summary>Processes that the kernel has killed for want of memory since the machine started (/proc/vmstat, oom_kill); 0 where it does not say.</summary>
    internal static long KernelKills()
    {
        try
        {
            var line = File.ReadLines("/proc/vmstat").FirstOrDefault(entry => entry.StartsWith("oom_kill ", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.AsSpan("oom_kill ".Length), CultureInfo.InvariantCulture);
        }
        catch (Exception hidden) when (hidden is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }
}
