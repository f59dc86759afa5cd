namespace Archive.Domain.Capture;

/// <summary>How pages of a batch come in.</summary>
public enum CaptureSource
{
    Upload,

    /// <summary>A station's hot folder.</summary>
    Folder,
    Scanner,
}

/// <summary>The way of a batch past its operator.</summary>
public enum CaptureStage
{
    /// <summary>Nothing has come in yet.</summary>
    Open,

    /// <summary>Pages come in.</summary>
    Scanning,

    /// <summary>The operator has fed everything; pages are still in work.</summary>
    Processing,

    /// <summary>Every page is finished: it waits for the operator's eye.</summary>
    Review,

    /// <summary>Its files are on their way into the archive, or there.</summary>
    Released,

    /// <summary>Put aside with a reason; everything that came in stays.</summary>
    SetAside,
}

/// <summary>A batch as an operator feeds and reviews it, until its files are released into the archive.</summary>
/// <param name="FeedFile">The file that holds its pages in the order in which they came in, and after release those that are in no personal file.</param>
/// <param name="Operator">Name of the account that began it.</param>
/// <param name="Sheets">Sheets of paper that the operator counted; null until they are declared.</param>
/// <param name="Sides">Sides of a sheet that are scanned: 1, or 2 for duplex.</param>
/// <param name="IsClosed">The operator has fed everything.</param>
/// <param name="SetAsideReason">Null where it is not put aside.</param>
/// <param name="Version">Counted up with every change; a change of an older version is refused.</param>
public sealed record CaptureBatch(
    long BatchId, string Name, string FeedFile, string Operator, CaptureSource Source, int? Sheets, int Sides, bool IsClosed, string? SetAsideReason,
    DateTimeOffset CreatedAt, DateTimeOffset? ReleasedAt, string? ReleasedBy, long Version, int PagesTotal, int PagesFinished)
{
    /// <summary>Who found it fit for release and handed it over for a second look; null where nobody did since its last change.</summary>
    public string? ApprovedBy { get; init; }

    /// <summary>What feeds it, a scanner or a station; null for uploads.</summary>
    public string? Device { get; init; }

    /// <summary>Most sheets of a batch.</summary>
    public const int MostSheets = 10_000;

    public CaptureStage Stage => (SetAsideReason, ReleasedAt, IsClosed, PagesTotal) switch
    {
        (not null, _, _, _) => CaptureStage.SetAside,
        (_, not null, _, _) => CaptureStage.Released,
        (_, _, true, _) => PagesFinished == PagesTotal ? CaptureStage.Review : CaptureStage.Processing,
        (_, _, _, 0) => CaptureStage.Open,
        _ => CaptureStage.Scanning,
    };

    /// <summary>Sides that have to be accounted for; null until the sheets are declared.</summary>
    public int? Expected => Sheets * Sides;
}
