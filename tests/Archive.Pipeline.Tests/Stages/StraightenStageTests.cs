using System.Globalization;
using Archive.Domain;
using Archive.Imaging;
using Archive.Imaging.Analysis;
using Archive.Imaging.Border;
using Archive.Imaging.Inspect;
using Archive.Imaging.Normalize;
using Archive.Pipeline.Stages;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.Pipeline.Tests.Stages;

public class StraightenStageTests(ITestOutputHelper output)
{
    private readonly StraightenStage _stage = new(new());

    [Fact]
    public void Find_PublicScans_MeetsTheMeasuredAngles()
    {
        var scans = Scans().ToList();
        if (scans.Count == 0)
        {
            output.WriteLine(SharedFiles.Skipped);
            return;
        }

        var near = 0;
        foreach (var (path, truth, turn) in scans)
        {
            var angle = Measure(path, turn);
            if (Math.Abs((angle ?? 90) - truth) <= 0.2) near++;
            else output.WriteLine($"{Path.GetFileName(path)}: {angle?.ToString("F2", CultureInfo.InvariantCulture) ?? "no angle"}, truth {truth}");
        }

        output.WriteLine($"{near} of {scans.Count} within 0.2°");
        Assert.True(near >= 31, $"{near} of {scans.Count} within 0.2°");
    }

    /// <summary>The scans that stand at 10° or less once upright, with their angle and the turn that makes them so.</summary>
    private static IEnumerable<(string Path, double Truth, int Turn)> Scans()
    {
        var folder = Path.GetFullPath(Path.Combine(SharedFiles.RepositoryRoot, "..", "shared", "data", "skew"));
        var manifest = Path.Combine(folder, "manifest.tsv");
        if (!File.Exists(manifest)) yield break;
        var rows = File.ReadLines(manifest).Select(line => line.Split('\t')).ToList();
        var (skew, turn) = (Array.IndexOf(rows[0], "skew_cw_deg"), Array.IndexOf(rows[0], "rotate_cw_to_upright"));
        foreach (var row in rows.Skip(1))
        {
            if (!double.TryParse(row[skew], NumberStyles.Float, CultureInfo.InvariantCulture, out var truth) || Math.Abs(truth) > 10) continue;
            yield return (Path.Combine(folder, row[0]), truth, int.TryParse(row[turn], CultureInfo.InvariantCulture, out var degrees) ? degrees : 0);
        }
    }

    private double? Measure(string path, int turn)
    {
        using var decoded = Pix.Decode(File.ReadAllBytes(path));
        var image = decoded.HasPalette ? decoded.WithoutPalette() : decoded.Copy();
        var dpi = image.XResolution is >= 50 and < 2000 ? new Dpi(image.XResolution) : ResolutionEstimator.Estimate(image.Width, image.Height, new());
        using var page = new UprightPage(image, dpi);
        page.Straighten(turn, new(0));
        return Angle(Find(page.Gray, dpi)[0]);
    }

    private IReadOnlyList<LineDirection> Find(Pix gray, Dpi dpi)
    {
        var image = AnalysisImage.Of(gray, dpi);
        var border = BorderFinder.Find(image);
        return _stage.Find(gray, dpi, image, border, BackgroundMap.Of(image, border));
    }

    private static double? Angle(LineDirection direction) => direction.Skew is StageOutcome<PageSkew>.Done done ? done.Value.Angle.Value : null;
}
