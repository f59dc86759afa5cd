using Archive.Domain.Capture;
using Archive.Storage.Catalog.Accounts;

namespace Archive.Storage.Catalog.Capture;

/// <summary>A drawn page as read from the catalog; every catalog understands the statement.</summary>
internal sealed class SampleRow
{
    internal const string Select =
        """
        select page_id as PageId, page_sample.batch_id as BatchId, batch.name as BatchName, page.file_id as FileId, page.number as Number, capture.operator as Operator,
               capture.released_by as ReleasedBy, capture.device as Device, drawn_at as DrawnAt, verdict as Verdict, note as Note, judged_at as JudgedAt, judged_by as JudgedBy
        from page_sample join page on page.id = page_id join batch on batch.id = page_sample.batch_id join capture on capture.batch_id = page_sample.batch_id
        """ + "\n";

    public long PageId { get; init; }

    public long BatchId { get; init; }

    public string BatchName { get; init; } = "";

    public long FileId { get; init; }

    public int Number { get; init; }

    public string Operator { get; init; } = "";

    public string? ReleasedBy { get; init; }

    public string? Device { get; init; }

    public long DrawnAt { get; init; }

    public string? Verdict { get; init; }

    public string? Note { get; init; }

    public long? JudgedAt { get; init; }

    public string? JudgedBy { get; init; }

    internal PageSample ToRecord() => new(
        PageId, BatchId, BatchName, Catalog.FileId.Format(FileId), Number, Operator, ReleasedBy, Device, Ticks.Read(DrawnAt), Verdict is null ? null : Enum.Parse<SampleVerdict>(Verdict), Note,
        Ticks.Read(JudgedAt), JudgedBy);
}

/// <summary>A released batch with its counts.</summary>
internal sealed class QualityRow
{
    internal const string Select =
        """
        select capture.batch_id as BatchId, operator as Operator, device as Device, released_at as ReleasedAt, images as Images, flagged as Flagged, confidence as Confidence,
               (select count(*) from page_sample where page_sample.batch_id = capture.batch_id) as Sampled,
               (select count(*) from page_sample where page_sample.batch_id = capture.batch_id and judged_at is not null) as Judged,
               (select count(*) from page_sample where page_sample.batch_id = capture.batch_id and verdict <> 'Good') as Defects
        from capture where released_at >= @Since and images is not null order by released_at, capture.batch_id
        """;

    public long BatchId { get; init; }

    public string Operator { get; init; } = "";

    public string? Device { get; init; }

    public long ReleasedAt { get; init; }

    public int Images { get; init; }

    public int Flagged { get; init; }

    public double? Confidence { get; init; }

    public int Sampled { get; init; }

    public int Judged { get; init; }

    public int Defects { get; init; }

    internal ReleasedQuality ToRecord() => new(BatchId, Operator, Device, Ticks.Read(ReleasedAt), new(Images, Flagged, Confidence), Sampled, Judged, Defects);
}
