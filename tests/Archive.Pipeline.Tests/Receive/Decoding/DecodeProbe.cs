using System.Diagnostics;
using System.Globalization;
using Archive.Domain;
using Archive.Pipeline.Receive;
using Archive.Pipeline.Receive.Decoding;

namespace Archive.Pipeline.Tests.Receive.Decoding;

/// <summary>
/// Decodes files in a process of its own, as a page worker would, so that a crash of a native decoder fails one test and not the run:
/// <c>dotnet exec Archive.Pipeline.Tests.dll FILE…</c>, one line of output for each page.
/// </summary>
internal static class DecodeProbe
{
    public static async Task<int> Main(string[] files)
    {
        var work = Directory.CreateTempSubdirectory("archive-probe-").FullName;
        foreach (var file in files) await ProbeAsync(file, work);
        var left = Directory.GetFiles(work).Length;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"end\tleft={left}\tpeak={Process.GetCurrentProcess().PeakWorkingSet64 >> 20}"));
        Directory.Delete(work, recursive: true);
        return 0;
    }

    private static async Task ProbeAsync(string file, string work)
    {
        Console.WriteLine($"begin\t{file}");
        var inspection = await new MasterInspector().InspectAsync(file);
        if (inspection is MasterInspection.Rejected rejected) Console.WriteLine($"rejected\t{Path.GetFileName(file)}\t{rejected.Reason}");
        if (inspection is not MasterInspection.Accepted accepted) return;
        for (var page = 0; page < accepted.PageCount; page++) Console.WriteLine(Describe(file, accepted.Format, page, work));
    }

    private static string Describe(string file, MasterFormat format, int page, string work)
    {
        var clock = Stopwatch.StartNew();
        var outcome = new MasterDecoder().Decode(file, format, page, work);
        var where = string.Create(CultureInfo.InvariantCulture, $"{Path.GetFileName(file)}\t{page + 1}\t{clock.ElapsedMilliseconds} ms");
        if (outcome is not StageOutcome<DecodedPage>.Done { Value: var decoded }) return $"failed\t{where}\t{outcome}";
        using (decoded)
            return string.Create(CultureInfo.InvariantCulture, $"done\t{where}\t{decoded.Image.Width}x{decoded.Image.Height}x{decoded.Image.Depth}\tdpi={decoded.MetadataDpi?.Value:F1}\tturn={decoded.QuarterTurn}\tdamage={decoded.Damage}");
    }
}
