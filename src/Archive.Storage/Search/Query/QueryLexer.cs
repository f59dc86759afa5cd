using Archive.Domain.Ports;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Search.Query;

internal enum QueryTokenKind
{
    Leaf,
    Minus,
    Or,
    And,
    Open,
    Close,
    End,
}

/// <summary>A piece of the query; <see cref="Position"/> is the character it begins at, from 1 as people count.</summary>
internal readonly record struct QueryToken(QueryTokenKind Kind, int Position, QueryLeaf? Leaf = null);

/// <summary>Cuts a typed query into its pieces. Punctuation that means nothing is passed over.</summary>
internal sealed class QueryLexer
{
    private const string Openers = "\"“”„«‟";
    private const string PlainClosers = "\"“”";

    private readonly string _text;
    private readonly List<QueryToken> _tokens = [];
    private int _at;

    private QueryLexer(string text) => _text = text;

    /// <exception cref="SearchSyntaxException">A phrase is not closed, or a star stands where it means nothing.</exception>
    internal static IReadOnlyList<QueryToken> Read(string text)
    {
        var lexer = new QueryLexer(text);
        while (lexer._at < text.Length) lexer.ReadOne();
        lexer.Add(QueryTokenKind.End, text.Length);
        return lexer._tokens;
    }

    private void ReadOne()
    {
        var character = _text[_at];
        if (IsSpace(character)) _at++;
        else if (character == '(') Add(QueryTokenKind.Open, _at++);
        else if (character == ')') Add(QueryTokenKind.Close, _at++);
        else if (IsMinus(_at)) Add(QueryTokenKind.Minus, _at++);
        else if (Openers.Contains(character, StringComparison.Ordinal)) ReadPhrase();
        else ReadWord();
    }

    private void ReadPhrase()
    {
        var start = _at;
        var closers = _text[start] == '«' ? "»" : PlainClosers;
        var end = _text.AsSpan(start + 1).IndexOfAny(closers) + start + 1;
        if (end == start) throw new SearchSyntaxException($"The phrase that begins at character {start + 1} is not closed: a quotation mark is missing.");
        _at = end + 1;
        var prefix = SkipStars();
        var terms = TermsOf(_text[(start + 1)..end]);
        if (terms.Count == 0) throw new SearchSyntaxException($"The phrase at character {start + 1} has no words.");
        Add(QueryTokenKind.Leaf, start, new QueryLeaf(terms, prefix, quoted: true));
    }

    private void ReadWord()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] != '*' && !EndsWord(_text[_at])) _at++;
        var word = _text[start.._at];
        var prefix = SkipStars();
        if (prefix && _at < _text.Length && !EndsWord(_text[_at]))
        {
            throw new SearchSyntaxException($"The * at character {_at} stands inside a word; it may only end one, as in uztur*.");
        }
        var terms = TermsOf(word);
        if (!prefix && word is "OR" or "AND") Add(word == "OR" ? QueryTokenKind.Or : QueryTokenKind.And, start);
        else if (terms.Count > 0) Add(QueryTokenKind.Leaf, start, new QueryLeaf(terms, prefix, quoted: false));
        else if (prefix) throw new SearchSyntaxException($"The * at character {_at} has no beginning of a word before it, as in uztur*.");
        else if (_tokens is [.., { Kind: QueryTokenKind.Minus }]) _tokens.RemoveAt(_tokens.Count - 1);
    }

    private bool SkipStars()
    {
        var start = _at;
        while (_at < _text.Length && _text[_at] == '*') _at++;
        return _at > start;
    }

    /// <summary>A minus leads a term only where it begins one; inside a word it is a hyphen, alone it is a dash.</summary>
    private bool IsMinus(int at) =>
        _text[at] is '-' or '\u2212' && (at == 0 || IsSpace(_text[at - 1]) || _text[at - 1] == '(') && at + 1 < _text.Length && !IsSpace(_text[at + 1]);

    private static bool EndsWord(char character) => IsSpace(character) || character is '(' or ')' || Openers.Contains(character, StringComparison.Ordinal);

    private static bool IsSpace(char character) => char.IsWhiteSpace(character) || char.IsControl(character);

    private static List<string> TermsOf(string text) => Tokenizer.Tokenize(text).ConvertAll(token => token.Text);

    private void Add(QueryTokenKind kind, int at, QueryLeaf? leaf = null) => _tokens.Add(new QueryToken(kind, at + 1, leaf));
}
