using System.CommandLine;
using System.Globalization;
using Archive.Cli.Composition;
using Archive.Cli.Output;
using Archive.Domain.Ports;

namespace Archive.Cli.Commands;

/// <summary>`archive nodes`: who works on a shared archive.</summary>
internal static class NodesCommand
{
    internal static readonly string[] Headings = ["node", "state", "version", "workers", "in work", "finished", "pages/min", "free", "seen", "waits for"];

    internal static Command Create(SharedOptions shared, Terminal terminal)
    {
        var command = new Command("nodes", "List the nodes of a shared archive and what each does.");
        command.SetAction((parsed, cancellation) => RunAsync(shared.Place(parsed), shared.WantsJson(parsed), terminal, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(ArchivePlace place, bool json, Terminal terminal, CancellationToken cancellation)
    {
        if (!place.Stores.IsShared) throw new UsageException("An archive of one machine has no other nodes. Name the shared catalog in ARCHIVE_CATALOG.");
        await using var archive = await SharedArchive.OpenAsync(place, null, IndexUse.None, cancellation);
        var nodes = (await archive.Queue.ListNodesAsync(cancellation)).Select(Json).ToList();
        if (json) CliJson.Write(terminal.Out, new NodeListJson(nodes));
        else Tables.Write(terminal, Headings, nodes.Select(Row));
        return ExitCodes.AllWell;
    }

    internal static NodeJson Json(NodeRecord node) => new(
        node.Node.Id, node.Node.Machine, StateOf(node), node.Node.Version, node.Node.Workers, node.PagesInWork, node.PagesFinished,
        Math.Round(node.PagesLastMinutes / 5.0, 1), node.StartedAt, node.SeenAt, node.Node.Problem, node.Node.FreeBytes, node.Node.LeastFreeBytes);

    internal static string[] Row(NodeJson node) =>
    [
        node.Id, node.State, node.Version, node.Workers.ToString(CultureInfo.InvariantCulture), node.PagesInWork.ToString(CultureInfo.InvariantCulture),
        node.PagesFinished.ToString(CultureInfo.InvariantCulture), node.PagesPerMinute.ToString("0.#", CultureInfo.InvariantCulture), Room(node.FreeBytes),
        node.Seen.ToLocalTime().ToString("HH:mm:ss", CultureInfo.InvariantCulture), node.Problem ?? "",
    ];

    /// <summary>Room on a disk; a hyphen where the node does not say.</summary>
    internal static string Room(long? bytes) => bytes is { } free ? string.Create(CultureInfo.InvariantCulture, $"{free / 1e9:0.#} GB") : "-";

    private static string StateOf(NodeRecord node) => node switch
    {
        { Alive: false } => "silent",
        { Node.Draining: true } => "draining",
        { Node.Problem: not null } => "waiting",
        _ => "working",
    };
}
