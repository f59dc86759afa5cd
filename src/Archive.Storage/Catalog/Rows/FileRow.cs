using Archive.Domain;
using Archive.Domain.Ports;
using Dapper;

namespace Archive.Storage.Catalog.Rows;

/// <summary>A personal file as read from the catalog.</summary>
internal sealed class FileRow
{
    /// <summary>Reads files; every catalog understands it. A condition and an order follow.</summary>
    internal const string Select =
        """
        select id as Id, batch_id as BatchId, ordinal as Ordinal, name as Name, case_number as CaseNumber, pdf_digest as PdfDigest, pdf_bytes as PdfBytes,
               received_at as ReceivedAt, assembled_at as AssembledAt, indexed_at as IndexedAt, page_count as PageCount,
               unit as Unit, restricted as Restricted
        from file
        """ + "\n";

    internal const string ById = Select + "where id = @Id";

    /// <param name="among">What a file's number is to be among, in the language of the catalog's own database.</param>
    internal static string ByIds(string among) => Select + "where id " + among;

    internal const string AtPlace = Select + "where batch_id = @BatchId and ordinal = @Ordinal";

    /// <summary>The statement for a list, and its parameters. Conditions are left out where they are not wanted, so that each has its index.</summary>
    /// <param name="among">See <see cref="VisibleFiles"/>.</param>
    /// <exception cref="ArgumentException">The limit is below 1, or what the list is to go on after is no id of a file.</exception>
    internal static (string Sql, object Parameters) Of(FileListing listing, string among)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(listing.Limit, 1, nameof(listing));
        var after = 0L;
        if (listing.After is not null && !FileId.TryParse(listing.After, out after)) throw new ArgumentException($"'{listing.After}' is no id of a personal file.", nameof(listing));
        var parameters = new DynamicParameters(new { After = after, listing.BatchId, Case = listing.Case?.ToString(), listing.Limit, Start = listing.NameStart, listing.NameStart?.Length });
        var sql = Select + "where page_count > 0 and id > @After"
            + (listing.BatchId is null ? "" : " and batch_id = @BatchId")
            + (listing.Case is null ? "" : " and case_number = @Case")
            + (listing.NameStart is null ? "" : " and substr(name, 1, @Length) = @Start")
            + VisibleFiles.Condition(listing.Visible, parameters, among)
            + " order by id limit @Limit";
        return (sql, parameters);
    }

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

    public int PageCount { get; init; }

    public string? Unit { get; init; }

    public bool Restricted { get; init; }

    internal FileRecord ToRecord() => new(
        FileId.Format(Id), BatchId, Ordinal, Name,
        CaseNumber is null ? null : Domain.CaseNumber.Parse(CaseNumber),
        PdfDigest is null ? null : new StoredObject(Sha256Digest.FromBytes(PdfDigest), PdfBytes ?? 0),
        RowTime.Read(ReceivedAt), RowTime.ReadOptional(AssembledAt), RowTime.ReadOptional(IndexedAt), PageCount)
    {
        Access = new(Unit, Restricted),
    };
}
