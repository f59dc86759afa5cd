using System.Globalization;
using System.Text.RegularExpressions;

namespace Archive.Cli.Settings;

/// <summary>Values as people write them into the environment, and back: 500ms, 30s, 5min, 2h, 30d; 500MB, 4MiB; true and false.</summary>
internal static partial class SettingValue
{
    /// <summary>Longest first, so that a value is shown in the largest unit that leaves nothing over.</summary>
    private static readonly (string Unit, double Milliseconds)[] Times = [("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1000), ("ms", 1)];

    private static readonly (string Unit, long Bytes)[] Sizes =
    [
        ("TB", 1_000_000_000_000), ("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000),
        ("TiB", 1L << 40), ("GiB", 1L << 30), ("MiB", 1L << 20), ("KiB", 1L << 10),
    ];

    /// <param name="type">TimeSpan, int, long, bool, string or an enumeration, or one of them that may be null.</param>
    /// <param name="isSize">Whether the number counts bytes.</param>
    /// <exception cref="FormatException">The text is none of these; the message says how it is written.</exception>
    internal static object Parse(string text, Type type, bool isSize)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        if (type == typeof(string)) return text;
        if (type == typeof(TimeSpan)) return Time(text) ?? throw new FormatException("is no time such as 500ms, 30s, 5min, 2h, 30d or 00:00:30");
        if (type == typeof(bool)) return bool.TryParse(text, out var flag) ? flag : throw new FormatException("is neither true nor false");
        if (type.IsEnum) return Named(text, type) ?? throw new FormatException($"is none of {string.Join(", ", Enum.GetNames(type))}");
        var number = (isSize ? Size(text) : Number(text)) ?? throw new FormatException(isSize ? "is no size such as 500MB, 2GB, 4MiB or a number of bytes" : "is no whole number");
        if (type == typeof(long)) return number;
        return type == typeof(int) ? (int)Math.Clamp(number, int.MinValue, int.MaxValue) : throw new NotSupportedException($"No setting is a {type.Name}.");
    }

    /// <summary>As it may be written into the environment; "none" for null.</summary>
    internal static string Format(object? value, bool isSize) => value switch
    {
        null => "none",
        TimeSpan time => Format(time),
        bool flag => flag ? "true" : "false",
        int or long when isSize => FormatSize(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private static TimeSpan? Time(string text)
    {
        // .NET's own form takes a bare number for days, which nobody means.
        if (text.Contains(':')) return TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var exact) ? exact : null;
        if (Amount().Match(text) is not { Success: true } match) return null;
        var unit = Array.Find(Times, time => string.Equals(time.Unit, match.Groups[2].Value, StringComparison.OrdinalIgnoreCase));
        var milliseconds = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * unit.Milliseconds;
        return unit.Unit is null || milliseconds > TimeSpan.MaxValue.TotalMilliseconds / 2 ? null : TimeSpan.FromMilliseconds(milliseconds);
    }

    private static long? Size(string text)
    {
        if (Number(text) is { } bytes) return bytes;
        if (Amount().Match(text) is not { Success: true } match) return null;
        var unit = Array.Find(Sizes, size => string.Equals(size.Unit, match.Groups[2].Value, StringComparison.OrdinalIgnoreCase));
        var product = double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) * unit.Bytes;
        return unit.Unit is null || product > 1e18 ? null : (long)product;
    }

    private static long? Number(string text) => long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static object? Named(string text, Type type) =>
        Array.Find(Enum.GetNames(type), name => string.Equals(name, text, StringComparison.OrdinalIgnoreCase)) is { } name ? Enum.Parse(type, name) : null;

    private static string Format(TimeSpan time)
    {
        if (time == TimeSpan.Zero) return "0s";
        var unit = Array.Find(Times, unit => time.TotalMilliseconds % unit.Milliseconds == 0);
        return unit.Unit is null ? time.ToString("c", CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds / unit.Milliseconds}{unit.Unit}");
    }

    private static string FormatSize(long bytes)
    {
        var unit = bytes == 0 ? default : Array.Find(Sizes, unit => bytes % unit.Bytes == 0);
        return string.Create(CultureInfo.InvariantCulture, $"{(unit.Unit is null ? bytes : bytes / unit.Bytes)}{unit.Unit}");
    }

    [GeneratedRegex("^([0-9]+(?:\\.[0-9]+)?)([a-zA-Z]+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();
}
