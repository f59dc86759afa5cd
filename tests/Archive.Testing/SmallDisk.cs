using System.Diagnostics;
using System.Globalization;

namespace Archive.Testing;

/// <summary>A file system of a test's own in memory, as small as it likes; needs the right to mount.</summary>
public sealed class SmallDisk : IDisposable
{
    /// <summary>What a test writes to its output when it returns early because nothing can be mounted.</summary>
    public const string Skipped = "skipped: no right to mount a small file system";

    private SmallDisk(string path) => Path = path;

    public string Path { get; }

    /// <summary>Bytes that no file has.</summary>
    public long FreeBytes => new DriveInfo(Path).AvailableFreeSpace;

    /// <summary>Mounts an empty disk.</summary>
    /// <param name="path">The folder to mount it on; made where it is not there.</param>
    /// <param name="bytes">Its size; rounded up to pages of 4 KiB.</param>
    /// <param name="files">Files and folders that it can hold, its own root counted; null for as many as there is room for.</param>
    /// <returns>Null where that is not permitted.</returns>
    public static SmallDisk? TryMount(string path, long bytes, int? files = null)
    {
        Directory.CreateDirectory(path);
        return Run("mount", "-t", "tmpfs", "-o", Options(bytes, files), "tmpfs", path) ? new(path) : null;
    }

    /// <summary>Changes the size, which must not be less than what is in use.</summary>
    /// <exception cref="InvalidOperationException">The system refuses.</exception>
    public void Resize(long bytes, int? files = null)
    {
        if (!Run("mount", "-o", $"remount,{Options(bytes, files)}", Path)) throw new InvalidOperationException($"{Path} cannot be made {bytes} bytes large.");
    }

    public void Dispose() => Run("umount", "--lazy", Path);

    private static string Options(long bytes, int? files) => string.Create(CultureInfo.InvariantCulture, $"size={bytes},nr_inodes={files ?? 1_000_000}");

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
