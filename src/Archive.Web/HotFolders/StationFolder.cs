using System.Globalization;
using Archive.Pipeline.Receive;
using Archive.Web.Capturing;

namespace Archive.Web.HotFolders;

/// <summary>A station's hot folder, and the folders in it that are the archive's own.</summary>
/// <param name="Name">The folder's name.</param>
internal sealed record StationFolder(string Name, string Path)
{
    private const int LongestName = 64;
    private const string DoneName = "done", RejectedName = "rejected", TakenName = ".taken";

    /// <summary>In the audit ledger and as operator of its batches. No account and no key can have such a name.</summary>
    internal string Actor => $"station:{Name}";

    /// <summary>What was taken and not yet put away.</summary>
    internal string Taken => System.IO.Path.Combine(Path, TakenName);

    internal string Rejected => System.IO.Path.Combine(Path, RejectedName);

    internal string Done(DateTimeOffset day) => System.IO.Path.Combine(Path, DoneName, day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Whether the folder's name can go into the names of batches and into the ledger.</summary>
    internal static bool IsName(string name) => name.Length <= LongestName && UploadName.Safe(name) == name && !EntryName.IsOutOfReach(name);

    internal static bool IsOwn(string name) =>
        name.Equals(DoneName, StringComparison.OrdinalIgnoreCase) || name.Equals(RejectedName, StringComparison.OrdinalIgnoreCase) || name == TakenName;

    /// <summary>Makes the archive's own folders. What stands in their place instead is not followed.</summary>
    /// <exception cref="StationProblemException">A link or file has the name of one.</exception>
    internal void Prepare()
    {
        foreach (var name in new[] { TakenName, DoneName, RejectedName }) Prepare(System.IO.Path.Combine(Path, name));
    }

    /// <inheritdoc cref="Prepare()"/>
    internal static void Prepare(string folder)
    {
        var facts = FileFacts.Of(folder, follow: false);
        if (facts.Kind == PathKind.Missing) Directory.CreateDirectory(folder);
        else if (facts.Kind != PathKind.Folder) throw new StationProblemException($"'{System.IO.Path.GetFileName(folder)}' is not a folder: nothing is taken until it is removed.");
    }
}

/// <summary>Nothing can be taken from a station until somebody mends its folder; the message says what.</summary>
internal sealed class StationProblemException(string message) : Exception(message);
