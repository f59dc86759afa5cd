using Archive.Domain;

namespace Archive.Storage.Search.Text;

/// <summary>A word of a page as the index keeps it.</summary>
internal sealed record PageWord(string Text, PixelRect Box, bool EndsLine)
{
    internal static List<PageWord> Of(RecognizedText text) => text.Lines
        .SelectMany(line => line.Words.Select((word, i) => new PageWord(word.Text, word.Box, i == line.Words.Count - 1)))
        .ToList();
}

/// <summary>The part of a page's word that a token covers: characters <see cref="Start"/> up to <see cref="End"/>.</summary>
internal readonly record struct WordPart(int Word, int Start, int End);

/// <summary>A token of a page with the words it stands on: one, or two where a hyphen at the line's end divides it.</summary>
internal sealed record PageToken(string Text, WordPart First, WordPart? Second);

/// <summary>
/// The tokens of a page in reading order. A word divided at a line's end stands whole in <see cref="Words"/>; its halves are kept in
/// <see cref="Pieces"/>, in case the hyphen belongs to the word.
/// </summary>
internal sealed record PageTokens(IReadOnlyList<PageToken> Words, IReadOnlyList<PageToken> Pieces)
{
    private const string Hyphens = "-‐¬\u00AD";

    internal static PageTokens Of(IReadOnlyList<PageWord> page)
    {
        var words = new List<PageToken>();
        var pieces = new List<PageToken>();
        for (var i = 0; i < page.Count; i++)
        {
            if (i + 1 < page.Count && IsDivided(page[i], page[i + 1])) AddDivided(page, i++, words, pieces);
            else AddWhole(page, i, words);
        }
        return new PageTokens(words, pieces);
    }

    private static bool IsDivided(PageWord head, PageWord tail) =>
        head.EndsLine && head.Text.Length >= 2 && Hyphens.Contains(head.Text[^1], StringComparison.Ordinal) && char.IsLetter(head.Text[^2])
        && tail.Text.Length > 0 && char.IsLower(tail.Text[0]);

    private static void AddWhole(IReadOnlyList<PageWord> page, int word, List<PageToken> words)
    {
        foreach (var token in Tokenizer.Tokenize(page[word].Text)) words.Add(new PageToken(token.Text, new WordPart(word, token.Start, token.End), null));
    }

    private static IEnumerable<PageToken> OnOneWord(IReadOnlyList<PageWord> page, int word) =>
        Tokenizer.Tokenize(page[word].Text).Select(token => new PageToken(token.Text, new WordPart(word, token.Start, token.End), null));

    private static void AddDivided(IReadOnlyList<PageWord> page, int head, List<PageToken> words, List<PageToken> pieces)
    {
        var cut = page[head].Text.Length - 1;
        foreach (var token in Tokenizer.Tokenize(page[head].Text[..cut] + page[head + 1].Text))
        {
            if (token.End <= cut) words.Add(new PageToken(token.Text, new WordPart(head, token.Start, token.End), null));
            else if (token.Start >= cut) words.Add(new PageToken(token.Text, new WordPart(head + 1, token.Start - cut, token.End - cut), null));
            else words.Add(new PageToken(token.Text, new WordPart(head, token.Start, cut), new WordPart(head + 1, 0, token.End - cut)));
        }
        pieces.Add(OnOneWord(page, head).Last());
        pieces.Add(OnOneWord(page, head + 1).First());
    }
}
