using Archive.Domain;

namespace Archive.Storage.Catalog.Rows;

/// <summary>An input of a batch as read from the catalog.</summary>
internal sealed class SourceRow
{
    /// <summary>Reads sources; every catalog understands it. A condition and an order follow.</summary>
    internal const string Select =
        """
        select batch_id as BatchId, ordinal as Ordinal, path as Path, disposition as Disposition, digest as Digest, file_id as FileId,
               reason as Reason, duplicate_of as DuplicateOf
        from source
        """ + "\n";

    internal const string OfBatch = Select + "where batch_id = @BatchId order by ordinal, id";

    public long BatchId { get; init; }

    public int Ordinal { get; init; }

    public string Path { get; init; } = "";

    public string Disposition { get; init; } = "";

    public byte[]? Digest { get; init; }

    public long? FileId { get; init; }

    public string? Reason { get; init; }

    public string? DuplicateOf { get; init; }

    internal SourceRecord ToRecord() => new(
        BatchId, Ordinal, Path, Enum.Parse<SourceDisposition>(Disposition), Blob.ToDigest(Digest),
        FileId is { } id ? Catalog.FileId.Format(id) : null, Reason, DuplicateOf);
}

/// <summary>What entering a source writes.</summary>
/// <param name="enteredAt">The time as text; null where the catalog takes its own clock.</param>
internal sealed class EnteredSourceRow(SourceRecord source, long? bytes, MasterFormat? format, string? enteredAt = null)
{
    public long BatchId => source.BatchId;

    public int Ordinal => source.Ordinal;

    public string Path => source.Path;

    public string Disposition => source.Disposition.ToString();

    public byte[]? Digest => Blob.Of(source.Digest);

    public long? Bytes => bytes;

    public string? Format => format?.ToString();

    public long? FileId => source.FileId is null ? null : Catalog.FileId.Parse(source.FileId);

    public string? Reason => source.Reason;

    public string? DuplicateOf => source.DuplicateOf;

    public string? At => enteredAt;
}
