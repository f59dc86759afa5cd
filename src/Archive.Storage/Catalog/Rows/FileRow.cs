using Archive.Domain;

namespace Archive.Storage.Catalog.Rows;

/// <summary>A personal file as read from the catalog.</summary>
internal sealed class FileRow
{
    /// <summary>Reads files; every catalog understands it. A condition and an order follow.</summary>
    internal const string Select =
        """
        select id as Id, batch_id as BatchId, ordinal as Ordinal, name as Name, case_number as CaseNumber, pdf_digest as PdfDigest, pdf_bytes as PdfBytes,
               received_at as ReceivedAt, assembled_at as AssembledAt, indexed_at as IndexedAt
        from file
        """ + "\n";

    internal const string ById = Select + "where id = @Id";

    internal const string AtPlace = Select + "where batch_id = @BatchId and ordinal = @Ordinal";

    internal const string WithPages = Select + "where page_count > 0 order by id";

    internal const string WithPagesOfBatch = Select + "where batch_id = @BatchId and page_count > 0 order by id";

    public long Id { get; init; }

    public long BatchId { get; init; }

    public int Ordinal { get; init; }

    public string Name { get; init; } = "";

    public string? CaseNumber { get; init; }

    public byte[]? PdfDigest { get; init; }

    public long? PdfBytes { get; init; }

    public object? ReceivedAt { get; init; }

    public object? AssembledAt { get; init; }

    public object? IndexedAt { get; init; }

    internal FileRecord ToRecord() => new(
        FileId.Format(Id), BatchId, Ordinal, Name,
        CaseNumber is null ? null : Domain.CaseNumber.Parse(CaseNumber),
        PdfDigest is null ? null : new StoredObject(Sha256Digest.FromBytes(PdfDigest), PdfBytes ?? 0),
        RowTime.Read(ReceivedAt), RowTime.ReadOptional(AssembledAt), RowTime.ReadOptional(IndexedAt));
}
