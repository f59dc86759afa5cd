using System.Text.Json;
using Archive.Domain;

namespace Archive.Storage.Catalog.Accounts;

/// <summary>Sets and lists of texts in one column, as a JSON array.</summary>
internal static class TextList
{
    internal static string Write(IEnumerable<string> texts) => JsonSerializer.Serialize(texts.ToArray());

    internal static string Write(IReadOnlySet<string> texts) => Write(texts.Order(StringComparer.Ordinal));

    internal static string Write(IReadOnlySet<Register> registers) => Write(registers.Order().Select(register => register.ToString()));

    internal static string[] Read(string stored) => JsonSerializer.Deserialize<string[]>(stored)!;

    /// <summary>A register that only a newer release knows lets nobody in here.</summary>
    internal static HashSet<Register> ReadRegisters(string stored) =>
        [.. Read(stored).Where(name => Enum.IsDefined(typeof(Register), name)).Select(Enum.Parse<Register>)];
}

/// <summary>Times as ticks in UTC, which every database keeps as they are.</summary>
internal static class Ticks
{
    internal static DateTimeOffset Read(long ticks) => new(ticks, TimeSpan.Zero);

    internal static DateTimeOffset? Read(long? ticks) => ticks is { } known ? Read(known) : null;
}
