using System.Globalization;

namespace Archive.Storage.Catalog;

/// <summary>The public id of a personal file: 'F' and its number with at least eight digits, as in F00000012.</summary>
internal static class FileId
{
    internal static string Format(long number) => string.Create(CultureInfo.InvariantCulture, $"F{number:D8}");

    internal static bool TryParse(string? id, out long number)
    {
        number = 0;
        return id is { Length: >= 9 and <= 19 } && id[0] == 'F'
            && long.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out number) && Format(number) == id;
    }

    /// <summary>The numbers of those that are ids of files.</summary>
    internal static long[] Numbers(IEnumerable<string> ids) => [.. ids.Select(id => TryParse(id, out var number) ? number : 0).Where(number => number != 0).Distinct()];

    /// <exception cref="ArgumentException">Not the id of a file.</exception>
    internal static long Parse(string id) => TryParse(id, out var number) ? number : throw new ArgumentException($"'{id}' is not the id of a file, such as F00000012.", nameof(id));
}
