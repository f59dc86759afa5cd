namespace Archive.Domain;

/// <summary>What a page became. A page whose image cannot be decoded is Rejected; a page that a person must look at is NeedsOperator.</summary>
public enum PageOutcome
{
    Done,
    NeedsOperator,
    Rejected,
}

/// <summary>The colour of the master's page image as decoded.</summary>
public enum PageColour
{
    Bitonal,
    Gray,
    Colour,
}

/// <summary>
/// Why a page is not plainly done. Each is a different event in the real world and stays apart in catalog, JSON and UI.
/// </summary>
public enum PageProblem
{
    None,

    /// <summary>The bytes are no readable image.</summary>
    Undecodable,

    /// <summary>The image ends early or is damaged; what could be read is kept.</summary>
    Damaged,

    /// <summary>The page took longer than its time-out.</summary>
    TimedOut,

    /// <summary>The page worker crashed on it.</summary>
    Crashed,

    /// <summary>The page worker went over its memory limit on it.</summary>
    OutOfMemory,

    /// <summary>There is something on the page, but no text could be read with confidence.</summary>
    LowConfidence,

    /// <summary>Called blank, but with something on it.</summary>
    BlankDoubtful,

    /// <summary>The image is too blurred to be relied upon.</summary>
    Blurred,
}

/// <summary>Inspection of the decoded master page.</summary>
/// <param name="Width">Master width in pixels as decoded.</param>
/// <param name="Height">Master height in pixels as decoded.</param>
/// <param name="Dpi">Resolution used for every later step.</param>
/// <param name="DpiEstimated">True where metadata had none or an absurd one and the page size gave it.</param>
/// <param name="InkCoverage">Share of dark pixels inside the page, 0 to 1.</param>
/// <param name="Blank">True where the page carries nothing that was put on it on purpose.</param>
/// <param name="BlankScore">0 (certainly something on it) to 1 (certainly blank).</param>
/// <param name="Sharpness">Mean edge width measure, 0 (blurred) to 1 (sharp).</param>
/// <param name="PaperLevel">Grey level of the paper, 0 to 255.</param>
/// <param name="InkLevel">Grey level of the darkest ink in earnest, 0 to 255.</param>
public sealed record PageInspection(
    int Width, int Height, Dpi Dpi, bool DpiEstimated, PageColour Colour, double InkCoverage,
    bool Blank, double BlankScore, double Sharpness, int PaperLevel, int InkLevel);

/// <summary>The clockwise turn (0, 90, 180, 270) that makes the page upright.</summary>
public sealed record PageOrientation(int ClockwiseDegrees, Confidence Confidence);

/// <summary>The angle of the text lines against the horizontal: positive where text runs downhill to the right. Degrees.</summary>
public sealed record PageSkew(Degrees Angle, Confidence Confidence);

/// <summary>What the text stage made of the page.</summary>
/// <param name="Language">The language of most words, ISO 639-2, or "und".</param>
/// <param name="MeanConfidence">Mean of word confidences; 0 where there are no words.</param>
/// <param name="Words">Number of words.</param>
public sealed record PageText(string Language, Confidence MeanConfidence, int Words);

/// <summary>A stage's name, how it ended (Done, Skipped, NeedsOperator, Failed), its reason where it has one, and its CPU time in milliseconds.</summary>
public sealed record StageRecord(string Stage, string Outcome, string? Reason, double CpuMilliseconds);

/// <summary>Everything measured on one page, as recorded in the catalog.</summary>
public sealed record PageResult
{
    public required PageOutcome Outcome { get; init; }

    public PageProblem Problem { get; init; }

    /// <summary>One sentence for the operator; null only where the outcome is Done and nothing is to be said.</summary>
    public string? Reason { get; init; }

    /// <summary>Upright page image, pixels, at full resolution.</summary>
    public int Width { get; init; }

    public int Height { get; init; }

    public Dpi Dpi { get; init; }

    /// <summary>Null only where the page could not be decoded.</summary>
    public PageInspection? Inspection { get; init; }

    /// <summary>Null where the page was not oriented (blank, undecodable, image only).</summary>
    public PageOrientation? Orientation { get; init; }

    /// <summary>Null where no angle was found.</summary>
    public PageSkew? Skew { get; init; }

    /// <summary>Null where no text stage ran.</summary>
    public PageText? Text { get; init; }

    /// <summary>From master pixels to pixels of the upright page image.</summary>
    public AffineTransform MasterToPage { get; init; } = AffineTransform.Identity;

    public IReadOnlyList<StageRecord> Stages { get; init; } = [];
}
