using System.CommandLine;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Cli.Commands;

/// <summary>`archive status`: throughput, backlog, what is wrong, disks and nodes; live where asked to.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var watch = new Option<bool>("--watch") { Description = "Show it anew every two seconds until Ctrl-C." };
        var command = new Command("status", "Show backlog, problems by reason and disk; of a shared archive throughput and nodes too.") { watch };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetValue(watch), shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(bool watch, ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        while (true)
        {
            var status = await LookAsync(place, cancellation);
            if (watch && !json) await terminal.Out.WriteAsync("\u001b[H\u001b[2J");
            if (json) CliJson.Write(terminal.Out, status);
            else StatusText.Write(terminal, status);
            if (!watch) return status.Problems.Count == 0 ? ExitCodes.AllWell : ExitCodes.NeedsAttention;
            await Task.Delay(Interval, TimeProvider.System, cancellation);
        }
    }

    /// <summary>A store that is away is what the status tells, not an error of asking for it.</summary>
    private static async Task<StatusJson> LookAsync(ArchivePlace place, CancellationToken cancellation)
    {
        var free = new DriveInfo(Directory.Exists(place.Folder) ? place.Folder : "/").AvailableFreeSpace;
        try
        {
            return place.Stores.IsShared ? await LookAtSharedAsync(place, free, cancellation) : await LookAtOwnAsync(place, free, cancellation);
        }
        catch (StoreUnavailableException away)
        {
            return new(null, [], free, [away.Message]);
        }
    }

    private static async Task<StatusJson> LookAtSharedAsync(ArchivePlace place, long free, CancellationToken cancellation)
    {
        await using var archive = await SharedArchive.OpenAsync(place, null, IndexUse.None, cancellation);
        var queue = await archive.Queue.GetStatusAsync(cancellation);
        var nodes = (await archive.Queue.ListNodesAsync(cancellation)).Select(NodesCommand.Json).ToList();
        var soundness = await archive.Stores.Catalog.Verification.SummarizeAsync(cancellation);
        var reasons = await archive.Stores.Catalog.CountProblemsAsync(cancellation);
        return new(Json(queue), nodes, free, [.. Alarms(soundness), .. Problems(queue, nodes)], Json(soundness), Json(reasons));
    }

    /// <summary>An archive of one machine, looked at beside the process that may be working on it.</summary>
    private static async Task<StatusJson> LookAtOwnAsync(ArchivePlace place, long free, CancellationToken cancellation)
    {
        await using var session = await ReadingSession.OpenAsync(place, cancellation);
        var (waiting, open) = (0L, 0);
        foreach (var batch in (await session.Catalog.ListBatchesAsync(cancellation)).Where(batch => batch.State != BatchState.Complete))
        {
            var (finished, total) = await session.Catalog.CountPagesAsync(batch.Id, cancellation);
            (waiting, open) = (waiting + total - finished, open + 1);
        }

        var soundness = await session.Catalog.Verification.SummarizeAsync(cancellation);
        var reasons = await session.Catalog.CountProblemsAsync(cancellation);
        var queue = new QueueJson(waiting, null, null, open, reasons.NeedingOperator.Values.Sum(), null, null);
        var disk = free < place.Options.Node.LeastFreeBytes ? new[] { $"{NodesCommand.Room(free)} free: less than the {NodesCommand.Room(place.Options.Node.LeastFreeBytes)} without which nothing is taken in." } : [];
        return new(queue, [], free, [.. Alarms(soundness), .. disk], Json(soundness), Json(reasons));
    }

    private static QueueJson Json(QueueStatus queue) => new(
        queue.PagesWaiting, queue.PagesInWork, queue.FilesUnfinished, queue.BatchesOpen, queue.PagesNeedingOperator, Math.Round(queue.PagesLastMinutes / 5.0, 1), queue.OldestWaiting);

    private static SoundnessJson Json(SoundnessSummary known) => new(
        known.Objects, known.NeverChecked, known.OldestCheck, known.NotIntact, known.Findings, known.LastRun?.StartedAt, known.LastRun?.EndedAt);

    private static ReasonsJson Json(ProblemCounts counts) => new(ByName(counts.NeedingOperator), ByName(counts.Rejected), ByName(counts.Failed));

    private static Dictionary<string, long> ByName(IReadOnlyDictionary<PageProblem, long> counts) =>
        counts.OrderByDescending(count => count.Value).ThenBy(count => count.Key).ToDictionary(count => CliJson.NameOf(count.Key), count => count.Value);

    private static IEnumerable<string> Alarms(SoundnessSummary known)
    {
        if (known.NotIntact > 0) yield return $"ALARM: {known.NotIntact} objects are missing or changed: run 'archive verify --repair'.";
        if (known.Findings > 0) yield return $"Verification has {known.Findings} other findings: run 'archive verify --repair'.";
    }

    internal static IEnumerable<string> Problems(QueueStatus queue, List<NodeJson> nodes)
    {
        var alive = nodes.Where(node => node.State != "silent").ToList();
        if (queue.PagesWaiting + queue.PagesInWork > 0 && alive.Count == 0) yield return "Pages wait and no node is alive: start 'archive worker'.";
        foreach (var node in nodes.Where(node => node is { State: "silent", PagesInWork: > 0 })) yield return $"{node.Id} went silent with {node.PagesInWork} pages in work; others take them over.";
        foreach (var node in alive.Where(node => node.Problem is not null)) yield return $"{node.Id}: {node.Problem}";
        foreach (var node in alive.Where(node => node.FreeBytes < node.LeastFreeBytes))
            yield return $"{node.Id}: {NodesCommand.Room(node.FreeBytes)} free for temporary files, less than the {NodesCommand.Room(node.LeastFreeBytes)} without which it takes no work.";
    }
}
