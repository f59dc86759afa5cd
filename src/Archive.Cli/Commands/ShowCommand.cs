using System.CommandLine;
using System.Globalization;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Domain.Audit;
using Archive.Pipeline.Batches;

namespace Archive.Cli.Commands;

/// <summary>`archive show`: one personal file with its pages.</summary>
internal static class ShowCommand
{
    private static readonly string[] Headings = ["page", "outcome", "size", "dpi", "turn", "skew", "language", "confidence", "words", "remark"];

    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The file's id, such as F00000012, or its case number." };
        var command = new Command("show", "Show a personal file with its pages.") { file };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetRequiredValue(file), shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string named, ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var session = await ReadingSession.OpenAsync(place, cancellation);
        var record = await FileResolver.FindAsync(session.Catalog, named, cancellation);
        await session.AuditAsync(AuditAction.ReadFile, record.Id, null, cancellation);
        var pages = await session.Catalog.ListPagesAsync(record.Id, cancellation);
        var file = await FileJson.OfAsync(new ReportedFile(record, pages), session.Pdfs, cancellation);
        if (json) CliJson.Write(terminal.Out, file);
        else Write(terminal, file);
        return ExitCodes.AllWell;
    }

    private static void Write(Terminal terminal, FileJson file)
    {
        terminal.Out.WriteLine($"{file.Id}  {file.Case ?? "no case"}  {file.Name}");
        terminal.Out.WriteLine(file.Pdf is { } pdf ? $"{pdf.Path ?? "PDF/A"} ({IngestText.Size(pdf.Bytes)}, SHA-256 {pdf.Sha256})" : "not assembled");
        Tables.Write(terminal, Headings, file.Pages.Select(Row));
    }

    private static string[] Row(PageJson page) =>
    [
        Number(page.Number),
        page.Blank ? $"{page.Outcome}, blank" : page.Outcome,
        $"{page.Width}×{page.Height}",
        page.Dpi is { } dpi ? $"{Number(dpi)}{(page.DpiEstimated == true ? " est." : "")}" : "–",
        $"{page.Orientation}°",
        page.SkewDegrees is { } skew ? skew.ToString("0.00°", CultureInfo.InvariantCulture) : "none found",
        page.Language ?? "–",
        page.MeanConfidence is { } confidence ? confidence.ToString("0.00", CultureInfo.InvariantCulture) : "–",
        Number(page.Words),
        page.Reason ?? "",
    ];

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
