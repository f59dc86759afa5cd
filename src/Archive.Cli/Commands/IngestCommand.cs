using System.CommandLine;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Cli.Sight;
using Archive.Domain;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Nodes;
using Archive.Pipeline.Workers;
using Microsoft.Extensions.Logging;

namespace Archive.Cli.Commands;

/// <summary>`archive ingest`: from scans to searchable personal files.</summary>
internal static class IngestCommand
{
    /// <summary>Priority of batches that an operator waits for.</summary>
    private const int UrgentPriority = 10;

    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files and folders: JPEG, TIFF, PNG, JPEG 2000, PDF.", Arity = ArgumentArity.OneOrMore };
        var caseNumber = new Option<string?>("--case") { Description = "The register case, such as PMR-2019-00017. A folder named as a case has its own.", HelpName = "NO" };
        var name = new Option<string?>("--name") { Description = "Title of the personal file. Default: the name of the file or folder.", HelpName = "N" };
        var limits = new WorkerLimits();
        var urgent = new Option<bool>("--urgent") { Description = "In an archive of many nodes: before all that is not urgent." };
        var detach = new Option<bool>("--detach") { Description = "In an archive of many nodes: return as soon as everything is received." };
        var command = new Command("ingest", "Receive scans and make searchable PDF/A files of them. The same command again resumes or reports.")
        {
            paths, caseNumber, name, urgent, detach,
        };
        limits.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var request = new IngestRequest(parsed.GetRequiredValue(paths), ParseCase(parsed.GetValue(caseNumber)), parsed.GetValue(name));
            foreach (var path in request.Paths.Where(path => !Path.Exists(path))) throw new UsageException($"There is no file or folder {path}.");
            var (place, json) = (shared.Place(parsed), shared.WantsJson(parsed));
            var (priority, wait) = (parsed.GetValue(urgent) ? UrgentPriority : 0, !parsed.GetValue(detach));
            var (options, node) = (limits.Read(parsed, place.Options.Worker), limits.ReadNode(parsed, place.Options.Node));
            return ObservedCommand.RunAsync(terminal, place.Stores.IsShared ? LogLevel.Information : LogLevel.Warning, log => place.Stores.IsShared
                ? HandInAsync(request, node, priority, wait, place, json, terminal, log, cancellation)
                : RunAsync(request, options, node, place, json, terminal, log, cancellation));
        });
        return command;
    }

    private static async Task<int> RunAsync(
        IngestRequest request, PageWorkerOptions options, NodeOptions node, ArchivePlace place, bool json, Terminal terminal, ILogger log, CancellationToken cancellation)
    {
        await using var session = await ArchiveSession.OpenAsync(place, cancellation, log: log);
        var runner = new BatchRunner(session.Stores, PageWorkerCommand.Command(), options, place.Options.Source, node, place.Options.Pdf);
        BatchReport report;
        using (var progress = ProgressLine.On(terminal, TimeProvider.System)) report = await runner.IngestAsync(request, progress, cancellation);
        return await TellAsync(report, session.Pdfs, json, terminal, cancellation);
    }

    /// <summary>Into an archive of many nodes: what is received, other nodes work.</summary>
    private static async Task<int> HandInAsync(
        IngestRequest request, NodeOptions node, int priority, bool wait, ArchivePlace place, bool json, Terminal terminal, ILogger log, CancellationToken cancellation)
    {
        await using var archive = await SharedArchive.OpenAsync(place, null, IndexUse.None, cancellation, log);
        var intake = new IntakeRunner(archive.Stores, archive.Queue, place.Options.Source, node, place.Options.Pdf);
        BatchReport report;
        using (var progress = ProgressLine.On(terminal, TimeProvider.System)) report = await intake.IngestAsync(request, priority, wait, progress, cancellation);
        return await TellAsync(report, PdfFolder.Elsewhere, json, terminal, cancellation);
    }

    private static async Task<int> TellAsync(BatchReport report, PdfFolder pdfs, bool json, Terminal terminal, CancellationToken cancellation)
    {
        var result = await IngestJson.OfAsync(report, pdfs, cancellation);
        if (json) CliJson.Write(terminal.Out, result);
        else IngestText.Write(terminal.Out, report.Batch, result);
        return report.NeedsAttention ? ExitCodes.NeedsAttention : ExitCodes.AllWell;
    }

    private static CaseNumber? ParseCase(string? text)
    {
        if (text is null) return null;
        return CaseNumber.TryParse(text, out var number) ? number : throw new UsageException($"'{text}' is no case number such as PMR-2019-00017 or UAT-2020-00042.");
    }
}
