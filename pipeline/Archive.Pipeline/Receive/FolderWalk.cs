using Archive.Domain;

namespace Archive.Pipeline.Receive;

/// <summary>
/// Walks a given folder: it and each sub-folder become a personal file of their own. Stays inside the folder whatever its links say,
/// and never enters a folder by way of a link, so loops cannot arise.
/// </summary>
internal sealed class FolderWalk
{
    public const string SpecialFile = "it is a pipe, device or socket, not a file";

    private static readonly EnumerationOptions Everything = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    private readonly PlanDraft _draft;
    private readonly string _realRoot;

    private FolderWalk(PlanDraft draft, string realRoot) => (_draft, _realRoot) = (draft, Path.TrimEndingDirectorySeparator(realRoot));

    public static void Into(PlanDraft draft, string folder)
    {
        if (FileFacts.RealPath(folder) is { } real) new FolderWalk(draft, real).Walk(folder, null);
        else draft.Reject(folder, "no permission to reach it");
    }

    // The case of an outer folder holds for the folders in it that name none of their own.
    private void Walk(string folder, CaseNumber? outerCase)
    {
        var ownCase = _draft.RefuseContradiction(folder) ?? outerCase;
        if (EntriesOf(folder) is not { } entries) return;
        if (entries.Count == 0) _draft.Reject(folder, "the folder is empty");
        var file = _draft.AddFile(Path.GetFileName(folder) is { Length: > 0 } name ? name : folder, ownCase);
        var subFolders = new List<string>();
        foreach (var entry in entries) Sort(entry, file, subFolders);
        foreach (var subFolder in subFolders) Walk(subFolder, ownCase);
    }

    private List<string>? EntriesOf(string folder)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries(folder, "*", Everything).OrderBy(Path.GetFileName, NaturalNameComparer.Instance).ToList();
        }
        catch (UnauthorizedAccessException)
        {
            _draft.Reject(folder, "no permission to list the folder");
        }
        catch (IOException error)
        {
            _draft.Reject(folder, $"the folder cannot be listed ({error.Message})");
        }

        return null;
    }

    private void Sort(string path, DraftFile file, List<string> subFolders)
    {
        var facts = FileFacts.Of(path, follow: false);
        if (SystemLitter.Is(Path.GetFileName(path))) _draft.Ignore(path);
        else if (Path.GetFileName(path).StartsWith('.')) _draft.Reject(path, "its name begins with a dot, which marks it as hidden: rename it to have it taken");
        else if (facts.Kind == PathKind.Folder) subFolders.Add(path);
        else if (facts.Kind == PathKind.RegularFile) Take(path, facts, file);
        else if (facts.Kind == PathKind.SymbolicLink) TakeLink(path, file);
        else _draft.Reject(path, facts.Kind == PathKind.Special ? SpecialFile : facts.Reason);
    }

    private void Take(string path, FileFacts facts, DraftFile file)
    {
        if (SourceSniffer.Sniff(path, facts) is SniffedSource.Unusable unusable) _draft.Reject(path, unusable.Reason);
        else file.Sources.Add(path);
    }

    private void TakeLink(string path, DraftFile file)
    {
        var target = FileFacts.Of(path, follow: true);
        var real = target.Kind is PathKind.Missing or PathKind.OutOfReach ? null : FileFacts.RealPath(path);
        if (real is null) _draft.Reject(path, target.Kind == PathKind.Missing ? "it is a symbolic link that leads nowhere" : target.Reason);
        else if (!IsInside(real)) _draft.Reject(path, $"it is a symbolic link out of the folder, to {real}, and is not followed");
        else if (target.Kind == PathKind.Folder) _draft.Reject(path, $"it is a symbolic link to the folder {real}, whose files are taken there");
        else if (target.Kind == PathKind.RegularFile) Take(path, target, file);
        else _draft.Reject(path, SpecialFile);
    }

    private bool IsInside(string real) => real == _realRoot || real.StartsWith(_realRoot == "/" ? "/" : _realRoot + "/", StringComparison.Ordinal);
}

/// <summary>Names that operating systems and file managers leave behind by themselves.</summary>
public static class SystemLitter
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "Thumbs.db", "ehthumbs.db", "desktop.ini", ".DS_Store", ".directory", "__MACOSX", ".Spotlight-V100", ".Trashes", ".fseventsd",
        "$RECYCLE.BIN", "System Volume Information", "@eaDir", "lost+found",
    };

    public static bool Is(string name) => Names.Contains(name) || name.StartsWith("._", StringComparison.Ordinal);
}
