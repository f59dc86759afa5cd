namespace Archive.Domain;

/// <summary>What is wrong with a subject, in the catalog's, the objects' or the index's view.</summary>
public enum FindingKind
{
    /// <summary>A row names an object that is not there.</summary>
    MissingObject,

    /// <summary>An object's bytes no longer match its digest.</summary>
    ChangedObject,

    /// <summary>An object that no row names.</summary>
    OrphanedObject,

    /// <summary>A page with text has no entry in the index.</summary>
    MissingIndexEntry,

    /// <summary>The index holds another state of a page's text.</summary>
    StaleIndexEntry,

    /// <summary>The index holds a page that the catalog does not.</summary>
    OrphanedIndexEntry,

    /// <summary>The index holds a page more than once.</summary>
    DoubleIndexEntry,

    /// <summary>A stored PDF is no PDF/A-2u.</summary>
    PdfNotConforming,

    /// <summary>A stored PDF was not made from the pages that its file has.</summary>
    PdfOfOtherPages,

    /// <summary>A batch is not finished: its command is to be run again.</summary>
    UnfinishedBatch,
}

/// <summary>One thing that is not as it should be.</summary>
public sealed record VerifyFinding(FindingKind Kind, string Subject, string Detail)
{
    /// <summary>Its number in the catalog; 0 for one that follows from the last check of its object.</summary>
    public long Id { get; init; }

    /// <summary>The object concerned; null where the finding is about none.</summary>
    public (ObjectKind Kind, Sha256Digest Digest)? Object { get; init; }

    /// <summary>The personal file concerned; null where it is about none, or about an object that several may share.</summary>
    public string? FileId { get; init; }
}
