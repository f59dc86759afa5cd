using System.CommandLine;
using System.Reflection;
using Archive.Cli.Composition;
using Archive.Cli.Sight;
using Archive.Domain.Ports;
using Archive.Pipeline.Nodes;
using Archive.Pipeline.Sight;
using Archive.Pipeline.Viewing;
using Archive.Pipeline.Workers;
using Archive.Storage.Uploads;
using Archive.Web;
using Archive.Web.Accounts;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archive.Cli.Commands;

/// <summary>`archive serve`: the HTTP API and the web UI; on an archive of one machine with the workers that process what comes in.</summary>
internal static class ServeCommand
{
    private const string Uploads = "uploads";
    private const string DefaultAddress = "http://127.0.0.1:8080";

    /// <summary>Pictures are made beside the pages' work, by fewer.</summary>
    private const int MostViewers = 4;

    /// <summary>Calls after which one of them is replaced: a page that is looked at takes several, and a new one has no image at hand.</summary>
    private const int CallsPerViewer = 50_000;

    /// <summary>After a signal to end, pages in hand have this long to finish.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(20);

    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var limits = new WorkerLimits();
        var address = new Option<string>("--url")
        {
            Description = $"Where to listen. Beyond the machine itself, put a proxy with TLS in front. Default: {DefaultAddress}.",
            DefaultValueFactory = _ => DefaultAddress,
        };
        var command = new Command("serve", "Serve people in their browsers: batches, search, reading, accounts and audit, until told to end.") { address };
        limits.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var place = shared.Place(parsed);
            var url = parsed.GetRequiredValue(address);
            if (!Uri.TryCreate(url.Replace("://*", "://localhost", StringComparison.Ordinal).Replace("://+", "://localhost", StringComparison.Ordinal), UriKind.Absolute, out var parsedUrl) || parsedUrl.Scheme != "http")
                throw new UsageException($"'{url}' is no address to listen at: name it as in {DefaultAddress}. TLS is the business of a proxy before the service.");
            var (workers, node) = (limits.Read(parsed, place.Options.Worker), limits.ReadNode(parsed, place.Options.Node));
            return ObservedCommand.RunAsync(terminal, LogLevel.Information, log => RunAsync(place, url, workers, node, terminal, log, cancellation));
        });
        return command;
    }

    private static async Task<int> RunAsync(ArchivePlace place, string url, PageWorkerOptions workers, NodeOptions options, Terminal terminal, ILogger log, CancellationToken stop)
    {
        await using var session = await PatientOpening.RunAsync(() => ArchiveSession.OpenAsync(place, stop, IndexUse.Read, log), log, stop);
        if (session is null) return ExitCodes.AllWell;
        if (await FirstAdministrator.EnsureAsync(session.Catalog, session.Stores.Time, stop) is { } first)
            await terminal.Out.WriteLineAsync($"The first administrator: name {first.Name}, one-time password {first.Password} (shown this once).");
        var self = new NodeAnnouncement(ProcessName.Id, Environment.MachineName, Version(), place.Stores.IsShared ? 0 : workers.Workers, Draining: false, Problem: null);
        var node = place.Stores.IsShared ? null : new WorkerNode(session.Stores, session.Queue, PageWorkerCommand.Command(), workers, options with { CanIndex = true }, self);
        var watch = node is null ? new ServiceNode(session.Stores, session.Queue, options, self) : null;
        var backups = place.Options.Service.BackupFolder;
        await using var images = new PageImages(
            session.Objects, PageWorkerCommand.Command(PageWorkerCommand.ViewName), workers with { Workers = Math.Clamp(workers.Workers, 1, MostViewers), PagesPerWorker = CallsPerViewer }, session.Stores.TemporaryFolder, session.Stores.Time);
        images.Warm();
        using var sight = new NodeSight(self, session.Stores.TemporaryFolder, node?.Health ?? watch!.Health, session.Queue, () => stop.IsCancellationRequested);
        await using var service = ArchiveService.Build(new(session.Stores, session.Queue, images, sight, place.Options.Service, UploadsOf(place, session), Path.Combine(place.Folder, "scans"), UiFolder())
        {
            BackUp = backups is null ? null : token => BackupCommand.BackUpAsync(backups, place, session.Objects, token),
        }, url);
        if (node is not null) await session.Catalog.ReleaseAbandonedPagesAsync(stop);
        using var abort = new CancellationTokenSource();
        await using var limit = stop.Register(() => abort.CancelAfter(DrainTime));
        var working = node?.RunAsync(stop, abort.Token) ?? watch!.RunAsync(stop);
        await ServeAsync(service, terminal, stop);
        await working;
        return ExitCodes.AllWell;
    }

    private static async Task ServeAsync(WebApplication service, Terminal terminal, CancellationToken stop)
    {
        await service.StartAsync(stop);
        await terminal.Out.WriteLineAsync($"Archive serves at {string.Join(", ", service.Urls)}. Ctrl-C ends it.");
        await service.WaitForShutdownAsync(stop);
    }

    /// <summary>Where every node that may answer finds what another has taken.</summary>
    private static IUploadSpool UploadsOf(ArchivePlace place, ArchiveSession session)
    {
        if (!place.Stores.IsShared) return new FileUploadSpool(Path.Combine(place.Folder, Uploads));
        return place.Stores.HasObjectFolder
            ? new FileUploadSpool(Path.Combine(place.Stores.Objects!, Uploads))
            : new AzureUploadSpool(place.Options.Azure, session.Stores.TemporaryFolder, session.Stores.Time);
    }

    /// <summary>Null where the program was built without the web UI.</summary>
    private static string? UiFolder()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        return File.Exists(Path.Combine(folder, "index.html")) ? folder : null;
    }

    private static string Version() => Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
