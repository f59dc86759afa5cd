using Archive.Domain.Access;

namespace Archive.Domain.Ports;

/// <summary>A page as the search index holds it.</summary>
/// <param name="Revision">What the entry was made from, see <see cref="PageFacts.Revision"/>; equal revisions need no re-indexing.</param>
public sealed record IndexedPage(string FileId, CaseNumber? Case, int PageNumber, Sha256Digest Revision, RecognizedText Text)
{
    /// <summary>Who may see the file, besides what its case decides.</summary>
    public AccessConditions Access { get; init; } = AccessConditions.Open;

    public PageFacts Facts { get; init; } = PageFacts.None;
}

/// <summary>What the index holds, for comparison with the catalog.</summary>
public sealed record IndexEntry(string FileId, int PageNumber, Sha256Digest Revision);

/// <summary>
/// A search. Syntax: words are joined by AND; OR between words; a leading minus excludes; "…" is a phrase; a trailing * is a prefix;
/// case and diacritics do not matter; words of five letters and more also match near misses such as OCR makes.
/// </summary>
/// <param name="Visible">What whoever searches may see; nothing else is found, counted or hinted at.</param>
public sealed record SearchQuery(string Text, Visibility Visible, int Offset = 0, int Limit = 20)
{
    /// <summary>Only pages of this file; of all where null.</summary>
    public string? FileId { get; init; }

    /// <summary>Only pages with one of the values of each facet that is named here.</summary>
    public FacetFilter Filter { get; init; } = FacetFilter.None;

    /// <summary>Count the pages by facets.</summary>
    public bool WithFacets { get; init; }
}

/// <summary>One page with hits: snippet with hit words in [brackets], and the boxes of the hit words on the upright page.</summary>
public sealed record SearchHit(string FileId, CaseNumber? Case, int PageNumber, double Score, string Snippet, IReadOnlyList<PixelRect> Boxes)
{
    /// <summary>True where all words stand on the page as they were written in the query.</summary>
    public bool IsAsWritten => Score >= 2;
}

/// <summary>Number of pages that match, and the asked-for window of hits, best first.</summary>
/// <param name="IsTotalExact">False where an index left off counting: at least <paramref name="Total"/> pages match, and at least as many as the window reaches.</param>
public sealed record SearchResult(int Total, IReadOnlyList<SearchHit> Hits, bool IsTotalExact = true)
{
    /// <summary>Pages by each value of each facet, as many as match with what is wanted of the other facets; empty where they were not asked for.</summary>
    public IReadOnlyList<FacetCount> Facets { get; init; } = [];
}

/// <summary>A query that cannot be understood; the message says where and why.</summary>
public sealed class SearchSyntaxException(string message) : Exception(message);

/// <summary>What personal files are entered into.</summary>
public interface IIndexWriter
{
    /// <summary>Adds or replaces all pages of a file in one transaction.</summary>
    Task ReplaceFileAsync(string fileId, IReadOnlyList<IndexedPage> pages, CancellationToken cancellation);
}

/// <summary>The disposable full-text index, one entry per page; can be rebuilt from catalog and objects at any time.</summary>
public interface ISearchIndex : IIndexWriter
{
    /// <summary>Most other spellings that are offered.</summary>
    public const int MostSuggestions = 3;

    Task RemoveFileAsync(string fileId, CancellationToken cancellation);

    /// <exception cref="SearchSyntaxException">The query cannot be understood.</exception>
    Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellation);

    /// <summary>Other spellings of a query of which some word stands as it is written on no page that is seen: words of those pages that are near to it.</summary>
    /// <returns>Whole queries that find something, the nearest first; at most <see cref="MostSuggestions"/>, empty where every word is found.</returns>
    /// <exception cref="SearchSyntaxException">The query cannot be understood.</exception>
    Task<IReadOnlyList<string>> SuggestAsync(SearchQuery query, CancellationToken cancellation);

    /// <summary>The entries of one file as they are now, by page number.</summary>
    Task<IReadOnlyList<IndexEntry>> ListFileAsync(string fileId, CancellationToken cancellation);

    /// <summary>Every entry by file id and page number, in the order of their code units; a page that is in the index twice is listed twice.</summary>
    IAsyncEnumerable<IndexEntry> ListAsync(CancellationToken cancellation);
}

/// <summary>Enters the indexed files of the catalog, in the order of their ids, into an index that is not whole.</summary>
/// <param name="target">The index to fill.</param>
/// <param name="after">The last file that an interrupted filling told; null to begin with the first.</param>
/// <param name="reached">To be told each file that is entered: from there the next filling goes on after an interruption.</param>
public delegate Task IndexFill(IIndexWriter target, string? after, Func<string, CancellationToken, Task> reached, CancellationToken cancellation);

/// <summary>A search index that knows whether it is whole, and is made whole from the catalog while it is in use.</summary>
public interface IMendableIndex : ISearchIndex
{
    /// <summary>Looks whether every indexed file of the catalog is known to be in it, in the state that this release searches; a missing index is made, empty.</summary>
    Task<bool> NeedsMendingAsync(CancellationToken cancellation);

    /// <summary>Makes it whole. Interrupted, the next call goes on where it was.</summary>
    Task MendAsync(IndexFill fill, CancellationToken cancellation);
}
