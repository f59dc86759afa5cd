namespace Archive.Domain.Capture;

/// <summary>The account of a batch's sheets: every side that was fed is one of these, and all together are as many as were declared.</summary>
/// <param name="Expected">Sides that were declared; null until they are.</param>
/// <param name="Rejected">Inputs that could not be read and brought no page.</param>
public sealed record SheetAccount(int? Expected, int Images, int Blanks, int Separators, int Rescans, int Rejected)
{
    public int Total => Images + Blanks + Separators + Rescans;

    /// <summary>Sides that are missing; negative where there are too many.</summary>
    public int? Missing => Expected - Total;

    public bool Balances => Missing == 0;

    public static SheetAccount Of(CaptureBatch batch, IReadOnlyList<CapturedPage> pages, int rejected) => new(
        batch.Expected,
        Count(pages, PageDisposition.Image), Count(pages, PageDisposition.Blank), Count(pages, PageDisposition.Separator), Count(pages, PageDisposition.Rescanned), rejected);

    private static int Count(IReadOnlyList<CapturedPage> pages, PageDisposition disposition) => pages.Count(page => page.Arrangement.Disposition == disposition);
}
