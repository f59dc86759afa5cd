using Archive.Cli.Settings;
using Archive.Pipeline.Receive.Pdf;
using Archive.Pipeline.Stages;
using Archive.Pipeline.Workers;

namespace Archive.Cli.Commands;

/// <summary>The hidden command that a host starts its page workers with.</summary>
internal static class PageWorkerCommand
{
    internal const string Name = "page-worker";

    /// <summary>The command line that starts a worker of this very build.</summary>
    internal static WorkerCommand Command()
    {
        var executable = Path.Combine(AppContext.BaseDirectory, "archive");
        return File.Exists(executable)
            ? new(executable, [Name])
            : new(Environment.ProcessPath ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "archive.dll"), Name]);
    }

    internal static int Run() => PageWorkerHost.Run(() => new PageProcessor(new PageOptions(), PdfOptions()));

    /// <summary>Null where the environment says nothing: to look for settings costs every worker a twentieth of a second.</summary>
    private static PdfToolOptions? PdfOptions()
    {
        var environment = ProcessEnvironment.Read();
        return environment.Keys.Any(name => name.StartsWith("ARCHIVE_PDF_", StringComparison.Ordinal)) ? ArchiveOptions.PdfGroup.Bind(environment) : null;
    }
}
