using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Search.Elastic.Client;

namespace Archive.Storage.Search.Elastic;

/// <summary>Every entry of the index, by file id and page number.</summary>
internal static class EntryList
{
    private const int Portion = 5000;
    private const int MostLosses = 3;

    /// <summary>Entries of one state of the index; where the server loses its view of it, the rest is of a later state.</summary>
    internal static async IAsyncEnumerable<IndexEntry> ReadAsync(ElasticClient client, string alias, [EnumeratorCancellation] CancellationToken cancellation)
    {
        IndexEntry? last = null;
        var lost = 0;
        var view = await PitView.OpenAsync(client, alias, cancellation);
        try
        {
            while (true)
            {
                var entries = await PortionAsync(view, last, cancellation);
                if (entries is null)
                {
                    if (++lost > MostLosses) throw new StoreUnavailableException("search index", "it loses its view of the index again and again.");
                    await view.DisposeAsync();
                    view = await PitView.OpenAsync(client, alias, cancellation);
                    continue;
                }
                lost = 0;
                foreach (var entry in entries) yield return last = entry;
                if (entries.Count < Portion) yield break;
            }
        }
        finally
        {
            await view.DisposeAsync();
        }
    }

    /// <returns>Null where the view is lost.</returns>
    private static async Task<IReadOnlyList<IndexEntry>?> PortionAsync(PitView view, IndexEntry? last, CancellationToken cancellation)
    {
        try
        {
            var answer = await view.NextAsync(Request(last), cancellation);
            return answer.Hits!.Hits!.ConvertAll(Entry);
        }
        catch (ElasticException error) when (error.IsLostView)
        {
            return null;
        }
    }

    private static IndexEntry Entry(FoundHit hit)
    {
        var page = PresentPages.Read(hit);
        return new(page.FileId, page.Number, Sha256Digest.Parse(page.Revision));
    }

    private static JsonObject Request(IndexEntry? last) => new()
    {
        ["size"] = Portion,
        ["track_total_hits"] = false,
        ["query"] = last is null ? new JsonObject { ["match_all"] = new JsonObject() } : After(last),
        ["_source"] = false,
        ["docvalue_fields"] = PresentPages.Columns(),
        ["sort"] = new JsonArray(new JsonObject { ["file"] = "asc" }, new JsonObject { ["page"] = "asc" }),
    };

    /// <summary>Said by the query as well as by search_after: a new view knows nothing of where the old one stood.</summary>
    private static JsonObject After(IndexEntry last) => new()
    {
        ["bool"] = new JsonObject
        {
            ["should"] = new JsonArray(
                new JsonObject { ["range"] = new JsonObject { ["file"] = new JsonObject { ["gt"] = last.FileId } } },
                new JsonObject
                {
                    ["bool"] = new JsonObject
                    {
                        ["filter"] = new JsonArray(
                            new JsonObject { ["term"] = new JsonObject { ["file"] = new JsonObject { ["value"] = last.FileId } } },
                            new JsonObject { ["range"] = new JsonObject { ["page"] = new JsonObject { ["gt"] = last.PageNumber } } }),
                    },
                }),
            ["minimum_should_match"] = 1,
        },
    };
}
