namespace Archive.Domain.Capture;

/// <summary>What a scanned side is to the batch.</summary>
public enum PageDisposition
{
    /// <summary>A page of a personal file.</summary>
    Image,
    Blank,

    /// <summary>A sheet put in between to tell files or documents apart.</summary>
    Separator,

    /// <summary>Scanned again: another page stands in its place.</summary>
    Rescanned,
}

/// <summary>What begins with a page.</summary>
public enum PageStart
{
    Nothing,
    Document,
    File,
}

/// <summary>Why a page wants the operator's eye.</summary>
public enum PageFlag
{
    /// <summary>Its image could not be read at all.</summary>
    Rejected,
    Damaged,

    /// <summary>A worker crashed, hung or ran out of memory on it.</summary>
    Failed,
    LowConfidence,
    Blurred,
    BlankDoubtful,

    /// <summary>There is text on it, and no angle of its lines was found.</summary>
    SkewNotFound,
}

/// <summary>What the operator made of a page.</summary>
/// <param name="Position">Order in the batch; gaps are free.</param>
/// <param name="Turn">Clockwise turn of the master that the operator chose: 0, 90, 180 or 270; null for the one that was found.</param>
/// <param name="Case">Of the file that begins here.</param>
/// <param name="DocumentType">Of the document that begins here.</param>
/// <param name="IsAnswered">The operator has looked at its flags.</param>
/// <param name="ReplacedBy">The page scanned in its place.</param>
public sealed record PageArrangement(
    long Position, PageDisposition Disposition, int? Turn = null, PageStart Starts = PageStart.Nothing, CaseNumber? Case = null, string? DocumentType = null, bool IsAnswered = false, long? ReplacedBy = null)
{
    /// <summary>Room between pages as they come in, for others to be put there.</summary>
    public const long Step = 1L << 20;

    /// <summary>Most characters of a document type.</summary>
    public const int LongestType = 60;

    /// <summary>As it stands before anybody touched it: in the order of receipt, a blank page set apart.</summary>
    public static PageArrangement Of(PageRecord page) => new(
        page.Number * Step, page.Result is { Problem: not PageProblem.BlankDoubtful, Inspection.Blank: true } ? PageDisposition.Blank : PageDisposition.Image);

    /// <exception cref="ArgumentException">Something is out of its range.</exception>
    public PageArrangement Validated()
    {
        if (Turn is not (null or 0 or 90 or 180 or 270)) throw new ArgumentException("A page is turned by 0, 90, 180 or 270 degrees.");
        if (DocumentType is { Length: > LongestType } || DocumentType?.Any(char.IsControl) == true) throw new ArgumentException($"A document type has at most {LongestType} characters.");
        return this;
    }
}

/// <summary>A page of a batch with what the operator made of it.</summary>
public sealed record CapturedPage(PageRecord Page, PageArrangement Arrangement)
{
    /// <summary>Why it wants the operator's eye; empty for most.</summary>
    public IReadOnlyList<PageFlag> Flags => Page.Result is { } result && Arrangement.Disposition is PageDisposition.Image or PageDisposition.Blank ? [.. Of(result)] : [];

    public bool IsOpen => Flags.Count > 0 && !Arrangement.IsAnswered;

    private IEnumerable<PageFlag> Of(PageResult result)
    {
        if (result.Outcome == PageOutcome.Rejected) yield return PageFlag.Rejected;
        else if (result.Problem == PageProblem.Damaged) yield return PageFlag.Damaged;
        else if (result.Problem is PageProblem.TimedOut or PageProblem.Crashed or PageProblem.OutOfMemory) yield return PageFlag.Failed;
        else if (result.Problem == PageProblem.LowConfidence) yield return PageFlag.LowConfidence;
        else if (result.Problem == PageProblem.Blurred) yield return PageFlag.Blurred;
        else if (result.Problem == PageProblem.BlankDoubtful) yield return PageFlag.BlankDoubtful;
        if (result.Skew is null && result.Text is { Words: > 20 }) yield return PageFlag.SkewNotFound;
    }
}
