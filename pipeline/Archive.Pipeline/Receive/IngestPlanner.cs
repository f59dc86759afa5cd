using Archive.Domain;
using Archive.Imaging.Formats;

namespace Archive.Pipeline.Receive;

/// <summary>
/// Decides which inputs become which personal file. Images given directly are together one; a folder is one, its images, PDFs and TIFFs in
/// natural name order; each sub-folder, at any depth, is one of its own; a PDF or a TIFF of several pages given directly is one.
/// Whatever is not taken is listed with its reason: nothing disappears unseen.
/// </summary>
public static class IngestPlanner
{
    /// <param name="paths">Files and folders as given, relative or absolute; at least one.</param>
    /// <param name="caseNumber">Case of every file whose folder does not name its own; null for none.</param>
    /// <param name="name">Title of the file; with several files it comes before each one's own. Null for folder or file names.</param>
    /// <exception cref="IngestUsageException">A path does not exist, or a folder is named for another case than the one given.</exception>
    public static IngestPlan Plan(IReadOnlyList<string> paths, CaseNumber? caseNumber, string? name)
    {
        if (paths.Count == 0) throw new IngestUsageException("Name at least one file or folder to ingest.");
        var draft = new PlanDraft(caseNumber);
        var loose = new LooseImages(draft);
        var seen = new HashSet<string>();
        foreach (var path in GlobOrder.Apply(paths).Select(FullPath))
        {
            if (seen.Add(path)) Add(path, draft, loose);
            else draft.Reject(path, "given twice");
        }

        return draft.Finish(name);
    }

    private static string FullPath(string path) =>
        path.Length > 0 ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)) : throw new IngestUsageException("A path is empty.");

    private static void Add(string path, PlanDraft draft, LooseImages loose)
    {
        var facts = FileFacts.Of(path, follow: true);
        switch (facts.Kind)
        {
            case PathKind.Missing:
                throw new IngestUsageException($"There is no file or folder {path}.");
            case PathKind.Folder:
                FolderWalk.Into(draft, path);
                break;
            case PathKind.RegularFile:
                AddFile(path, facts, draft, loose);
                break;
            case PathKind.OutOfReach:
                draft.Reject(path, facts.Reason);
                break;
            default:
                draft.Reject(path, FolderWalk.SpecialFile);
                break;
        }
    }

    private static void AddFile(string path, FileFacts facts, PlanDraft draft, LooseImages loose)
    {
        draft.RefuseContradiction(Path.GetDirectoryName(path) ?? "/");
        switch (SourceSniffer.Sniff(path, facts))
        {
            case SniffedSource.Unusable unusable:
                draft.Reject(path, unusable.Reason);
                break;
            case SniffedSource.Usable { Format: MasterFormat.Pdf }:
            case SniffedSource.Usable { Format: MasterFormat.Tiff } when SourceSniffer.HasSeveralPages(path):
                draft.AddFile(Path.GetFileNameWithoutExtension(path), draft.CaseOfFile(path)).Sources.Add(path);
                break;
            default:
                loose.Add(path);
                break;
        }
    }
}

/// <summary>
/// A shell hands over *.jpg as page1, page10, page2. Where paths come exactly as a shell would have sorted them, the order was not chosen by
/// the person and natural order is meant; any other order is theirs and is kept.
/// </summary>
internal static class GlobOrder
{
    public static IEnumerable<string> Apply(IReadOnlyList<string> paths) =>
        IsSorted(paths, StringComparer.Ordinal) || IsSorted(paths, StringComparer.OrdinalIgnoreCase)
            ? paths.OrderBy(Path.GetDirectoryName, StringComparer.Ordinal).ThenBy(Path.GetFileName, NaturalNameComparer.Instance)
            : paths;

    private static bool IsSorted(IReadOnlyList<string> paths, StringComparer comparer) =>
        Enumerable.Range(1, paths.Count - 1).All(index => comparer.Compare(paths[index - 1], paths[index]) < 0);
}

/// <summary>The one personal file that images given directly make, at the place of the first of them.</summary>
internal sealed class LooseImages(PlanDraft draft)
{
    private DraftFile? _file;

    public void Add(string path)
    {
        _file ??= draft.AddFile(Path.GetFileNameWithoutExtension(path), null);
        _file.Sources.Add(path);
        if (_file.Sources.Count > 1 && Path.GetFileName(Path.GetDirectoryName(path)) is { Length: > 0 } folder) _file.Name = folder;
    }
}
