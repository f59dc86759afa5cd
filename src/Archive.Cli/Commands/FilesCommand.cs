using System.CommandLine;
using System.Globalization;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Domain.Ports;

namespace Archive.Cli.Commands;

/// <summary>`archive files`: every personal file with its truthful states.</summary>
internal static class FilesCommand
{
    private static readonly string[] Headings = ["file", "case", "name", "pages", "received", "assembled", "indexed", "PDF"];

    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var command = new Command("files", "List the personal files.");
        command.SetAction((parsed, cancellation) => RunAsync(shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var session = await ReadingSession.OpenAsync(place, cancellation);
        var entries = new List<FileEntryJson>();
        await foreach (var file in session.Catalog.EachFileAsync(null, cancellation))
        {
            var pdf = await PdfJson.OfAsync(file, session.Pdfs, cancellation);
            entries.Add(new(file.Id, file.Case?.ToString(), file.Name, file.BatchId, file.PageCount, pdf, file.ReceivedAt, file.AssembledAt, file.IndexedAt));
        }

        if (json) CliJson.Write(terminal.Out, new FileListJson(entries));
        else Tables.Write(terminal, Headings, entries.Select(Row));
        return ExitCodes.AllWell;
    }

    private static string[] Row(FileEntryJson file) =>
    [
        file.Id, file.Case ?? "–", file.Name, file.Pages.ToString(CultureInfo.InvariantCulture), Moment(file.Received), Moment(file.Assembled), Moment(file.Indexed),
        file.Pdf is { } pdf ? IngestText.Size(pdf.Bytes) : "–",
    ];

    internal static string Moment(DateTimeOffset? time) => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "not yet";
}
