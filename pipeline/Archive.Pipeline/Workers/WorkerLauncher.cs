using System.Collections.Concurrent;
using System.Diagnostics;

namespace Archive.Pipeline.Workers;

/// <summary>
/// Starts child processes from one thread that lives as long as this process. The kernel sends the parent-death signal when the
/// thread that forked ends, not the process: started from a pool thread, a worker would be killed whenever the pool shrinks.
/// </summary>
internal static class WorkerLauncher
{
    private static readonly BlockingCollection<(ProcessStartInfo Info, TaskCompletionSource<Process> Started)> Orders = [];
    private static readonly Lazy<Thread> Starter = new(StartThread);

    internal static Task<Process> StartAsync(ProcessStartInfo info)
    {
        _ = Starter.Value;
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Orders.Add((info, started));
        return started.Task;
    }

    private static Thread StartThread()
    {
        var thread = new Thread(StartAll) { IsBackground = true, Name = "page worker launcher" };
        thread.Start();
        return thread;
    }

    private static void StartAll()
    {
        foreach (var (info, started) in Orders.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(info) ?? throw new InvalidOperationException($"{info.FileName} did not start."));
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        }
    }
}
