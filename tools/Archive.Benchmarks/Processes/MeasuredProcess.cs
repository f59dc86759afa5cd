using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Archive.Benchmarks.Processes;

/// <summary>What a command cost, its children included.</summary>
/// <param name="CpuSeconds">User and system time of the whole process tree.</param>
/// <param name="WallSeconds">From start to exit.</param>
/// <param name="PeakProcessBytes">Largest resident size of any one process of the tree, sampled.</param>
public sealed record ProcessCost(double CpuSeconds, double WallSeconds, long PeakProcessBytes)
{
    public ProcessCost Add(ProcessCost other) => new(
        CpuSeconds + other.CpuSeconds, WallSeconds + other.WallSeconds, Math.Max(PeakProcessBytes, other.PeakProcessBytes));
}

/// <summary>Runs commands one at a time and measures them as whole process trees (getrusage of waited-for children, /proc for memory).</summary>
public static partial class MeasuredProcess
{
    private const int Children = -1;
    private static readonly TimeSpan SampleEvery = TimeSpan.FromMilliseconds(50);

    /// <param name="acceptedExitCodes">Others are an error.</param>
    /// <returns>The cost and standard output.</returns>
    /// <exception cref="InvalidOperationException">The command failed; the message holds its standard error.</exception>
    public static (ProcessCost Cost, string Output) Run(string command, IReadOnlyList<string> arguments, params int[] acceptedExitCodes)
    {
        var start = new ProcessStartInfo(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // One thread of OCR per process for everyone: more of them spin and only cost CPU.
        start.Environment["OMP_THREAD_LIMIT"] = "1";
        var before = ChildCpuSeconds();
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command} did not start.");
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = 0L;
        while (!process.WaitForExit(SampleEvery)) peak = Math.Max(peak, LargestOfTree(process.Id));
        process.WaitForExit();
        if (process.ExitCode != 0 && !acceptedExitCodes.Contains(process.ExitCode))
            throw new InvalidOperationException($"{command} ended with {process.ExitCode}: {error.Result.Trim()}");
        return (new(ChildCpuSeconds() - before, clock.Elapsed.TotalSeconds, peak), output.Result);
    }

    private static long LargestOfTree(int root)
    {
        var largest = 0L;
        var pending = new Stack<int>([root]);
        while (pending.TryPop(out var id))
        {
            try
            {
                largest = Math.Max(largest, long.Parse(File.ReadAllText($"/proc/{id}/statm").Split(' ')[1]) * Environment.SystemPageSize);
                foreach (var task in Directory.GetDirectories($"/proc/{id}/task"))
                    foreach (var child in File.ReadAllText(Path.Combine(task, "children")).Split(' ', StringSplitOptions.RemoveEmptyEntries))
                        pending.Push(int.Parse(child));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The process ended between two looks.
            }
        }

        return largest;
    }

    private static double ChildCpuSeconds()
    {
        Span<long> usage = stackalloc long[18];
        if (getrusage(Children, ref MemoryMarshal.GetReference(usage)) != 0) throw new InvalidOperationException("getrusage failed.");
        return usage[0] + usage[2] + (usage[1] + usage[3]) / 1e6;
    }

    /// <summary>struct rusage begins with user and system time, each seconds and microseconds (getrusage(2), x86-64 and arm64).</summary>
    [LibraryImport("libc")]
    private static partial int getrusage(int who, ref long usage);
}
