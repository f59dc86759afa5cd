using System.Globalization;

namespace Archive.Benchmarks.Report;

/// <summary>Prints the contenders side by side; ratios are against the first, measured in the same run.</summary>
public static class TableWriter
{
    public static void Write(TextWriter output, IReadOnlyList<ContenderReport> reports)
    {
        var first = reports[0];
        Line(output, "", "CPU s/page", "wall s/page", "peak MB", "kB/page", "CER %", "WER %", "word F1 %", "CPU ratio");
        foreach (var report in reports)
        {
            Line(
                output, report.Name, Number(report.CpuSecondsPerPage, 2), Number(report.WallSecondsPerPage, 2), Number(report.PeakMegabytes, 0),
                report.KilobytesPerPage == 0 ? "-" : Number(report.KilobytesPerPage, 0), Number(100 * report.Cer, 2), Number(100 * report.Wer, 2),
                Number(100 * report.WordF1, 2), Number(first.CpuSecondsPerPage / report.CpuSecondsPerPage, 3));
        }

        foreach (var report in reports)
            if (report.Findings is { } found) Write(output, found);
    }

    private static void Write(TextWriter output, PageFindings found) => output.WriteLine(string.Create(CultureInfo.InvariantCulture,
        $"angle error: mean {found.MeanSkewError:F3}°, 95 % {found.SkewError95:F3}°, largest {found.LargestSkewError:F3}°, not found on {found.AnglesMissing}; " +
        $"orientation right {found.OrientationRight} of {found.OrientationOf}; blanks found {found.BlanksFound} of {found.Blanks}, pages with text called blank {found.TextCalledBlank}"));

    private static void Line(TextWriter output, string name, params string[] cells) =>
        output.WriteLine(name.PadRight(26) + string.Concat(cells.Select(cell => cell.PadLeft(12))));

    private static string Number(double value, int decimals) => value.ToString("F" + decimals, CultureInfo.InvariantCulture);
}
