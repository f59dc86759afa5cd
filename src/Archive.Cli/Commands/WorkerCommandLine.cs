using System.CommandLine;
using System.Reflection;
using Archive.Cli.Composition;
using Archive.Domain.Ports;
using Archive.Pipeline.Nodes;
using Archive.Pipeline.Workers;

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
            RunAsync(limits.Read(parsed), limits.ReadNode(parsed), care.Read(parsed), parsed.GetValue(port), shared.Place(parsed), terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(PageWorkerOptions workers, NodeOptions options, VerifyWindow? window, int? port, ArchivePlace place, Terminal terminal, CancellationToken drain)
    {
        if (!place.Stores.IsShared) throw new UsageException("A worker takes part in an archive of many nodes: name its catalog in ARCHIVE_CATALOG and its object store in ARCHIVE_OBJECTS.");
        var self = Announce(workers);
        var canIndex = place.Stores.Search != StoreSettings.NoSearch;
        await using var archive = await OpenPatientlyAsync(place, self.Id, canIndex ? IndexUse.Write : IndexUse.None, terminal, drain);
        if (archive is null) return ExitCodes.AllWell;
        var node = new WorkerNode(archive.Stores, archive.Queue, PageWorkerCommand.Command(), workers, options with { CanIndex = canIndex }, self);
        node.Health.Changed += (part, problem) => Say(terminal, problem is null ? $"{part} goes on" : $"{part} waits: {problem}");
        node.Unforeseen += (part, failure) => Say(terminal, failure is FileNotFoundException
            ? $"{part}: {failure.Message} Run 'archive verify --repair'."
            : $"this is a bug, please report it: {part}: {failure}");
        await using var endpoint = port is { } number ? new NodeEndpoint(number, node.Health, archive.Queue, () => drain.IsCancellationRequested) : null;
        using var abort = new CancellationTokenSource();
        await using var limit = drain.Register(() =>
        {
            Say(terminal, "draining: what is in hand is finished, nothing more is taken");
            abort.CancelAfter(DrainTime);
        });
        Say(terminal, $"{self.Id} works with {workers.Workers} page workers{(canIndex ? " and indexes" : "")}");
        var beside = NodeCare.StartAsync(archive, self.Id, canIndex, window, text => Say(terminal, text), drain);
        await node.RunAsync(drain, abort.Token);
        await beside;
        Say(terminal, $"{self.Id} has left");
        return ExitCodes.AllWell;
    }

    private static NodeAnnouncement Announce(PageWorkerOptions workers)
    {
        var version = Assembly.GetExecutingAssembly().GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        var id = $"{Environment.MachineName}-{Environment.ProcessId}-{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds():x}";
        return new(id, Environment.MachineName, version, workers.Workers, Draining: false, Problem: null);
    }

    /// <summary>A node that starts while a store is away waits for it like one that was there before.</summary>
    /// <returns>Null where it was told to end before.</returns>
    private static async Task<SharedArchive?> OpenPatientlyAsync(ArchivePlace place, string nodeId, IndexUse use, Terminal terminal, CancellationToken drain)
    {
        for (var pause = TimeSpan.FromSeconds(1); ; pause = pause < TimeSpan.FromSeconds(30) ? pause * 2 : pause)
        {
            try
            {
                return await SharedArchive.OpenAsync(place, nodeId, use, drain);
            }
            catch (Domain.StoreUnavailableException away)
            {
                Say(terminal, $"start waits: {away.Message}");
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            await Task.Delay(pause, TimeProvider.System, CancellationToken.None);
            if (drain.IsCancellationRequested) return null;
        }
    }

    private static void Say(Terminal terminal, string text) => terminal.Error.WriteLine($"archive: {text}");
}
