using Archive.Storage.Search.Query;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Search.Elastic;

/// <summary>
/// What each wanted word may stand for on one page that was found: the same as the server looked for, among the words of the page. So the same
/// code as for FTS5 finds the hit words, their boxes and the snippet. Only what the server's own stemmers found cannot be told here; the server
/// marks those words, see <see cref="HighlightedWords"/>.
/// </summary>
internal static class PageExpansion
{
    // What all inflections of a word have in common at least.
    private const int ShortestCommonStart = 2;

    /// <param name="marked">Words of the page that the server's stemmers found, folded.</param>
    internal static ExpandedQuery Of(QueryNode root, PageTokens page, IReadOnlyCollection<string> marked)
    {
        var words = page.Words.Concat(page.Pieces).Select(token => token.Text).Distinct(StringComparer.Ordinal).ToList();
        var leaves = root.WantedLeaves().ToList();
        var byLeaf = Attribute(leaves, marked);
        return new ExpandedQuery(root, leaves.ToDictionary(leaf => leaf, leaf => VariantsOf(leaf, words, byLeaf[leaf])));
    }

    private static LeafVariants VariantsOf(QueryLeaf leaf, List<string> words, IEnumerable<string> marked)
    {
        if (leaf.Prefix) return LeafVariants.None;
        var nearMisses = leaf.Terms.Select(IReadOnlyList<string> (term) => words.Where(word => SkeletonForms.IsNear(term, word)).ToList()).ToList();
        if (leaf.Terms.Count > 1) return new LeafVariants([], PhraseVariants.Combine(leaf.Terms, nearMisses));
        var stem = Inflections.StemOf(leaf);
        var inflections = words.Where(word => stem is not null && word != leaf.Terms[0] && LightStemmer.Stem(word) == stem).Union(marked).ToList();
        return new LeafVariants(PhraseVariants.AsRows(inflections), PhraseVariants.AsRows(nearMisses[0].Except(inflections)));
    }

    /// <summary>A marked word goes to the leaves whose beginning it shares longest: the marks do not say which leaf they are for.</summary>
    private static ILookup<QueryLeaf, string> Attribute(IReadOnlyList<QueryLeaf> leaves, IEnumerable<string> marked)
    {
        var inflected = leaves.Where(leaf => Inflections.StemOf(leaf) is not null).ToList();
        return marked
            .SelectMany(word => Nearest(inflected, word).Where(leaf => leaf.Terms[0] != word).Select(leaf => (Leaf: leaf, Word: word)))
            .ToLookup(pair => pair.Leaf, pair => pair.Word);
    }

    private static IEnumerable<QueryLeaf> Nearest(IReadOnlyList<QueryLeaf> leaves, string word)
    {
        var common = leaves.Select(leaf => leaf.Terms[0].AsSpan().CommonPrefixLength(word)).ToList();
        var longest = common.Count == 0 ? 0 : common.Max();
        return longest < ShortestCommonStart ? [] : leaves.Where((_, i) => common[i] == longest);
    }
}
