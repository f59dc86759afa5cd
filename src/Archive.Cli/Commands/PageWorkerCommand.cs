using Archive.Cli.Settings;
using Archive.Pipeline.Receive.Pdf;
using Archive.Pipeline.Stages;
using Archive.Pipeline.Viewing;
using Archive.Pipeline.Workers;

namespace Archive.Cli.Commands;

/// <summary>The hidden command that a host starts its page workers with.</summary>
internal static class PageWorkerCommand
{
    internal const string Name = "page-worker";

    /// <summary>Makes pictures of pages for eyes, and loads no models.</summary>
    internal const string ViewName = "view-worker";

    /// <summary>The command line that starts a worker of this very build.</summary>
    internal static WorkerCommand Command(string name = Name)
    {
        var executable = Path.Combine(AppContext.BaseDirectory, "archive");
        return File.Exists(executable)
            ? new(executable, [name])
            : new(Environment.ProcessPath ?? "dotnet", [Path.Combine(AppContext.BaseDirectory, "archive.dll"), name]);
    }

    internal static int Run() => PageWorkerHost.Run(() => new PageProcessor(new PageOptions(), PdfOptions()));

    internal static int RunViews() => PageWorkerHost.Run(() => new PageViewProcessor());

    /// <summary>Null where the environment says nothing: to look for settings costs every worker a twentieth of a second.</summary>
    private static PdfToolOptions? PdfOptions()
    {
        var environment = ProcessEnvironment.Read();
        return environment.Keys.Any(name => name.StartsWith("ARCHIVE_PDF_", StringComparison.Ordinal)) ? ArchiveOptions.PdfGroup.Bind(environment) : null;
    }
}
