using System.CommandLine;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Domain;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Receive;
using Archive.Pipeline.Workers;

namespace Archive.Cli.Commands;

/// <summary>`archive ingest`: from scans to searchable personal files.</summary>
internal static class IngestCommand
{
    private static readonly PageWorkerOptions Defaults = new();

    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files and folders: JPEG, TIFF, PNG, JPEG 2000, PDF.", Arity = ArgumentArity.OneOrMore };
        var caseNumber = new Option<string?>("--case") { Description = "The register case, such as PMR-2019-00017. A folder named as a case has its own.", HelpName = "NO" };
        var name = new Option<string?>("--name") { Description = "Title of the personal file. Default: the name of the file or folder.", HelpName = "N" };
        var workers = new Option<int>("--workers") { Description = "Page worker processes at once, 1 to 256. Default: one per core.", DefaultValueFactory = _ => Defaults.Workers };
        var timeout = new Option<double>("--page-timeout") { Description = "Seconds a page may take, 1 to 3600.", DefaultValueFactory = _ => Defaults.PageTimeout.TotalSeconds };
        var memory = new Option<int>("--memory-limit") { Description = "Megabytes of memory a page worker may hold, 100 to 1000000.", DefaultValueFactory = _ => Defaults.MemoryLimitMegabytes };
        var command = new Command("ingest", "Receive scans and make searchable PDF/A files of them. The same command again resumes or reports.")
        {
            paths, caseNumber, name, workers, timeout, memory,
        };
        command.SetAction((parsed, cancellation) =>
        {
            var request = new IngestRequest(parsed.GetRequiredValue(paths), ParseCase(parsed.GetValue(caseNumber)), parsed.GetValue(name));
            var options = Options(parsed.GetValue(workers), parsed.GetValue(timeout), parsed.GetValue(memory));
            return RunAsync(request, options, shared.DataFolder(parsed), shared.WantsJson(parsed), terminal, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        IngestRequest request, PageWorkerOptions options, string folder, bool json, Terminal terminal, CancellationToken cancellation)
    {
        foreach (var path in request.Paths.Where(path => !Path.Exists(path))) throw new UsageException($"There is no file or folder {path}.");
        await using var session = await ArchiveSession.OpenAsync(folder, cancellation);
        var runner = new BatchRunner(session.Stores, PageWorkerCommand.Command(), options, new SourceReaderOptions());
        BatchReport report;
        using (var progress = ProgressLine.On(terminal, TimeProvider.System)) report = await runner.IngestAsync(request, progress, cancellation);
        foreach (var problem in report.Problems) await terminal.Error.WriteLineAsync($"archive: this is a bug, please report it: {problem.Problem}");
        var result = await IngestJson.OfAsync(report, session.Pdfs, cancellation);
        if (json) CliJson.Write(terminal.Out, result);
        else IngestText.Write(terminal.Out, report.Batch, result);
        return report.NeedsAttention ? ExitCodes.NeedsAttention : ExitCodes.AllWell;
    }

    private static CaseNumber? ParseCase(string? text)
    {
        if (text is null) return null;
        return CaseNumber.TryParse(text, out var number) ? number : throw new UsageException($"'{text}' is no case number such as PMR-2019-00017 or UAT-2020-00042.");
    }

    private static PageWorkerOptions Options(int workers, double timeoutSeconds, int memoryMegabytes)
    {
        try
        {
            var timeout = TimeSpan.FromSeconds(double.IsFinite(timeoutSeconds) ? Math.Clamp(timeoutSeconds, 0, 1e6) : 0);
            return (Defaults with { Workers = workers, PageTimeout = timeout, MemoryLimitMegabytes = memoryMegabytes }).Validated();
        }
        catch (ArgumentOutOfRangeException wrong)
        {
            throw new UsageException(wrong.Message);
        }
    }
}
