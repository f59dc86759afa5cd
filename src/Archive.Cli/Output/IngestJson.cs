using Archive.Cli.Composition;
using Archive.Domain;
using Archive.Pipeline.Batches;

namespace Archive.Cli.Output;

/// <summary>What `ingest --json` writes.</summary>
internal sealed record IngestJson(
    long Batch, IReadOnlyList<FileJson> Files, IReadOnlyList<RejectedJson> Rejected, IReadOnlyList<DuplicateJson> Duplicates, CountsJson Counts,
    IReadOnlyList<string> Problems)
{
    internal static async Task<IngestJson> OfAsync(BatchReport report, PdfFolder pdfs, CancellationToken cancellation)
    {
        var files = new List<FileJson>();
        foreach (var file in report.Files) files.Add(await FileJson.OfAsync(file, pdfs, cancellation));
        var counts = report.Counts;
        return new(
            report.Batch.Id,
            files,
            [.. report.Rejected.Select(rejected => new RejectedJson(rejected.Path, rejected.Reason))],
            [.. report.Duplicates.Select(duplicate => new DuplicateJson(duplicate.Path, duplicate.Of, duplicate.FileId))],
            new(counts.Received, counts.Recognized, counts.Blank, counts.NeedsOperator, counts.Rejected, counts.Duplicates),
            [.. report.Problems.Select(problem => problem.Problem)]);
    }
}

/// <summary>An input that was not taken.</summary>
internal sealed record RejectedJson(string Path, string Reason);

/// <summary>An input whose bytes were received before, under <see cref="Of"/>, into <see cref="File"/>.</summary>
internal sealed record DuplicateJson(string Path, string Of, string File);

/// <summary>Sums of a batch; received = recognized + blank + needsOperator + rejected.</summary>
internal sealed record CountsJson(int Received, int Recognized, int Blank, int NeedsOperator, int Rejected, int Duplicates);

/// <summary>A personal file with its pages; <see cref="Pdf"/> is null until it is assembled.</summary>
internal sealed record FileJson(string Id, string? Case, string Name, PdfJson? Pdf, IReadOnlyList<PageJson> Pages)
{
    internal static async Task<FileJson> OfAsync(ReportedFile file, PdfFolder pdfs, CancellationToken cancellation) => new(
        file.File.Id, file.File.Case?.ToString(), file.File.Name, await PdfJson.OfAsync(file.File, pdfs, cancellation), [.. file.Pages.Select(PageJson.Of)]);
}

/// <summary>An assembled PDF/A where it lies; the path is null where its object is on no disk of this machine.</summary>
internal sealed record PdfJson(string? Path, string Sha256, long Bytes)
{
    internal static async Task<PdfJson?> OfAsync(FileRecord file, PdfFolder pdfs, CancellationToken cancellation) =>
        file.Pdf is { } pdf ? new(await pdfs.PathAsync(file.Id, pdf, cancellation), pdf.Digest.Hex, pdf.Bytes) : null;
}
