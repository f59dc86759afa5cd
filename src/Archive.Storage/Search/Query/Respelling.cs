using System.Text;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Search.Query;

/// <summary>Words of a query that may be misspelt, and the query with another word in their place.</summary>
internal static class Respelling
{
    /// <summary>Shorter words are near to too many others.</summary>
    private const int ShortestWord = 4;

    private const int ShortestForTwo = 5;

    /// <summary>Words of letters that stand whole in the query, folded, each once.</summary>
    internal static IEnumerable<string> Words(QueryNode root) => root.WantedLeaves()
        .SelectMany(leaf => leaf.Prefix ? leaf.Terms.SkipLast(1) : leaf.Terms)
        .Where(term => term.Length >= ShortestWord && !term.Any(char.IsAsciiDigit))
        .Distinct(StringComparer.Ordinal);

    /// <summary>How many mistakes a misspelt word may have: more than a search allows by itself, since a person looks at what is offered.</summary>
    internal static int Distance(string term) => term.Length >= ShortestForTwo ? 2 : 1;

    /// <summary>A leaf of one word, taken as it is written.</summary>
    internal static QueryLeaf Leaf(string term) => new([term], prefix: false, quoted: true);

    /// <summary>The first word of a page that stands for a term, as it is written there.</summary>
    internal static string? AsWritten(IReadOnlyList<PageWord> page, string term)
    {
        var token = PageTokens.Of(page).Words.FirstOrDefault(token => token.Text == term && token.Second is null);
        return token is null ? null : page[token.First.Word].Text[token.First.Start..token.First.End];
    }

    /// <summary>The query's text with another word wherever a term stands.</summary>
    internal static string Replace(string text, string term, string word)
    {
        var replaced = new StringBuilder();
        var from = 0;
        foreach (var token in Tokenizer.Tokenize(text).Where(token => token.Text == term))
        {
            replaced.Append(text, from, token.Start - from).Append(word);
            from = token.End;
        }

        return replaced.Append(text, from, text.Length - from).ToString();
    }
}
