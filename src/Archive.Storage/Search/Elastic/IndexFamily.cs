using Archive.Storage.Search.Elastic.Client;

namespace Archive.Storage.Search.Elastic;

/// <summary>The numbered indices of one alias, as the server told them.</summary>
internal sealed class IndexFamily
{
    private readonly IndexNames _names;
    private readonly Dictionary<string, IndexState> _indices;

    internal IndexFamily(IndexNames names, IReadOnlyDictionary<string, IndexState> indices) =>
        (_names, _indices) = (names, indices.Where(index => names.NumberOf(index.Key) is not null).ToDictionary());

    internal IEnumerable<string> All => _indices.Keys;

    /// <summary>The index that is searched, or null before the first.</summary>
    internal string? Current => Behind(_names.Alias);

    /// <summary>The index that is being built, or null.</summary>
    internal string? Building => Behind(_names.Building);

    /// <summary>The highest number, 0 before the first.</summary>
    internal int Highest => _indices.Keys.Select(index => _names.NumberOf(index)!.Value).DefaultIfEmpty(0).Max();

    internal IndexNotes? Notes(string index) => _indices.GetValueOrDefault(index)?.Mappings?.Meta;

    /// <summary>Indices without any alias, older than the one that is searched.</summary>
    internal IEnumerable<string> Leftovers()
    {
        var current = Current is { } name ? _names.NumberOf(name) : 0;
        return _indices.Where(index => index.Value.Aliases is not { Count: > 0 } && _names.NumberOf(index.Key) < current).Select(index => index.Key);
    }

    private string? Behind(string alias) => _indices.Where(index => index.Value.Aliases?.ContainsKey(alias) == true).Select(index => index.Key).Max(StringComparer.Ordinal);
}
