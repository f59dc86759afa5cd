using Archive.Domain.Capture;

namespace Archive.Pipeline.Batches;

/// <summary>Where pages go that come into a batch: after all others, in place of one that was scanned again, or before one: several that come one by one stay in their order.</summary>
/// <param name="Replaces">The page that was scanned again; it is kept as such.</param>
/// <param name="Before">The page before which they go.</param>
public sealed record PagePlace(long? Replaces = null, long? Before = null)
{
    public static PagePlace Last { get; } = new();

    /// <summary>How pages are to be arranged so that the new ones stand in this place; null where they do, or the place is not there any more.</summary>
    /// <param name="pages">All pages of the batch in their order, the new ones among them.</param>
    internal IReadOnlyDictionary<long, PageArrangement>? Arrange(IReadOnlyList<CapturedPage> pages, IReadOnlyList<CapturedPage> fresh)
    {
        if (Replaces is { } old) return pages.FirstOrDefault(page => page.Page.Id == old) is { Arrangement.ReplacedBy: null } replaced ? InPlaceOf(replaced, fresh) : null;
        return Before is { } next && pages.Any(page => page.Page.Id == next) ? InFrontOf(next, pages, fresh) : null;
    }

    private static Dictionary<long, PageArrangement> InPlaceOf(CapturedPage replaced, IReadOnlyList<CapturedPage> fresh)
    {
        var was = replaced.Arrangement;
        var arranged = new Dictionary<long, PageArrangement>
        {
            [replaced.Page.Id] = was with { Disposition = PageDisposition.Rescanned, Starts = PageStart.Nothing, Case = null, DocumentType = null, IsAnswered = true, ReplacedBy = fresh[0].Page.Id },
        };
        for (var i = 0; i < fresh.Count; i++)
            arranged[fresh[i].Page.Id] = i == 0 ? was with { Position = was.Position + 1, Disposition = PageDisposition.Image, Turn = null, IsAnswered = false } : new(was.Position + 1 + i, PageDisposition.Image);
        return arranged;
    }

    /// <summary>Between the page and the one that it follows; where there is no room between them, the order of all pages is made anew.</summary>
    private static Dictionary<long, PageArrangement>? InFrontOf(long next, IReadOnlyList<CapturedPage> pages, IReadOnlyList<CapturedPage> fresh)
    {
        var ids = fresh.Select(page => page.Page.Id).ToHashSet();
        var others = pages.Where(page => !ids.Contains(page.Page.Id)).ToList();
        var at = others.FindIndex(page => page.Page.Id == next);
        var to = others[at].Arrangement.Position;
        var from = at > 0 ? others[at - 1].Arrangement.Position : Math.Min(0, to - ((fresh.Count + 1) * PageArrangement.Step));
        if (fresh.All(page => page.Arrangement.Position > from && page.Arrangement.Position < to)) return null;
        var step = (to - from) / (fresh.Count + 1);
        return step > 0
            ? fresh.Select((page, i) => (page, Position: from + (step * (i + 1)))).ToDictionary(one => one.page.Page.Id, one => one.page.Arrangement with { Position = one.Position })
            : others.Take(at).Concat(fresh).Concat(others.Skip(at)).Select((page, i) => (page, Position: PageArrangement.Step * (i + 1)))
                .ToDictionary(one => one.page.Page.Id, one => one.page.Arrangement with { Position = one.Position });
    }
}
