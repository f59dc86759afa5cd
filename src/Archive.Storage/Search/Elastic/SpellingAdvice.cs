using System.Text.Json.Nodes;
using Archive.Domain.Ports;
using Archive.Storage.Search.Elastic.Client;
using Archive.Storage.Search.Query;
using Archive.Storage.Search.Text;

namespace Archive.Storage.Search.Elastic;

/// <summary>Other spellings of a query's words, taken from pages that are seen: a word that stands only on others is never offered.</summary>
internal sealed class SpellingAdvice(ElasticClient client, string alias, SearchQuery wanted)
{
    /// <summary>Pages with something near to a word that are looked at for it.</summary>
    private const int PagesLookedAt = 40;

    internal async Task<IReadOnlyList<string>> ForAsync(CancellationToken cancellation)
    {
        var texts = new List<string> { wanted.Text };
        foreach (var term in Respelling.Words(QueryParser.Parse(wanted.Text)))
        {
            if (await IsFoundAsync(term, cancellation)) continue;
            var words = await NearestAsync(term, cancellation);
            // The best for one word is combined with the best for the others, not each with each.
            texts = [.. texts.Take(1).SelectMany(text => words.Select(word => Respelling.Replace(text, term, word)))];
            if (texts.Count == 0) return [];
        }

        var suggestions = new List<string>();
        foreach (var text in texts.Where(text => text != wanted.Text).Distinct(StringComparer.Ordinal))
        {
            if (await IsFoundAsync(QueryParser.Parse(text), cancellation)) suggestions.Add(text);
        }

        return suggestions;
    }

    private Task<bool> IsFoundAsync(string term, CancellationToken cancellation) => IsFoundAsync(Respelling.Leaf(term), cancellation);

    /// <summary>Whether the words stand on some page as they are written.</summary>
    private async Task<bool> IsFoundAsync(QueryNode root, CancellationToken cancellation) =>
        (await SearchOf(root).RunAsync(0, 1, cancellation)).Hits is [{ IsAsWritten: true }];

    private async Task<IEnumerable<string>> NearestAsync(string term, CancellationToken cancellation)
    {
        var distance = Respelling.Distance(term);
        var clauses = new JsonObject { ["must"] = new JsonArray(NearMisses.Within(term, distance)) };
        if (AccessFilter.Of(wanted, wanted.Filter) is { } filter) clauses["filter"] = new JsonArray(filter);
        var pages = await SearchOf(Respelling.Leaf(term)).PagesAsync(new JsonObject { ["bool"] = clauses }, PagesLookedAt, cancellation);
        return pages
            .SelectMany(page => PageTokens.Of(page).Words.Select(token => token.Text).Distinct(StringComparer.Ordinal).Select(word => (Word: word, Page: page)))
            .GroupBy(found => found.Word, found => found.Page, StringComparer.Ordinal)
            .Select(found => (Term: found.Key, Pages: found.ToList(), Distance: SkeletonForms.Distance(term, found.Key, distance)))
            .Where(found => found.Distance is not null)
            .OrderBy(found => found.Distance).ThenByDescending(found => found.Pages.Count).ThenBy(found => found.Term, StringComparer.Ordinal)
            .Take(ISearchIndex.MostSuggestions)
            .Select(found => Respelling.AsWritten(found.Pages[0], found.Term) ?? found.Term);
    }

    private HitSearch SearchOf(QueryNode root) => new(client, alias, root, AccessFilter.Of(wanted, wanted.Filter));
}
