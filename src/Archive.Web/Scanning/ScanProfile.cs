using System.Globalization;
using System.Text.RegularExpressions;

namespace Archive.Web.Scanning;

/// <summary>How a scanner scans, under a name that operators choose by.</summary>
/// <param name="Name">1 to 64 characters, unlike any other whatever the case.</param>
/// <param name="Device">As SANE names it, for example <c>fujitsu:fi-7160:12345</c>.</param>
/// <param name="Resolution">50 to 1,200 dpi.</param>
/// <param name="Mode">As the device names it, for example Gray or Color; null for its default.</param>
/// <param name="Source">Where one side is scanned from, as the device names it; null for its default.</param>
/// <param name="DuplexSource">Where both sides are scanned from; null where <paramref name="DuplexOptions"/> say it, or it cannot.</param>
/// <param name="Sides">Scanned where nobody says otherwise: 1 or 2.</param>
/// <param name="Width">Of the scanned area, mm, 10 to 2,000; null for the device's default.</param>
/// <param name="Height">Likewise.</param>
/// <param name="Feeder">Scans until the feeder is empty; false for one page. Null: true where a source is named that is no flatbed.</param>
/// <param name="Options">More options of the device, by the long names that <c>scanimage -A</c> lists, without hyphens before them.</param>
/// <param name="DuplexOptions">Those for both sides besides.</param>
public sealed partial record ScanProfile(
    string Name, string Device, int Resolution = 300, string? Mode = null, string? Source = null, string? DuplexSource = null, int Sides = 1, double? Width = null, double? Height = null,
    bool? Feeder = null, IReadOnlyDictionary<string, string>? Options = null, IReadOnlyDictionary<string, string>? DuplexOptions = null)
{
    private const int LongestName = 64, LongestValue = 200;

    /// <summary>Most pages of a scan: a feeder that is never empty does not fill the disk.</summary>
    private const int MostPages = 2000;

    /// <summary>Options of scanimage itself, which nobody may set through those of a device, and those that the profile has fields for.</summary>
    private static readonly string[] Reserved =
    [
        "device-name", "format", "icc-profile", "list-devices", "formatted-device-list", "batch", "batch-start", "batch-count", "batch-increment", "batch-double", "batch-print", "batch-prompt",
        "accept-md5-only", "progress", "output-file", "dont-scan", "test", "all-options", "help", "verbose", "buffer-size", "version", "resolution", "mode", "source",
    ];

    internal bool CanDuplex => DuplexSource is not null || DuplexOptions is { Count: > 0 };

    private bool FeedsUntilEmpty => Feeder ?? Source is not null && !Source.Contains("flatbed", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where and what is wrong with it, as in "resolution: 50 to 1,200 dpi"; null where nothing is.</summary>
    internal string? Complaint()
    {
        if (Name.Trim() != Name || Name.Length is 0 or > LongestName || Name.Any(char.IsControl)) return $"name: 1 to {LongestName} characters, no spaces around them";
        if (!IsValue(Device)) return $"device: {Value}";
        if (Resolution is < 50 or > 1200) return "resolution: 50 to 1,200 dpi";
        if (!IsValue(Mode ?? "x")) return $"mode: {Value}";
        if (!IsValue(Source ?? "x")) return $"source: {Value}";
        if (!IsValue(DuplexSource ?? "x")) return $"duplexSource: {Value}";
        if (Sides is not (1 or 2)) return "sides: 1 or 2";
        if (Sides == 2 && !CanDuplex) return "sides: 2 needs duplexSource or duplexOptions";
        if (Width is < 10 or > 2000) return "width: 10 to 2,000 mm";
        if (Height is < 10 or > 2000) return "height: 10 to 2,000 mm";
        return Complaint("options", Options) ?? Complaint("duplexOptions", DuplexOptions);
    }

    /// <summary>What scanimage is called with, each argument as it is: no shell reads them.</summary>
    /// <param name="pages">The pattern of the pages' file names.</param>
    internal IReadOnlyList<string> Arguments(int sides, string pages)
    {
        var arguments = new List<string> { $"--device-name={Device}", "--format=tiff", $"--batch={pages}", "--batch-print" };
        arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--batch-count={(FeedsUntilEmpty ? MostPages : sides)}"));
        // The source first: what else may be set depends on it with many devices.
        if ((sides == 2 ? DuplexSource ?? Source : Source) is { } source) arguments.Add($"--source={source}");
        if (Mode is not null) arguments.Add($"--mode={Mode}");
        arguments.Add(string.Create(CultureInfo.InvariantCulture, $"--resolution={Resolution}"));
        foreach (var (name, value) in Options ?? new Dictionary<string, string>()) arguments.Add($"--{name}={value}");
        if (sides == 2) foreach (var (name, value) in DuplexOptions ?? new Dictionary<string, string>()) arguments.Add($"--{name}={value}");
        if (Width is { } width) arguments.AddRange(["-x", width.ToString(CultureInfo.InvariantCulture)]);
        if (Height is { } height) arguments.AddRange(["-y", height.ToString(CultureInfo.InvariantCulture)]);
        return arguments;
    }

    private static string Value => $"1 to {LongestValue} characters without control characters";

    private static bool IsValue(string text) => text.Length is > 0 and <= LongestValue && !text.Any(char.IsControl);

    private static string? Complaint(string field, IReadOnlyDictionary<string, string>? options)
    {
        foreach (var (name, value) in options ?? new Dictionary<string, string>())
        {
            if (!OptionName().IsMatch(name)) return $"{field}: '{name}' is no option's name: small letters, digits and hyphens";
            // Programs take the beginning of an option's name for the option.
            if (Array.Exists(Reserved, reserved => reserved.StartsWith(name, StringComparison.Ordinal))) return $"{field}: '{name}' is not for a profile to set";
            if (!IsValue(value)) return $"{field}.{name}: {Value}";
        }

        return null;
    }

    [GeneratedRegex("^[a-z][a-z0-9-]{0,39}$", RegexOptions.CultureInvariant)]
    private static partial Regex OptionName();
}
