using System.Text;
using Archive.Domain.Access;
using Archive.Domain.Capture;

namespace Archive.Domain;

/// <summary>What a search can be narrowed to besides a page's words, its file and its case.</summary>
/// <param name="DocumentType">Of the document that the page is in; null where nobody said.</param>
/// <param name="IsDoubtful">Something was wrong with the page: its words may not be what stands on the paper.</param>
public sealed record PageFacts(string? DocumentType, bool IsDoubtful)
{
    /// <summary>Of no named type, and read well.</summary>
    public static PageFacts None { get; } = new(null, false);

    /// <param name="documents">Of the page's file, by their first page.</param>
    public static PageFacts Of(PageRecord page, IReadOnlyList<PlannedDocument> documents) => new(
        documents.LastOrDefault(document => document.FirstPage <= page.Number)?.Type, page.Result is { Problem: not PageProblem.None });

    /// <summary>
    /// What an index entry is made from: the digest of a page's ALTO object, and of who may see it and what else is known, where that is not left to its
    /// case. An index that shows a page to others is as wrong as one with another text.
    /// </summary>
    public Sha256Digest Revision(Sha256Digest alto, AccessConditions access) => access == AccessConditions.Open && this == None
        ? alto
        : Sha256Digest.Of(Encoding.UTF8.GetBytes(string.Join('\n', alto.Hex, access.Restricted ? "restricted" : "open", access.Unit, DocumentType, IsDoubtful ? "doubtful" : "read")));
}
