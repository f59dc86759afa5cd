using System.Text.Json;
using Archive.Benchmarks.Processes;

namespace Archive.Benchmarks.Contenders;

/// <summary>Archive itself: one ingest of all pages as one personal file into an empty data folder.</summary>
public sealed class ArchiveContender(string command, int workers) : IContender
{
    public string Name => "archive ingest";

    public RunResult Run(IReadOnlyList<SamplePage> pages, string workFolder)
    {
        // 3: done, some pages need the operator, which is a reading like any other here.
        string[] arguments = ["ingest", .. pages.Select(page => page.Path), "--data", Path.Combine(workFolder, "data"), "--workers", $"{workers}", "--json"];
        var (cost, json) = MeasuredProcess.Run(command, arguments, 3);
        using var result = JsonDocument.Parse(json);
        var file = result.RootElement.GetProperty("files")[0];
        var pdf = file.GetProperty("pdf");
        var path = pdf.GetProperty("path").GetString()!;
        var readings = file.GetProperty("pages").EnumerateArray().Select(page => Reading(page, path)).ToList();
        if (readings.Count != pages.Count) throw new InvalidOperationException($"{readings.Count} pages came out of {pages.Count}.");
        return new(cost, pdf.GetProperty("bytes").GetInt64(), readings);
    }

    private static PageReading Reading(JsonElement page, string pdf)
    {
        var skew = page.GetProperty("skewDegrees");
        return new(
            PdfText.Read(pdf, page.GetProperty("number").GetInt32()), skew.ValueKind == JsonValueKind.Number ? skew.GetDouble() : null,
            page.GetProperty("blank").GetBoolean(), page.GetProperty("orientation") is { ValueKind: JsonValueKind.Number } turn ? turn.GetInt32() : null);
    }
}
