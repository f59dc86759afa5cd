using System.CommandLine;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Domain.Access;
using Archive.Domain.Audit;
using Archive.Domain.Ports;

namespace Archive.Cli.Commands;

/// <summary>`archive search`: pages by their text.</summary>
internal static class SearchCommand
{
    private const int MaximumLimit = 1000;

    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var words = new Argument<string[]>("QUERY")
        {
            Description = "Words (all must occur), OR between words, -word to exclude, \"a phrase\", prefix*. Case and diacritics do not matter.",
            Arity = ArgumentArity.OneOrMore,
        };
        var limit = new Option<int>("--limit") { Description = "Hits to show, 1 to 1000.", DefaultValueFactory = _ => 20 };
        var offset = new Option<int>("--offset") { Description = "Hits to pass over.", DefaultValueFactory = _ => 0 };
        var command = new Command("search", "Find pages by their text.") { words, limit, offset };
        // A minus in front of a word excludes it and must not be taken for an unknown option.
        command.TreatUnmatchedTokensAsErrors = false;
        command.SetAction((parsed, cancellation) =>
        {
            var query = string.Join(' ', parsed.GetRequiredValue(words).Concat(parsed.UnmatchedTokens));
            return RunAsync(Query(query, parsed.GetValue(offset), parsed.GetValue(limit)), shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation);
        });
        return command;
    }

    private static SearchQuery Query(string text, int offset, int limit)
    {
        if (limit is < 1 or > MaximumLimit) throw new UsageException("--limit lies between 1 and 1000.");
        if (offset < 0) throw new UsageException("--offset is at least 0.");
        return new(text, Visibility.Everything, offset, limit);
    }

    private static async Task<int> RunAsync(SearchQuery query, ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var session = await ReadingSession.OpenAsync(place, cancellation);
        await using var index = await session.OpenSearchAsync(cancellation);
        var result = await index.SearchAsync(query, cancellation);
        await session.AuditAsync(AuditAction.Search, null, query.Text, cancellation);
        if (json) CliJson.Write(terminal.Out, Json(result));
        else SearchText.Write(terminal, query, result);
        return ExitCodes.AllWell;
    }

    private static SearchJson Json(SearchResult result) => new(result.Total, result.IsTotalExact, [.. result.Hits.Select(Json)]);

    private static HitJson Json(SearchHit hit) => new(
        hit.FileId, hit.Case?.ToString(), hit.PageNumber, Math.Round(hit.Score, 4), hit.Snippet,
        [.. hit.Boxes.Select(box => new BoxJson(box.X, box.Y, box.Width, box.Height))]);
}
