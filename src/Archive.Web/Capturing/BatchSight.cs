using Archive.Domain;
using Archive.Domain.Capture;
using Archive.Domain.Ports;
using Archive.Web.Access;
using Microsoft.AspNetCore.Http;

namespace Archive.Web.Capturing;

/// <summary>What an operator sees of a batch. Until its release all of it; afterwards its pages are in personal files, and are seen by those who see these.</summary>
internal static class BatchSight
{
    internal static async Task<IReadOnlyList<CapturedPage>> PagesAsync(HttpContext http, ICatalog catalog, CaptureBatch batch)
    {
        var pages = await catalog.Captures.ListPagesAsync(batch.BatchId, http.RequestAborted);
        if (batch.ReleasedAt is null) return pages;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var id in pages.Select(page => page.Page.FileId).Distinct(StringComparer.Ordinal))
        {
            if (await catalog.GetFileAsync(id, http.RequestAborted) is { } file && Caller.Of(http).Visible.Sees(file)) seen.Add(id);
        }

        return [.. pages.Where(page => seen.Contains(page.Page.FileId))];
    }

    /// <summary>The names of inputs may name persons: those that brought only pages of files that are not seen are left out.</summary>
    internal static async Task<IReadOnlyList<SourceRecord>> SourcesAsync(HttpContext http, ICatalog catalog, CaptureBatch batch)
    {
        var sources = await catalog.ListSourcesAsync(batch.BatchId, http.RequestAborted);
        if (batch.ReleasedAt is null) return sources;
        var hidden = (await catalog.Captures.ListPagesAsync(batch.BatchId, http.RequestAborted)).Select(page => page.Page.SourcePath).ToHashSet(StringComparer.Ordinal);
        hidden.ExceptWith((await PagesAsync(http, catalog, batch)).Select(page => page.Page.SourcePath));
        return [.. sources.Where(source => !hidden.Contains(source.Path) && (source.DuplicateOf is null || !hidden.Contains(source.DuplicateOf)))];
    }
}
