using Archive.Benchmarks.Accuracy;
using Archive.Benchmarks.Contenders;

namespace Archive.Benchmarks.Report;

/// <summary>The figures of one contender: medians over the rounds, accuracy of the last.</summary>
public sealed record ContenderReport(
    string Name, int Pages, double CpuSecondsPerPage, double WallSecondsPerPage, double PeakMegabytes, double KilobytesPerPage,
    double Cer, double Wer, double WordF1, PageFindings? Findings)
{
    public static ContenderReport Of(string name, IReadOnlyList<RunResult> runs, IReadOnlyList<SamplePage> pages)
    {
        var last = runs[^1].Pages;
        var accuracy = pages.Select((page, i) => TextAccuracy.Of(page.Text, last[i].Text)).Aggregate(TextAccuracy.None, (all, one) => all.Add(one));
        return new(
            name, pages.Count,
            Median(runs.Select(run => run.Cost.CpuSeconds)) / pages.Count, Median(runs.Select(run => run.Cost.WallSeconds)) / pages.Count,
            Median(runs.Select(run => run.Cost.PeakProcessBytes / 1e6)), Median(runs.Select(run => run.OutputBytes / 1e3)) / pages.Count,
            accuracy.Cer, accuracy.Wer, accuracy.F1, PageFindings.Of(pages, last));
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
    }
}

/// <summary>How angle, turn and blankness agree with the truth. Angles in degrees, over upright-found pages with text.</summary>
public sealed record PageFindings(
    double MeanSkewError, double SkewError95, double LargestSkewError, int AnglesMissing,
    int OrientationRight, int OrientationOf, int BlanksFound, int Blanks, int TextCalledBlank)
{
    public static PageFindings? Of(IReadOnlyList<SamplePage> pages, IReadOnlyList<PageReading> readings)
    {
        if (readings.All(reading => reading.Blank is null)) return null;
        var both = pages.Zip(readings).ToList();
        var text = both.Where(pair => !pair.First.Blank && pair.First.Text.Length > 0).ToList();
        var errors = text.Where(pair => pair.Second.SkewDegrees is not null)
            .Select(pair => Math.Abs(pair.Second.SkewDegrees!.Value - pair.First.SkewDegrees)).Order().DefaultIfEmpty(0).ToList();
        var worded = text.Where(pair => pair.First.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length >= 50).ToList();
        return new(
            errors.Average(), errors[(int)Math.Ceiling(0.95 * errors.Count) - 1], errors[^1], text.Count(pair => pair.Second.SkewDegrees is null),
            worded.Count(pair => pair.Second.Orientation == pair.First.Orientation), worded.Count,
            both.Count(pair => pair.First.Blank && pair.Second.Blank == true), both.Count(pair => pair.First.Blank),
            text.Count(pair => pair.Second.Blank == true));
    }
}
