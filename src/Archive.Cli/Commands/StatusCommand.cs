using System.CommandLine;
using System.Globalization;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Cli.Commands;

/// <summary>`archive status`: throughput, backlog, what is wrong, and the nodes; live where asked to.</summary>
internal static class StatusCommand
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var watch = new Option<bool>("--watch") { Description = "Show it anew every two seconds until Ctrl-C." };
        var command = new Command("status", "Show throughput, backlog, problems, disk and nodes of a shared archive.") { watch };
        command.SetAction((parsed, cancellation) =>
            RunAsync(parsed.GetValue(watch), shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(bool watch, ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        if (!place.Stores.IsShared) throw new UsageException("'archive batches' shows how far an archive of one machine is. Name a shared catalog in ARCHIVE_CATALOG.");
        while (true)
        {
            var status = await LookAsync(place, cancellation);
            if (watch && !json) await terminal.Out.WriteAsync("\u001b[H\u001b[2J");
            if (json) CliJson.Write(terminal.Out, status);
            else Write(terminal, status);
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
            await using var archive = await SharedArchive.OpenAsync(place, null, IndexUse.None, cancellation);
            var queue = await archive.Queue.GetStatusAsync(cancellation);
            var nodes = (await archive.Queue.ListNodesAsync(cancellation)).Select(NodesCommand.Json).ToList();
            var soundness = await archive.Stores.Catalog.Verification.SummarizeAsync(cancellation);
            return new(Json(queue), nodes, free, [.. Alarms(soundness), .. Problems(queue, nodes)], Json(soundness));
        }
        catch (StoreUnavailableException away)
        {
            return new(null, [], free, [away.Message]);
        }
    }

    private static QueueJson Json(QueueStatus queue) => new(
        queue.PagesWaiting, queue.PagesInWork, queue.FilesUnfinished, queue.BatchesOpen, queue.PagesNeedingOperator, Math.Round(queue.PagesLastMinutes / 5.0, 1), queue.OldestWaiting);

    private static SoundnessJson Json(SoundnessSummary known) => new(
        known.Objects, known.NeverChecked, known.OldestCheck, known.NotIntact, known.Findings, known.LastRun?.StartedAt, known.LastRun?.EndedAt);

    private static IEnumerable<string> Alarms(SoundnessSummary known)
    {
        if (known.NotIntact > 0) yield return $"ALARM: {known.NotIntact} objects are missing or changed: run 'archive verify --repair'.";
        if (known.Findings > 0) yield return $"Verification has {known.Findings} other findings: run 'archive verify --repair'.";
    }

    private static IEnumerable<string> Problems(QueueStatus queue, List<NodeJson> nodes)
    {
        var alive = nodes.Where(node => node.State != "silent").ToList();
        if (queue.PagesWaiting + queue.PagesInWork > 0 && alive.Count == 0) yield return "Pages wait and no node is alive: start 'archive worker'.";
        foreach (var node in nodes.Where(node => node is { State: "silent", PagesInWork: > 0 })) yield return $"{node.Id} went silent with {node.PagesInWork} pages in work; others take them over.";
        foreach (var node in alive.Where(node => node.Problem is not null)) yield return $"{node.Id}: {node.Problem}";
    }

    private static void Write(Terminal terminal, StatusJson status)
    {
        if (status.Queue is { } queue)
        {
            var oldest = queue.OldestWaiting is { } since ? $", the oldest since {since.ToLocalTime():HH:mm:ss}" : "";
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{queue.PagesWaiting} pages wait{oldest}; {queue.PagesInWork} in work; {queue.PagesPerMinute:0.#} pages/min; {queue.FilesUnfinished} files to assemble or index; {queue.BatchesOpen} open batches; {queue.PagesNeedingOperator} pages need the operator"));
        }

        if (status.Soundness is { LastRunStarted: { } began } sound)
        {
            terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"last verification began {began.ToLocalTime():yyyy-MM-dd HH:mm}{(sound.LastRunEnded is null ? ", not ended" : "")}; {sound.Objects - sound.NeverChecked} of {sound.Objects} objects read back{(sound.OldestCheck is { } oldest ? $", the oldest {oldest.ToLocalTime():yyyy-MM-dd}" : "")}"));
        }

        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{status.FreeBytes / 1e9:0.#} GB free on this node's disk"));
        if (status.Nodes.Count > 0) Tables.Write(terminal, NodesCommand.Headings, status.Nodes.Select(NodesCommand.Row));
        foreach (var problem in status.Problems) terminal.Out.WriteLine($"! {problem}");
    }
}
