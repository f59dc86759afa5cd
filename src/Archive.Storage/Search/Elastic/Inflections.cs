using Archive.Storage.Search.Query;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Search.Elastic;

/// <summary>
/// Where the inflections of a word are looked for: by our own stem, as in FTS5, and by the server's stemmers, which know more endings of their
/// languages. Only single words that are not quoted have inflections.
/// </summary>
internal static class Inflections
{
    private static readonly string[] Latin = ["text.lv", "text.en"];
    private static readonly string[] Cyrillic = ["text.ru"];

    /// <summary>The leaf's stem, or null where it has no inflections.</summary>
    internal static string? StemOf(QueryLeaf leaf) => leaf is { Prefix: false, Quoted: false, Terms.Count: 1 } ? LightStemmer.Stem(leaf.Terms[0]) : null;

    /// <summary>The fields with the server's stems in the word's script; none for a leaf without inflections.</summary>
    internal static IReadOnlyList<string> FieldsOf(QueryLeaf leaf)
    {
        if (StemOf(leaf) is null) return [];
        return leaf.Terms[0].Any(letter => letter is >= '\u0400' and <= '\u04ff') ? Cyrillic : Latin;
    }
}
