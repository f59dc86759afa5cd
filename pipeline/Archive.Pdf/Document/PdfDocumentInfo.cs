namespace Archive.Pdf;

/// <summary>
/// What a file says of itself, in its XMP metadata and information dictionary. Nothing else enters the file but its pages:
/// no clock and no chance, so that equal input gives equal bytes.
/// </summary>
public sealed record PdfDocumentInfo
{
    /// <summary>The title shown by readers (dc:title); longer than 1,000 UTF-16 units is cut.</summary>
    public required string Title { get; init; }

    /// <summary>The case number or another identifier of the file (dc:identifier); null where there is none.</summary>
    public string? Identifier { get; init; }

    /// <summary>The languages of the text as BCP 47 tags (lv, ru, en), the main one first (dc:language and the catalog's Lang).</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>The program that made the pages (xmp:CreatorTool).</summary>
    public required string CreatorTool { get; init; }

    /// <summary>The library that wrote the file (pdf:Producer).</summary>
    public required string Producer { get; init; }

    /// <summary>Where the file comes from, in words: batch, number of masters, recipe (dc:source and the parameters of the event in xmpMM:History).</summary>
    public string? Provenance { get; init; }

    /// <summary>When the file was made, to the second, as recorded by the caller; null leaves all dates out, so that nothing depends on the day.</summary>
    public DateTimeOffset? CreatedAt { get; init; }
}
