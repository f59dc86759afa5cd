using System.CommandLine;
using System.Reflection;
using Archive.Cli.Composition;
using Archive.Cli.Sight;
using Archive.Domain.Ports;
using Archive.Pipeline.Nodes;
using Archive.Pipeline.Sight;
using Archive.Pipeline.Workers;
using Microsoft.Extensions.Logging;

namespace Archive.Cli.Commands;

/// <summary>`archive worker`: a node that takes its share of the work of an archive of many.</summary>
internal static class WorkerCommandLine
{
    /// <summary>After a signal to end, pages in hand have this long to finish: as long as a page may take, and some.</summary>
    private static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(150);

    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var limits = new WorkerLimits();
        var port = new Option<int?>("--port") { Description = "Serve /health/live, /health/ready and /metrics on this port of 127.0.0.1. Default: do not." };
        var command = new Command("worker", "Work pages of an archive that many nodes share, until told to end (Ctrl-C or SIGTERM: finishes what it has in hand).") { port };
        limits.AddTo(command);
        var care = new NodeCareOptions();
        care.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var place = shared.Place(parsed);
            return RunObservedAsync(
                limits.Read(parsed, place.Options.Worker), limits.ReadNode(parsed, place.Options.Node), care.Read(parsed), parsed.GetValue(port), place, terminal, cancellation);
        });
        return command;
    }

    private static Task<int> RunObservedAsync(PageWorkerOptions workers, NodeOptions options, VerifyWindow? window, int? port, ArchivePlace place, Terminal terminal, CancellationToken drain)
    {
        if (!place.Stores.IsShared) throw new UsageException("A worker takes part in an archive of many nodes: name its catalog in ARCHIVE_CATALOG and its object store in ARCHIVE_OBJECTS.");
        return ObservedCommand.RunAsync(terminal, LogLevel.Information, log => RunAsync(workers, options, window, port, place, log, drain));
    }

    private static async Task<int> RunAsync(PageWorkerOptions workers, NodeOptions options, VerifyWindow? window, int? port, ArchivePlace place, ILogger log, CancellationToken drain)
    {
        var self = Announce(workers);
        var canIndex = place.Stores.Search != StoreSettings.NoSearch;
        await using var archive = await PatientOpening.RunAsync(() => SharedArchive.OpenAsync(place, self.Id, canIndex ? IndexUse.Write : IndexUse.None, drain, log), log, drain);
        if (archive is null) return ExitCodes.AllWell;
        var node = new WorkerNode(archive.Stores, archive.Queue, PageWorkerCommand.Command(), workers, options with { CanIndex = canIndex }, self);
        await using var endpoint = port is { } number ? new NodeEndpoint(number, new(self, archive.Stores.TemporaryFolder, node.Health, archive.Queue, () => drain.IsCancellationRequested)) : null;
        using var abort = new CancellationTokenSource();
        await using var limit = drain.Register(() =>
        {
            log.NodeDraining();
            abort.CancelAfter(DrainTime);
        });
        log.NodeStarted(self.Id, workers.Workers, self.Version, canIndex);
        var beside = NodeCare.StartAsync(archive, self.Id, canIndex, window, log, drain);
        await node.RunAsync(drain, abort.Token);
        await beside;
        log.NodeLeft(self.Id);
        return ExitCodes.AllWell;
    }

    private static NodeAnnouncement Announce(PageWorkerOptions workers)
    {
        var version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        return new(ProcessName.Id, Environment.MachineName, version, workers.Workers, Draining: false, Problem: null);
    }
}
