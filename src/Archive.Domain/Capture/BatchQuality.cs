namespace Archive.Domain.Capture;

/// <summary>How well the pages of a batch came out, counted at its release.</summary>
/// <param name="Images">Pages of personal files.</param>
/// <param name="Flagged">Those of them that wanted the operator's eye.</param>
/// <param name="Confidence">Mean confidence of their text, 0 to 1; null where there is none.</param>
public sealed record BatchQuality(int Images, int Flagged, double? Confidence)
{
    public static BatchQuality Of(IReadOnlyList<CapturedPage> pages)
    {
        var images = pages.Where(page => page.Arrangement.Disposition == PageDisposition.Image).ToList();
        var confidences = images.Select(page => page.Page.Result?.Text).Where(text => text is { Words: > 0 }).Select(text => text!.MeanConfidence.Value).ToList();
        return new(images.Count, images.Count(page => page.Flags.Count > 0), confidences.Count > 0 ? confidences.Average() : null);
    }
}

/// <summary>A released batch with what samples of it found.</summary>
/// <param name="Device">Scanner or station; null for uploads.</param>
/// <param name="Sampled">Pages drawn; <paramref name="Judged"/> of them were looked at, and <paramref name="Defects"/> were not good.</param>
public sealed record ReleasedQuality(long BatchId, string Operator, string? Device, DateTimeOffset ReleasedAt, BatchQuality Quality, int Sampled, int Judged, int Defects);
