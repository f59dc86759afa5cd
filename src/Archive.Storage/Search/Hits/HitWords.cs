using Archive.Domain;
using Archive.Storage.Search.Query;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Search.Hits;

/// <summary>The words of a page that were hit, in reading order: which part of each, and by which leaves.</summary>
internal sealed class HitWords
{
    private readonly SortedDictionary<int, Mark> _marks = [];

    internal HitWords(IEnumerable<Hit> hits)
    {
        foreach (var hit in hits)
        {
            foreach (var token in hit.Tokens)
            {
                Add(token.First, hit.Leaf);
                if (token.Second is { } second) Add(second, hit.Leaf);
            }
        }
    }

    internal IReadOnlyCollection<int> Words => _marks.Keys;

    internal IReadOnlyList<PixelRect> Boxes(IReadOnlyList<PageWord> page) => _marks.Keys.Select(word => page[word].Box).ToList();

    internal IReadOnlySet<QueryLeaf> LeavesOf(int word) => _marks[word].Leaves;

    /// <summary>The word's text with its hit part in brackets.</summary>
    internal string Bracketed(int word, string text)
    {
        if (!_marks.TryGetValue(word, out var mark)) return text;
        return $"{text[..mark.Start]}[{text[mark.Start..mark.End]}]{text[mark.End..]}";
    }

    private void Add(WordPart part, QueryLeaf leaf)
    {
        if (!_marks.TryGetValue(part.Word, out var mark)) _marks.Add(part.Word, mark = new Mark { Start = part.Start, End = part.End });
        mark.Start = Math.Min(mark.Start, part.Start);
        mark.End = Math.Max(mark.End, part.End);
        mark.Leaves.Add(leaf);
    }

    private sealed class Mark
    {
        public int Start { get; set; }

        public int End { get; set; }

        public HashSet<QueryLeaf> Leaves { get; } = [];
    }
}
