using Archive.Domain;
using Archive.Domain.Capture;
using Archive.Storage.Catalog.Accounts;

namespace Archive.Storage.Catalog.Capture;

/// <summary>A captured batch as read from the catalog; every catalog understands the statements.</summary>
internal sealed class CaptureRow
{
    internal const string Select =
        """
        select batch_id as BatchId, batch.name as Name, feed_file_id as FeedFileId, operator as Operator, source as Source, sheets as Sheets, sides as Sides,
               closed as Closed, set_aside as SetAside, capture.created_at as CreatedAt, released_at as ReleasedAt, released_by as ReleasedBy, version as Version,
               pages_total as PagesTotal, pages_finished as PagesFinished, change as Change, approved_by as ApprovedBy, device as Device
        from capture join batch on batch.id = batch_id
        """ + "\n";

    /// <summary>Takes effect on the version that was read only, and on what is not over.</summary>
    internal const string NextVersion = "approved_at = null, approved_by = null, " + SameApproval;

    /// <summary>The same, for what is no change of the batch's content.</summary>
    internal const string SameApproval = "version = version + 1, change = @Change where batch_id = @BatchId and version = @Version and released_at is null";

    public long BatchId { get; init; }

    public string Name { get; init; } = "";

    public long FeedFileId { get; init; }

    public string Operator { get; init; } = "";

    public string Source { get; init; } = "";

    public int? Sheets { get; init; }

    public int Sides { get; init; }

    public int Closed { get; init; }

    public string? SetAside { get; init; }

    public long CreatedAt { get; init; }

    public long? ReleasedAt { get; init; }

    public string? ReleasedBy { get; init; }

    public long Version { get; init; }

    public int PagesTotal { get; init; }

    public int PagesFinished { get; init; }

    public string Change { get; init; } = "";

    public string? ApprovedBy { get; init; }

    public string? Device { get; init; }

    internal CaptureBatch ToRecord() => new(
        BatchId, Name, FileId.Format(FeedFileId), Operator, Enum.Parse<CaptureSource>(Source), Sheets, Sides, Closed != 0, SetAside, Ticks.Read(CreatedAt), Ticks.Read(ReleasedAt), ReleasedBy,
        Version, PagesTotal, PagesFinished)
    {
        ApprovedBy = ApprovedBy,
        Device = Device,
    };
}

/// <summary>What the operator made of a page, as the catalog keeps it.</summary>
internal sealed class ArrangementRow
{
    internal const string OfBatch =
        """
        select page_id as PageId, position as Position, disposition as Disposition, page.turn as Turn, starts as Starts, capture_page.case_number as CaseNumber,
               document_type as DocumentType, answered as Answered, replaced_by as ReplacedBy
        from capture_page join page on page.id = page_id where page.batch_id = @BatchId
        """;

    internal const string Put =
        """
        insert into capture_page (page_id, position, disposition, starts, case_number, document_type, answered, replaced_by)
        values (@PageId, @Position, @Disposition, @Starts, @CaseNumber, @DocumentType, @Answered, @ReplacedBy)
        on conflict (page_id) do update set position = excluded.position, disposition = excluded.disposition, starts = excluded.starts, case_number = excluded.case_number,
            document_type = excluded.document_type, answered = excluded.answered, replaced_by = excluded.replaced_by
        """;

    public long PageId { get; init; }

    public long Position { get; init; }

    public string Disposition { get; init; } = "";

    public int? Turn { get; init; }

    public string Starts { get; init; } = "";

    public string? CaseNumber { get; init; }

    public string? DocumentType { get; init; }

    public int Answered { get; init; }

    public long? ReplacedBy { get; init; }

    internal static ArrangementRow Of(long pageId, PageArrangement how) => new()
    {
        PageId = pageId,
        Position = how.Position,
        Disposition = how.Disposition.ToString(),
        Turn = how.Turn,
        Starts = how.Starts.ToString(),
        CaseNumber = how.Case?.ToString(),
        DocumentType = how.DocumentType,
        Answered = how.IsAnswered ? 1 : 0,
        ReplacedBy = how.ReplacedBy,
    };

    internal PageArrangement ToRecord() => new(
        Position, Enum.Parse<PageDisposition>(Disposition), Turn, Enum.Parse<PageStart>(Starts), CaseNumber is null ? null : Domain.CaseNumber.Parse(CaseNumber), DocumentType, Answered != 0, ReplacedBy);
}
