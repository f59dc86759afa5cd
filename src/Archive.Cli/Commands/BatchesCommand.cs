using System.CommandLine;
using System.Globalization;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Cli.Commands;

/// <summary>`archive batches`: what was ingested when, and how far it is.</summary>
internal static class BatchesCommand
{
    private static readonly string[] Headings = ["batch", "name", "state", "begun", "completed", "files", "pages finished"];

    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var command = new Command("batches", "List the batches, newest first.");
        command.SetAction((parsed, cancellation) => RunAsync(shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        await using var session = await ReadingSession.OpenAsync(place, cancellation);
        var entries = new List<BatchEntryJson>();
        foreach (var batch in await session.Catalog.ListBatchesAsync(cancellation))
        {
            var (finished, total) = await session.Catalog.CountPagesAsync(batch.Id, cancellation);
            var files = await session.Catalog.ListFilesAsync(batch.Id, cancellation);
            entries.Add(new(batch.Id, batch.Name, NameOf(batch.State), batch.CreatedAt, batch.CompletedAt, files.Count, total, finished));
        }

        if (json) CliJson.Write(terminal.Out, new BatchListJson(entries));
        else Tables.Write(terminal, Headings, entries.Select(Row));
        return ExitCodes.AllWell;
    }

    private static string[] Row(BatchEntryJson batch) =>
    [
        batch.Id.ToString(CultureInfo.InvariantCulture), batch.Name, batch.State, FilesCommand.Moment(batch.Created), FilesCommand.Moment(batch.Completed),
        batch.Files.ToString(CultureInfo.InvariantCulture), $"{batch.PagesFinished}/{batch.Pages}",
    ];

    private static string NameOf(BatchState state) => state switch
    {
        BatchState.Receiving => "receiving",
        BatchState.Processing => "processing",
        _ => "complete",
    };
}
