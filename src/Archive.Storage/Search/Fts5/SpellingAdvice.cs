using Archive.Domain.Ports;
using Archive.Storage.Search.Query;
using Archive.Storage.Search.Text;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Search.Fts5;

/// <summary>Other spellings of a query's words, taken from pages that are seen: a word that stands only on others is never offered.</summary>
internal static class SpellingAdvice
{
    /// <summary>Pages up to which a word's are counted, to tell usual ones from rare ones.</summary>
    private const int MostCounted = 200;

    internal static IReadOnlyList<string> For(SqliteConnection connection, SearchQuery wanted)
    {
        var scope = SearchScope.Of(connection, wanted);
        var texts = new List<string> { wanted.Text };
        foreach (var term in Respelling.Words(QueryParser.Parse(wanted.Text)))
        {
            if (PageSearch.AsWritten(connection, Respelling.Leaf(term), scope, 1).Count > 0) continue;
            var words = Nearest(connection, term, scope);
            // The best for one word is combined with the best for the others, not each with each.
            texts = [.. texts.Take(1).SelectMany(text => words.Select(word => Respelling.Replace(text, term, word)))];
            if (texts.Count == 0) return [];
        }

        return [.. texts.Where(text => text != wanted.Text && Finds(connection, text, scope)).Distinct(StringComparer.Ordinal).Take(ISearchIndex.MostSuggestions)];
    }

    private static List<string> Nearest(SqliteConnection connection, string term, SearchScope scope) => Vocabulary.Near(connection, term, Respelling.Distance(term))
        .Where(near => near.Term.Any(char.IsLetter))
        .Select(near => (near.Term, near.Distance, Pages: PageSearch.AsWritten(connection, Respelling.Leaf(near.Term), scope, MostCounted)))
        .Where(near => near.Pages.Count > 0)
        .OrderBy(near => near.Distance).ThenByDescending(near => near.Pages.Count).ThenBy(near => near.Term, StringComparer.Ordinal)
        .Take(ISearchIndex.MostSuggestions)
        .Select(near => Respelling.AsWritten(PageSearch.WordsOf(connection, near.Pages.Newest), near.Term) ?? near.Term)
        .ToList();

    private static bool Finds(SqliteConnection connection, string text, SearchScope scope) => PageSearch.AsWritten(connection, QueryParser.Parse(text), scope, 1).Count > 0;
}
