using System.Text;
using Archive.Pipeline.Receive;
using Archive.Web.Capturing;

namespace Archive.Web.HotFolders;

/// <summary>Names of what lies in hot folders.</summary>
internal static class EntryName
{
    /// <summary>What stands beside an input and says what became of it.</summary>
    internal const string ReasonEnding = ".reason.txt";

    /// <summary>Bytes that a name may have so that endings and numbers still fit behind it: file systems take 255.</summary>
    private const int MostBytes = 200;

    private static readonly string[] Unfinished = [".tmp", ".part", ".partial", ".crdownload"];

    /// <summary>Given by programs to files that they still write.</summary>
    internal static bool IsUnfinished(string name) => Array.Exists(Unfinished, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <summary>Hidden, or left there by programs for themselves.</summary>
    internal static bool IsAside(string name) => name.StartsWith('.') || name.StartsWith("~$", StringComparison.Ordinal) || SystemLitter.Is(name);

    /// <summary>Bytes that are no UTF-8 reach us as replacement characters, with which the file cannot be found again.</summary>
    internal static bool IsOutOfReach(string name) => name.Contains('\uFFFD');

    /// <summary>The name under which it is kept: safe to show, and short enough.</summary>
    internal static string Kept(string name)
    {
        var safe = UploadName.Safe(name);
        var ending = Path.GetExtension(safe) is { Length: <= 10 } known ? known : "";
        var stem = safe[..^ending.Length];
        while (Encoding.UTF8.GetByteCount(stem) + Encoding.UTF8.GetByteCount(ending) > MostBytes) stem = stem[..^1];
        // Never taken for what is said of another.
        return safe.EndsWith(ReasonEnding, StringComparison.OrdinalIgnoreCase) ? stem + ending + ".txt" : stem + ending;
    }
}
