using System.Text;
using System.Text.RegularExpressions;
using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.FaultyWorker;

/// <summary>
/// Reads what to do from the master's bytes: "FAULT:name;" picks a misbehaviour, "TEXT:words;" the text read.
/// A fault ending in "-once" happens on the first attempt only, "-always" on image-only work too, others on full work.
/// </summary>
internal sealed partial class ScriptedProcessor(string markerFolder) : IPageProcessor
{
    public PageRecipe Recipe { get; } = new(Sha256Digest.Of("scripted"u8), new Dictionary<string, string> { ["processor"] = "scripted" });

    public PageWorkResult Process(PageWork work, CancellationToken cancellation)
    {
        var bytes = File.ReadAllBytes(work.MasterPath);
        var script = Encoding.Latin1.GetString(bytes);
        var fault = FaultPattern().Match(script).Groups[1].Value;
        if (Applies(fault, work)) Fault.Commit(fault.Replace("-once", "").Replace("-always", ""));
        var text = TextPattern().Match(script).Groups[1].Value;
        return ScriptedPage.Make(work, fault, Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text)));
    }

    public void Dispose()
    {
    }

    private bool Applies(string fault, PageWork work)
    {
        if (fault.EndsWith("-always", StringComparison.Ordinal)) return true;
        if (!fault.EndsWith("-once", StringComparison.Ordinal)) return !work.ImageOnly;
        var marker = Path.Combine(markerFolder, $"{Path.GetFileName(work.MasterPath)}-{work.PageIndex}");
        if (File.Exists(marker)) return false;
        File.WriteAllText(marker, "");
        return true;
    }

    [GeneratedRegex("FAULT:([a-z-]+);")]
    private static partial Regex FaultPattern();

    [GeneratedRegex("TEXT:([^;]*);")]
    private static partial Regex TextPattern();
}
