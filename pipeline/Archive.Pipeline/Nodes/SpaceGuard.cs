using System.Globalization;
using Archive.Domain;

namespace Archive.Pipeline.Nodes;

/// <summary>Keeps work from being taken while the disk is nearly full: before anything breaks, and until there is room again.</summary>
internal sealed class SpaceGuard(string folder, long leastFreeBytes)
{
    /// <exception cref="DiskNearlyFullException">There is less room than work needs.</exception>
    internal void Require()
    {
        var free = new DriveInfo(Path.GetFullPath(folder)).AvailableFreeSpace;
        if (free >= leastFreeBytes) return;
        throw new DiskNearlyFullException(string.Create(CultureInfo.InvariantCulture,
            $"The disk of {folder} is nearly full: {free / 1_000_000} MB are free, {leastFreeBytes / 1_000_000} MB are needed before more work is taken."));
    }
}

/// <summary>Work is not taken because the disk is nearly full; it goes on by itself when there is room.</summary>
public sealed class DiskNearlyFullException(string message) : EnvironmentProblemException(message);
