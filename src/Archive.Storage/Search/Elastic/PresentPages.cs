using System.Text.Json.Nodes;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Search.Elastic.Client;

namespace Archive.Storage.Search.Elastic;

/// <summary>A page of a file as it is in the index now.</summary>
/// <param name="Index">The index itself, not the alias.</param>
/// <param name="SequenceNumber">With the primary term, names this very state of the page.</param>
internal sealed record PresentPage(string Index, string Id, string FileId, int Number, string Revision, string? Case, long Version, long SequenceNumber, long PrimaryTerm)
{
    /// <summary>Whether it has the id that this program gives it.</summary>
    internal bool IsOurs => Id == PageDocument.IdOf(FileId, Number);

    internal bool IsOf(IndexedPage page) => Revision == page.Revision.Hex && Case == page.Case?.ToString();
}

/// <summary>Reads what the index holds, from columns, without the documents.</summary>
internal static class PresentPages
{
    private const int Portion = 5000;
    private static readonly string[] ColumnNames = ["file", "page", "revision", "case"];

    /// <summary>The pages of a file that can be found now. None where the alias is missing and may be.</summary>
    internal static async Task<IReadOnlyList<PresentPage>> OfFileAsync(ElasticClient client, WriteTarget target, string fileId, CancellationToken cancellation)
    {
        var pages = new List<PresentPage>();
        try
        {
            while (true)
            {
                var answer = await client.SearchAsync(target.Alias, Request(fileId, pages.LastOrDefault()?.Number), "_local", cancellation);
                pages.AddRange(answer.Hits!.Hits!.Select(Read));
                if (answer.Hits.Hits!.Count < Portion) return pages;
            }
        }
        catch (ElasticException error) when (error.IsMissingIndex)
        {
            return target.IsOptional ? [] : throw Missing(target.Alias);
        }
    }

    internal static StoreUnavailableException Missing(string alias) =>
        new("search index", $"its alias {alias} is missing; the next opening makes an empty index.");

    internal static JsonArray Columns() => new([.. ColumnNames.Select(name => (JsonNode)new JsonObject { ["field"] = name })]);

    /// <exception cref="StoreUnavailableException">The document is not one of ours.</exception>
    internal static PresentPage Read(FoundHit hit)
    {
        if (hit is { Index: { } index, Id: { } id } && Text(hit, "revision") is { } revision && hit.Fields!.GetValueOrDefault("page") is [var page, ..] && page.TryGetInt32(out var number))
        {
            return new(index, id, Text(hit, "file") ?? "", number, revision, Text(hit, "case"), hit.Version ?? 0, hit.SequenceNumber ?? 0, hit.PrimaryTerm ?? 0);
        }
        throw new StoreUnavailableException("search index", $"entry {hit.Id} is not one of this program's; another program writes to the index.");
    }

    internal static string? Text(FoundHit hit, string column) => hit.Fields?.GetValueOrDefault(column) is [var value, ..] ? value.GetString() : null;

    private static JsonObject Request(string fileId, int? after)
    {
        var request = new JsonObject
        {
            ["size"] = Portion,
            ["track_total_hits"] = false,
            ["query"] = new JsonObject { ["bool"] = new JsonObject { ["filter"] = new JsonArray(new JsonObject { ["term"] = new JsonObject { ["file"] = new JsonObject { ["value"] = fileId } } }) } },
            ["_source"] = false,
            ["docvalue_fields"] = Columns(),
            ["version"] = true,
            ["seq_no_primary_term"] = true,
            ["sort"] = new JsonArray(new JsonObject { ["page"] = "asc" }),
        };
        if (after is { } number) request["search_after"] = new JsonArray(number);
        return request;
    }
}
