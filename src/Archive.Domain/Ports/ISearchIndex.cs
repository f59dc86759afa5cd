namespace Archive.Domain.Ports;

/// <summary>A page as the search index holds it.</summary>
/// <param name="Revision">Digest of the ALTO object the entry was made from; equal revisions need no re-indexing.</param>
public sealed record IndexedPage(string FileId, CaseNumber? Case, int PageNumber, Sha256Digest Revision, RecognizedText Text);

/// <summary>What the index holds, for comparison with the catalog.</summary>
public sealed record IndexEntry(string FileId, int PageNumber, Sha256Digest Revision);

/// <summary>
/// A search. Syntax: words are joined by AND; OR between words; a leading minus excludes; "…" is a phrase; a trailing * is a prefix;
/// case and diacritics do not matter; words of five letters and more also match near misses such as OCR makes.
/// </summary>
public sealed record SearchQuery(string Text, int Offset = 0, int Limit = 20);

/// <summary>One page with hits: snippet with hit words in [brackets], and the boxes of the hit words on the upright page.</summary>
public sealed record SearchHit(string FileId, CaseNumber? Case, int PageNumber, double Score, string Snippet, IReadOnlyList<PixelRect> Boxes);

/// <summary>Total number of pages that match, and the asked-for window of hits, best first.</summary>
public sealed record SearchResult(int Total, IReadOnlyList<SearchHit> Hits);

/// <summary>A query that cannot be understood; the message says where and why.</summary>
public sealed class SearchSyntaxException(string message) : Exception(message);

/// <summary>The disposable full-text index, one entry per page; can be rebuilt from catalog and objects at any time.</summary>
public interface ISearchIndex
{
    /// <summary>Adds or replaces all pages of a file in one transaction.</summary>
    Task ReplaceFileAsync(string fileId, IReadOnlyList<IndexedPage> pages, CancellationToken cancellation);

    Task RemoveFileAsync(string fileId, CancellationToken cancellation);

    /// <exception cref="SearchSyntaxException">The query cannot be understood.</exception>
    Task<SearchResult> SearchAsync(SearchQuery query, CancellationToken cancellation);

    IAsyncEnumerable<IndexEntry> ListAsync(CancellationToken cancellation);
}
