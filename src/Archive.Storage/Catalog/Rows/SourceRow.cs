using Archive.Domain;
using Archive.Domain.Ports;

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

    /// <summary>Where the same bytes were received; every catalog understands it.</summary>
    internal const string SameBytes = "select path as Path, batch_id as BatchId from source where digest = @Digest and batch_id = @BatchId and disposition = 'Received' order by id limit 1";

    /// <summary>Likewise in another batch of an operator that is not put aside.</summary>
    internal const string SameBytesElsewhere =
        """
        select source.path as Path, source.batch_id as BatchId from source join capture on capture.batch_id = source.batch_id
        where source.digest = @Digest and source.batch_id <> @BatchId and source.disposition = 'Received' and capture.set_aside is null order by source.id limit 1
        """;

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

/// <summary>Where bytes were received before.</summary>
internal sealed class ReceivedBefore
{
    public string Path { get; init; } = "";

    public long BatchId { get; init; }

    /// <summary>A source that is received, or that duplicates this one.</summary>
    internal static SourceRecord RecordOf(ReceivedBefore? before, long batchId, string fileId, ReceivedSource source) => new(
        batchId, source.Ordinal, source.Path, before is null ? SourceDisposition.Received : SourceDisposition.Duplicate, source.Master.Digest, fileId,
        before is null || before.BatchId == batchId ? null : SourceRecord.InBatch(before.BatchId), before?.Path);
}
