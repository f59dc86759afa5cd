using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Search.Elastic.Client;

namespace Archive.Storage.Search.Elastic;

/// <summary>
/// Enters and removes files. Every call gives its entries one version, above what the index holds and not below the clock in microseconds, so that a
/// call that was overtaken by a later one, on any node, comes too late by version as well: the server refuses it page by page. Pages that went are
/// removed in the state that was read.
/// </summary>
/// <param name="targets">The aliases to write to, asked for anew with each file.</param>
/// <param name="refresh">Null where files may be found later; a file written twice is then made visible before the second time.</param>
internal sealed class FileWriter(
    ElasticClient client, ElasticOptions options, TimeProvider time, Func<CancellationToken, Task<IReadOnlyList<WriteTarget>>> targets, ElasticRefresh? refresh)
{
    private readonly BulkSender _bulk = new(client, options);
    private readonly HashSet<string> _unseen = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">A page belongs to another file, or a page number comes twice.</exception>
    internal Task ReplaceAsync(string fileId, IReadOnlyList<IndexedPage> pages, CancellationToken cancellation)
    {
        if (pages.FirstOrDefault(page => page.FileId != fileId) is { } stray)
        {
            throw new ArgumentException($"Page {stray.PageNumber} belongs to file {stray.FileId}, not {fileId}.", nameof(pages));
        }
        if (pages.DistinctBy(page => page.PageNumber).Count() < pages.Count) throw new ArgumentException("A page number comes twice.", nameof(pages));
        return WriteAsync(fileId, pages, cancellation);
    }

    internal Task RemoveAsync(string fileId, CancellationToken cancellation) => WriteAsync(fileId, [], cancellation);

    /// <summary>New pages go in before old ones go, so that a call cut short leaves the file findable.</summary>
    private async Task WriteAsync(string fileId, IReadOnlyList<IndexedPage> pages, CancellationToken cancellation)
    {
        var places = await targets(cancellation);
        await MakeVisibleAsync(fileId, places, cancellation);
        var present = new List<(WriteTarget Target, IReadOnlyList<PresentPage> Pages)>();
        foreach (var target in places) present.Add((target, await PresentPages.OfFileAsync(client, target, fileId, cancellation)));
        var highest = present.SelectMany(place => place.Pages).Select(page => page.Version).DefaultIfEmpty(0).Max();
        var version = Math.Max(highest + 1, time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMicrosecond);
        var items = present.SelectMany(place => Items(place.Target, place.Pages, pages, version)).ToList();
        var overtaken = await _bulk.SendAsync(items, Refresh(), cancellation);
        if (overtaken.Count > 0) await CheckOvertakenAsync(places[0], fileId, overtaken, cancellation);
    }

    /// <summary>
    /// A page refused for its version is there in a newer one; or it was removed within the last minute, by a node whose clock is ahead: then it would be
    /// lost without a word.
    /// </summary>
    private async Task CheckOvertakenAsync(WriteTarget target, string fileId, IReadOnlyCollection<string> overtaken, CancellationToken cancellation)
    {
        await client.RefreshAsync(target.Alias, cancellation);
        var present = await PresentPages.OfFileAsync(client, target, fileId, cancellation);
        if (overtaken.Except(present.Select(page => page.Id)).Any())
        {
            throw new StoreUnavailableException("search index", "pages of a file were removed at the same time or by a clock that is ahead; repeat in a minute.");
        }
    }

    private static IEnumerable<BulkItem> Items(WriteTarget target, IReadOnlyList<PresentPage> present, IReadOnlyList<IndexedPage> pages, long version)
    {
        // A page that is there twice, put in by another program under an id of its own, keeps the entry with our id alone.
        var ours = present.Where(page => page.IsOurs).ToList();
        var byNumber = ours.ToDictionary(page => page.Number);
        var changed = pages.Where(page => byNumber.GetValueOrDefault(page.PageNumber)?.IsOf(page) != true);
        var wanted = pages.Select(page => page.PageNumber).ToHashSet();
        return changed.Select(page => BulkItem.Put(target, page, version))
            .Concat(ours.Where(page => !wanted.Contains(page.Number)).Concat(present.Except(ours)).Select(page => BulkItem.Delete(page)));
    }

    private async Task MakeVisibleAsync(string fileId, IReadOnlyList<WriteTarget> places, CancellationToken cancellation)
    {
        if (refresh is not null) return;
        bool again;
        lock (_unseen)
        {
            again = !_unseen.Add(fileId);
            if (again) _unseen.RemoveWhere(file => file != fileId);
        }
        if (!again) return;
        foreach (var place in places) await client.RefreshAsync(place.Alias, cancellation);
    }

    private string Refresh() => refresh switch
    {
        null => "false",
        ElasticRefresh.Immediate => "true",
        _ => "wait_for",
    };
}
