using System.Diagnostics.CodeAnalysis;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>Text from outside (titles, reasons, messages of libraries) as the server takes it.</summary>
internal static class PostgresText
{
    /// <summary>PostgreSQL refuses the character U+0000 in any text; it is shown as the replacement character.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    internal static string? Of(string? text) => text?.Replace('\0', '\uFFFD');
}
