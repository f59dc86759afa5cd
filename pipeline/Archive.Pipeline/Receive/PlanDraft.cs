using Archive.Domain;

namespace Archive.Pipeline.Receive;

/// <summary>A personal file while its sources are being gathered.</summary>
internal sealed class DraftFile(string name, CaseNumber? ownCase)
{
    public string Name { get; set; } = name;

    public CaseNumber? OwnCase => ownCase;

    public List<string> Sources { get; } = [];
}

/// <summary>A plan in the making, and the rule that a page must never be filed under the wrong person.</summary>
internal sealed class PlanDraft(CaseNumber? givenCase)
{
    private readonly List<DraftFile> _files = [];
    private readonly List<RejectedInput> _rejected = [];
    private readonly List<string> _ignored = [];

    public DraftFile AddFile(string name, CaseNumber? ownCase)
    {
        var file = new DraftFile(name, ownCase);
        _files.Add(file);
        return file;
    }

    public void Reject(string path, string reason) => _rejected.Add(new(path, reason));

    public void Ignore(string path) => _ignored.Add(path);

    /// <summary>The case a folder's name gives, or null.</summary>
    /// <exception cref="IngestUsageException">It is another than the one given with the command.</exception>
    public CaseNumber? RefuseContradiction(string folder)
    {
        if (!CaseNumber.TryParse(Path.GetFileName(folder).Trim(), out var named)) return null;
        if (givenCase is { } given && given != named)
            throw new IngestUsageException(
                $"The folder {folder} is named for case {named}, but the case given is {given}. Nothing was received. " +
                "Ingest it without giving a case, or rename the folder.");
        return named;
    }

    /// <summary>The case a file's name gives, or null; for files that are a personal file by themselves.</summary>
    /// <exception cref="IngestUsageException">It is another than the one given with the command.</exception>
    public CaseNumber? CaseOfFile(string path)
    {
        if (!CaseNumber.TryParse(Path.GetFileNameWithoutExtension(path).Trim(), out var named)) return null;
        if (givenCase is { } given && given != named)
            throw new IngestUsageException(
                $"The file {path} is named for case {named}, but the case given is {given}. Nothing was received. " +
                "Ingest it without giving a case, or rename the file.");
        return named;
    }

    public IngestPlan Finish(string? name)
    {
        var taken = _files.Where(file => file.Sources.Count > 0).ToList();
        string Title(DraftFile file) => name is null ? file.Name : taken.Count == 1 ? name : $"{name} – {file.Name}";
        var files = taken.Select((file, ordinal) => new PlannedFile(ordinal, Title(file), file.OwnCase ?? givenCase, file.Sources)).ToList();
        return new(files, _rejected) { Ignored = _ignored };
    }
}
