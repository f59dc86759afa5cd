using System.Globalization;
using Archive.Domain;

namespace Archive.Pipeline.Nodes;

/// <summary>Keeps work from being taken while the disk is nearly full: before anything breaks, and until there is room again.</summary>
internal sealed class SpaceGuard(string folder, NodeOptions options)
{
    private const string Part = "disk";

    /// <summary>Room on the disk, bytes; null where it cannot be found out: telling it must not keep a heartbeat from going out.</summary>
    internal long? Known
    {
        get
        {
            try
            {
                return Free;
            }
            catch (Exception unknown) when (unknown is IOException or UnauthorizedAccessException)
            {
                return null;
            }
        }
    }

    private long Free => new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;

    /// <exception cref="DiskNearlyFullException">There is less room than work needs.</exception>
    internal void Require()
    {
        var free = Free;
        if (free >= options.LeastFreeBytes) return;
        throw new DiskNearlyFullException(string.Create(CultureInfo.InvariantCulture,
            $"The disk of {folder} is nearly full: {free / 1_000_000} MB are free, {options.LeastFreeBytes / 1_000_000} MB are needed before more work is taken."));
    }

    /// <summary>Returns at once where there is room; otherwise says so and looks again, later and later, until there is.</summary>
    internal async Task WaitAsync(NodeHealth health, TimeProvider time, CancellationToken cancellation)
    {
        var backoff = new Backoff(options.FirstWait, options.LongestWait);
        while (true)
        {
            try
            {
                Require();
                health.Works(Part);
                return;
            }
            catch (DiskNearlyFullException full)
            {
                health.Waits(Part, full.Message);
            }

            await Task.Delay(backoff.Next(), time, cancellation);
        }
    }
}

/// <summary>Work is not taken because the disk is nearly full; it goes on by itself when there is room.</summary>
public sealed class DiskNearlyFullException(string message) : EnvironmentProblemException(message);
