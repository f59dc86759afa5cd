using System.Globalization;
using System.Reflection;

namespace Archive.Storage.Catalog;

/// <summary>One numbered step of a catalog's schema: an embedded file <c>0001_name.sql</c>. Steps go forward only.</summary>
internal sealed record CatalogMigration(int Version, string Name, string Sql)
{
    /// <summary>The embedded steps whose resource names begin with <paramref name="prefix"/>, in order, numbered from 1 without gaps.</summary>
    internal static IReadOnlyList<CatalogMigration> Load(string prefix)
    {
        var assembly = typeof(CatalogMigration).Assembly;
        var steps = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => Read(assembly, prefix, name))
            .ToList();
        return steps.Select(step => step.Version).SequenceEqual(Enumerable.Range(1, steps.Count))
            ? steps
            : throw new InvalidOperationException($"The migrations {prefix} are not numbered from 1 without gaps.");
    }

    private static CatalogMigration Read(Assembly assembly, string prefix, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        var name = Path.GetFileNameWithoutExtension(resource[prefix.Length..]);
        return new CatalogMigration(int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
