using System.Globalization;
using Archive.Storage;

namespace Archive.Cli.Doctor;

/// <summary>Checks of the data folder: can it be written, is it free, is there room.</summary>
internal static class FolderChecks
{
    private const double Gigabyte = 1e9;

    /// <summary>Room for about a thousand pages with masters.</summary>
    private const double ComfortableGigabytes = 5;

    /// <summary>Less than this does not carry one large file through.</summary>
    private const double LeastGigabytes = 0.2;

    internal static IEnumerable<MachineCheck> All(string dataFolder) => [Access(dataFolder), Space(dataFolder)];

    private static MachineCheck Access(string dataFolder)
    {
        try
        {
            if (!Directory.Exists(dataFolder)) return Parent(dataFolder);
            using var folder = DataFolder.Open(dataFolder);
            return new("data folder", CheckStatus.Ok, $"{dataFolder}, writable, not in use");
        }
        catch (DataFolderInUseException busy)
        {
            return new("data folder", CheckStatus.Warning, busy.Message, "wait until the other process ends");
        }
        catch (Exception closed) when (closed is IOException or UnauthorizedAccessException)
        {
            return new("data folder", CheckStatus.Missing, closed.Message, "name a folder that you may write with --data DIR or ARCHIVE_DATA");
        }
    }

    /// <summary>A folder that is not there is not made by a check; whether it could be made is tried on the nearest folder above.</summary>
    private static MachineCheck Parent(string dataFolder)
    {
        var above = Nearest(dataFolder);
        var probe = Path.Combine(above, $".archive-doctor-{Environment.ProcessId}");
        File.WriteAllText(probe, "");
        File.Delete(probe);
        return new("data folder", CheckStatus.Ok, $"{dataFolder}, not made yet, can be made");
    }

    private static MachineCheck Space(string dataFolder)
    {
        var free = new DriveInfo(Nearest(dataFolder)).AvailableFreeSpace / Gigabyte;
        var status = free >= ComfortableGigabytes ? CheckStatus.Ok : free >= LeastGigabytes ? CheckStatus.Warning : CheckStatus.Missing;
        var detail = string.Create(CultureInfo.InvariantCulture, $"{free:0.0} GB free for {dataFolder}");
        return new("disk space", status, detail, status == CheckStatus.Ok ? null : "make room, or name a folder elsewhere with --data DIR");
    }

    private static string Nearest(string folder)
    {
        var above = folder;
        while (!Directory.Exists(above)) above = Path.GetDirectoryName(above) ?? "/";
        return above;
    }
}
