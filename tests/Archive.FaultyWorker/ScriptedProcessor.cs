using System.Text;
using System.Text.RegularExpressions;
using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.FaultyWorker;

/// <summary>
/// Reads what to do from the master's bytes: "FAULT:name;" picks a misbehaviour, "TEXT:words;" the text read.
/// A fault ending in a number happens on so many attempts, in "-once" on the first only, in "-always" on image-only work too, others on full work.
/// </summary>
internal sealed partial class ScriptedProcessor(string markerFolder, Stream answer) : IPageProcessor
{
    public PageRecipe Recipe { get; } = new(Sha256Digest.Of("scripted"u8), new Dictionary<string, string> { ["processor"] = "scripted" });

    public PageWorkResult Process(PageWork work, CancellationToken cancellation)
    {
        var bytes = File.ReadAllBytes(work.MasterPath);
        var script = Encoding.Latin1.GetString(bytes);
        var fault = FaultPattern().Match(script).Groups[1].Value;
        if (Applies(fault, work)) Fault.Commit(fault.Split('-')[0], answer);
        var text = TextPattern().Match(script).Groups[1].Value;
        return ScriptedPage.Make(work, fault, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text)));
    }

    public void Dispose()
    {
    }

    private bool Applies(string fault, PageWork work)
    {
        if (fault.EndsWith("-always", StringComparison.Ordinal)) return true;
        var times = fault.EndsWith("-once", StringComparison.Ordinal) ? 1 : int.TryParse(fault.Split('-')[^1], out var number) ? number : (int?)null;
        if (times is not { } most) return !work.ImageOnly;
        var marker = Path.Combine(markerFolder, $"{Path.GetFileName(work.MasterPath)}-{work.PageIndex}");
        File.AppendAllText(marker, "x");
        return new FileInfo(marker).Length <= most;
    }

    [GeneratedRegex("FAULT:([a-z0-9-]+);")]
    private static partial Regex FaultPattern();

    [GeneratedRegex("TEXT:([^;]*);")]
    private static partial Regex TextPattern();
}
