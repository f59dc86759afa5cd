using System.Globalization;

namespace Archive.Storage.Catalog.Sqlite;

/// <summary>Times in the catalog: ISO 8601 in UTC with seven decimals, so that text order is order in time.</summary>
internal static class CatalogTime
{
    internal static string ToText(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
