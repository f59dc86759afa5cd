using System.Diagnostics.Metrics;
using Archive.Domain;

namespace Archive.Pipeline.Sight;

/// <summary>What the pipeline counts and measures; names and units after the OpenTelemetry conventions. No personal data, no file names.</summary>
public static class ArchiveMetrics
{
    /// <summary>Name of the meter that all instruments belong to.</summary>
    public const string MeterName = "Archive";

    private static readonly Meter Meter = new(MeterName);

    private static readonly Counter<long> Finished = Meter.CreateCounter<long>("archive.pages.finished", description: "Pages whose result is durable, by outcome and problem.");

    private static readonly Counter<long> Failures = Meter.CreateCounter<long>("archive.pages.failures", description: "Attempts that ended without a result, by reason.");

    private static readonly Counter<long> Mismatches = Meter.CreateCounter<long>("archive.fixity.mismatch", description: "Objects found missing or changed that were intact, or unknown, before.");

    private static readonly Histogram<double> StageTime = Meter.CreateHistogram<double>(
        "archive.stage.cpu", "s", "CPU time of a stage on a page.", advice: new() { HistogramBucketBoundaries = [0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30] });

    private static readonly Histogram<double> Confidence = Meter.CreateHistogram<double>(
        "archive.page.confidence", "1", "Mean word confidence of read pages.", advice: new() { HistogramBucketBoundaries = [0.3, 0.5, 0.7, 0.8, 0.85, 0.9, 0.95] });

    private static readonly Histogram<double> Skew = Meter.CreateHistogram<double>(
        "archive.page.skew", "deg", "Angle of text against the image, without sign.", advice: new() { HistogramBucketBoundaries = [0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10] });

    private static readonly Counter<long> Reused = Meter.CreateCounter<long>("archive.pages.reused", description: "Finished pages whose derivatives were there from the same page of the same master.");

    private static readonly Counter<long> Assembled = Meter.CreateCounter<long>("archive.files.assembled", description: "Personal files whose PDF/A was made and stored.");

    private static readonly Counter<long> Indexed = Meter.CreateCounter<long>("archive.files.indexed", description: "Personal files entered into the search index.");

    /// <summary>Counts a page whose result is durable; one whose derivatives were there is not measured again.</summary>
    internal static void PageFinished(PageResult result, bool reused)
    {
        Finished.Add(1, new("outcome", result.Outcome.ToString()), new("problem", result.Problem.ToString()));
        if (reused)
        {
            Reused.Add(1);
            return;
        }

        foreach (var stage in result.Stages) StageTime.Record(stage.CpuMilliseconds / 1000, new KeyValuePair<string, object?>("stage", stage.Stage));
        if (result.Text is { Words: > 0 } text) Confidence.Record(text.MeanConfidence.Value);
        if (result.Skew is { } skew) Skew.Record(Math.Abs(skew.Angle.Value));
    }

    /// <summary>Counts an object that is missing or has other bytes than it was stored with. One is an alarm.</summary>
    internal static void FixityMismatch(ObjectKind kind, FixityOutcome outcome) => Mismatches.Add(1, new("kind", kind.ToString()), new("outcome", outcome.ToString()));

    /// <summary>Counts a file whose PDF/A is durable.</summary>
    internal static void FileAssembled() => Assembled.Add(1);

    /// <summary>Counts a file that can be searched.</summary>
    internal static void FileIndexed() => Indexed.Add(1);

    /// <summary>Counts a crash, hang or memory overrun.</summary>
    internal static void PageFailed(PageProblem problem) => Failures.Add(1, new KeyValuePair<string, object?>("reason", problem.ToString()));

    /// <summary>Counts a page worker ended from outside with a page in hand.</summary>
    internal static void PageInterrupted() => Failures.Add(1, new KeyValuePair<string, object?>("reason", "Interrupted"));
}
