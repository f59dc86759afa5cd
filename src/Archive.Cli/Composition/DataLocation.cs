using Archive.Cli.Settings;

namespace Archive.Cli.Composition;

/// <summary>Where the data folder is.</summary>
internal static class DataLocation
{
    /// <summary>As given; else ARCHIVE_DATA; else 'archive' in XDG_DATA_HOME (XDG Base Directory Specification 0.8), which is ~/.local/share by default.</summary>
    /// <param name="environment">Looks up a variable; null where it is not set.</param>
    internal static string Resolve(string? given, Func<string, string?> environment)
    {
        if (!string.IsNullOrEmpty(given)) return Path.GetFullPath(given);
        if (environment(PlaceVariables.Data) is { Length: > 0 } named) return Path.GetFullPath(named);
        // The specification has relative paths in XDG_DATA_HOME ignored.
        if (environment("XDG_DATA_HOME") is { Length: > 0 } home && Path.IsPathRooted(home)) return Path.Combine(home, "archive");
        if (environment("HOME") is { Length: > 0 } user) return Path.Combine(user, ".local", "share", "archive");
        throw new UsageException("Neither HOME nor ARCHIVE_DATA is set: name the data folder with --data DIR.");
    }
}
