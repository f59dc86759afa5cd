using System.Globalization;
using Archive.Domain;

namespace Archive.Cli.Output;

/// <summary>What `ingest` tells people.</summary>
internal static class IngestText
{
    internal static void Write(TextWriter output, BatchRecord batch, IngestJson result)
    {
        output.WriteLine($"Batch {batch.Id} '{batch.Name}': {(batch.State == BatchState.Complete ? "complete" : "not complete")}");
        foreach (var file in result.Files) WriteFile(output, file);
        foreach (var rejected in result.Rejected) output.WriteLine($"  rejected  {rejected.Path}: {rejected.Reason}");
        foreach (var duplicate in result.Duplicates) output.WriteLine($"  duplicate {duplicate.Path}: same as {duplicate.Of} in {duplicate.File}");
        var counts = result.Counts;
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{counts.Received} received: {counts.Recognized} recognized, {counts.Blank} blank, {counts.NeedsOperator} need the operator, {counts.Rejected} rejected; {counts.Duplicates} duplicates"));
    }

    private static void WriteFile(TextWriter output, FileJson file)
    {
        output.WriteLine($"  {file.Id}  {file.Case ?? "no case"}  {file.Name}  {Counted(file.Pages.Count)}");
        output.WriteLine($"    {(file.Pdf is { } pdf ? $"{pdf.Path ?? "PDF/A"} ({Size(pdf.Bytes)})" : "no PDF")}");
        foreach (var page in file.Pages.Where(page => page.Outcome != "done"))
            output.WriteLine($"    page {page.Number}: {(page.Outcome == "rejected" ? "rejected" : "needs the operator")}: {page.Reason}");
    }

    internal static string Size(long bytes) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB");

    private static string Counted(int pages) => pages == 1 ? "1 page" : string.Create(CultureInfo.InvariantCulture, $"{pages} pages");
}
