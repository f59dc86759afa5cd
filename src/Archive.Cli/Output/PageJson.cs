using Archive.Domain;

namespace Archive.Cli.Output;

/// <summary>One page of a personal file.</summary>
/// <param name="Master">SHA-256 of the master.</param>
/// <param name="Source">The path under which the master came in.</param>
/// <param name="MasterPage">Which page of the master, from 1.</param>
/// <param name="Outcome">done, needsOperator or rejected.</param>
/// <param name="Orientation">The clockwise turn that makes the page upright: 0, 90, 180 or 270.</param>
/// <param name="SkewDegrees">Positive where text runs downhill to the right; null where no angle was found.</param>
/// <param name="Language">lav, rus, eng, und; null where no text was read.</param>
/// <param name="MeanConfidence">0 to 1; null where no text was read.</param>
internal sealed record PageJson(
    int Number, string Master, string Source, int MasterPage, string Outcome, string? Reason, int Width, int Height, double? Dpi, bool? DpiEstimated,
    int Orientation, double? SkewDegrees, bool Blank, string? Language, double? MeanConfidence, int Words)
{
    internal static PageJson Of(PageRecord page)
    {
        var result = page.Result;
        return new(
            page.Number, page.Master.Hex, page.SourcePath, page.PageIndex + 1, NameOf(result?.Outcome), result?.Reason, result?.Width ?? 0, result?.Height ?? 0,
            result is { Dpi.Value: > 0 and var dpi } ? Math.Round(dpi, 2) : null, result?.Inspection?.DpiEstimated,
            result?.Orientation?.ClockwiseDegrees ?? 0, result?.Skew is { } skew ? Math.Round(skew.Angle.Value, 4) : null,
            result?.Inspection?.Blank ?? false, result?.Text?.Language,
            result?.Text is { } text ? Math.Round(text.MeanConfidence.Value, 4) : null, result?.Text?.Words ?? 0);
    }

    /// <summary>A page that still waits for a worker is named so, in commands that look while an ingest runs.</summary>
    private static string NameOf(PageOutcome? outcome) => outcome switch
    {
        PageOutcome.Done => "done",
        PageOutcome.NeedsOperator => "needsOperator",
        PageOutcome.Rejected => "rejected",
        _ => "waiting",
    };
}
