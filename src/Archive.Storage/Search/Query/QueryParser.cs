using Archive.Domain.Ports;

namespace Archive.Storage.Search.Query;

/// <summary>
/// Understands a query. Grammar: <c>any = all { OR all }</c>, <c>all = item { [AND] item }</c>, <c>item = [-] ( word | "phrase" | ( any ) )</c>,
/// where a word or phrase may end in *. OR and AND are written in capitals.
/// </summary>
internal sealed class QueryParser
{
    /// <summary>Longest query, in characters; longer ones are a paste by mistake.</summary>
    internal const int LongestQuery = 1000;

    /// <summary>Most words and phrases in a query.</summary>
    internal const int MostLeaves = 40;

    private const int DeepestNesting = 15;

    private readonly IReadOnlyList<QueryToken> _tokens;
    private int _at;

    private QueryParser(IReadOnlyList<QueryToken> tokens) => _tokens = tokens;

    private QueryToken Current => _tokens[_at];

    /// <exception cref="SearchSyntaxException">The query cannot be understood; the message says where and why.</exception>
    internal static QueryNode Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestQuery) throw new SearchSyntaxException($"The search has {text.Length} characters; at most {LongestQuery} are taken.");
        var tokens = QueryLexer.Read(text);
        var leaves = tokens.Count(token => token.Kind == QueryTokenKind.Leaf);
        if (leaves == 0) throw new SearchSyntaxException("The search has no words to look for.");
        if (leaves > MostLeaves) throw new SearchSyntaxException($"The search has {leaves} words; at most {MostLeaves} are taken.");
        var parser = new QueryParser(tokens);
        var node = parser.ParseAny(depth: 0);
        return parser.Current.Kind == QueryTokenKind.End
            ? node
            : throw new SearchSyntaxException($"The parenthesis at character {parser.Current.Position} closes nothing.");
    }

    private QueryNode ParseAny(int depth)
    {
        var branches = new List<QueryNode> { ParseAll(depth) };
        while (Current.Kind == QueryTokenKind.Or)
        {
            var position = Current.Position;
            _at++;
            if (IsEndOfItems(Current.Kind)) throw Lonely("OR", position);
            branches.Add(ParseAll(depth));
        }
        return branches.Count == 1 ? branches[0] : new QueryAny(branches);
    }

    private QueryNode ParseAll(int depth)
    {
        var start = Current;
        if (start.Kind == QueryTokenKind.Or) throw Lonely("OR", start.Position);
        var wanted = new List<QueryNode>();
        var unwanted = new List<QueryNode>();
        while (!IsEndOfItems(Current.Kind))
        {
            if (Current.Kind == QueryTokenKind.And) SkipAnd(first: wanted.Count + unwanted.Count == 0);
            var target = Current.Kind == QueryTokenKind.Minus ? unwanted : wanted;
            if (Current.Kind == QueryTokenKind.Minus) _at++;
            target.Add(ParseItem(depth));
        }
        if (wanted.Count == 0 && unwanted.Count == 0) throw new SearchSyntaxException($"Something to look for is missing at character {start.Position}.");
        if (wanted.Count == 0)
        {
            throw new SearchSyntaxException($"From character {start.Position} on there are only words to leave out; name at least one to look for.");
        }
        return wanted.Count == 1 && unwanted.Count == 0 ? wanted[0] : new QueryAll(wanted, unwanted);
    }

    private QueryNode ParseItem(int depth)
    {
        var token = Current;
        _at++;
        if (token.Kind == QueryTokenKind.Leaf) return token.Leaf!;
        if (token.Kind != QueryTokenKind.Open) throw new SearchSyntaxException($"A word is missing before character {token.Position}.");
        if (depth == DeepestNesting) throw new SearchSyntaxException($"More than {DeepestNesting} parentheses are nested at character {token.Position}.");
        var inner = ParseAny(depth + 1);
        if (Current.Kind != QueryTokenKind.Close) throw new SearchSyntaxException($"The parenthesis that opens at character {token.Position} is not closed.");
        _at++;
        return inner;
    }

    private void SkipAnd(bool first)
    {
        var position = Current.Position;
        _at++;
        if (first || IsEndOfItems(Current.Kind) || Current.Kind == QueryTokenKind.And) throw Lonely("AND", position);
    }

    private static bool IsEndOfItems(QueryTokenKind kind) => kind is QueryTokenKind.Or or QueryTokenKind.Close or QueryTokenKind.End;

    private static SearchSyntaxException Lonely(string word, int position) =>
        new($"The {word} at character {position} needs something to look for on both sides. To search for the word itself, put it in quotation marks.");
}
