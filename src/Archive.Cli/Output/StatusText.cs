using System.Globalization;
using Archive.Cli.Commands;

namespace Archive.Cli.Output;

/// <summary>What `status` shows people.</summary>
internal static class StatusText
{
    internal static void Write(Terminal terminal, StatusJson status)
    {
        if (status.Queue is { } queue) terminal.Out.WriteLine(Of(queue));
        foreach (var line in status.Reasons is { } reasons ? Of(reasons) : []) terminal.Out.WriteLine(line);
        if (status.Soundness is { LastRunStarted: { } began } sound) terminal.Out.WriteLine(Of(sound, began));
        terminal.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{status.FreeBytes / 1e9:0.#} GB free on this node's disk"));
        if (status.Nodes.Count > 0) Tables.Write(terminal, NodesCommand.Headings, status.Nodes.Select(NodesCommand.Row));
        foreach (var problem in status.Problems) terminal.Out.WriteLine($"! {problem}");
    }

    private static string Of(QueueJson queue)
    {
        var oldest = queue.OldestWaiting is { } since ? $", the oldest since {since.ToLocalTime():HH:mm:ss}" : "";
        string?[] parts =
        [
            $"{queue.PagesWaiting} pages wait{(queue.PagesInWork is null ? " or are in work" : oldest)}",
            queue.PagesInWork is { } inWork ? $"{inWork} in work" : null,
            queue.PagesPerMinute is { } rate ? string.Create(CultureInfo.InvariantCulture, $"{rate:0.#} pages/min") : null,
            queue.FilesUnfinished is { } files ? $"{files} files to assemble or index" : null,
            $"{queue.BatchesOpen} open batches",
            $"{queue.PagesNeedingOperator} pages need the operator",
        ];
        return string.Join("; ", parts.OfType<string>());
    }

    private static IEnumerable<string> Of(ReasonsJson reasons)
    {
        if (reasons.NeedsOperator.Count > 0) yield return $"need the operator: {List(reasons.NeedsOperator)}";
        if (reasons.Rejected.Count > 0) yield return $"rejected: {List(reasons.Rejected)}";
        if (reasons.Failed.Count > 0) yield return $"a page worker failed on: {List(reasons.Failed)}";
    }

    private static string List(IReadOnlyDictionary<string, long> counts) => string.Join(", ", counts.Select(count => $"{count.Value} {Words(count.Key)}"));

    /// <summary>lowConfidence as "low confidence".</summary>
    private static string Words(string name) => string.Concat(name.Select(letter => char.IsUpper(letter) ? $" {char.ToLowerInvariant(letter)}" : $"{letter}"));

    private static string Of(SoundnessJson sound, DateTimeOffset began) => string.Create(CultureInfo.InvariantCulture,
        $"last verification began {began.ToLocalTime():yyyy-MM-dd HH:mm}{(sound.LastRunEnded is null ? ", not ended" : "")}; {sound.Objects - sound.NeverChecked} of {sound.Objects} objects read back{(sound.OldestCheck is { } oldest ? $", the oldest {oldest.ToLocalTime():yyyy-MM-dd}" : "")}");
}
