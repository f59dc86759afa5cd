using System.Globalization;

namespace Archive.Storage.Catalog.Rows;

/// <summary>Times as a catalog's driver hands them out: ISO 8601 text, or a UTC time stamp.</summary>
internal static class RowTime
{
    internal static DateTimeOffset Read(object? stored) => stored switch
    {
        string text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
        DateTime { Kind: DateTimeKind.Utc } utc => new DateTimeOffset(utc),
        _ => throw new InvalidOperationException($"The catalog holds '{stored}' where a time belongs."),
    };

    internal static DateTimeOffset? ReadOptional(object? stored) => stored is null ? null : Read(stored);
}
