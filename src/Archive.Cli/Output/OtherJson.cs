namespace Archive.Cli.Output;

/// <summary>What `search --json` writes.</summary>
/// <param name="TotalIsExact">False: at least so many pages match.</param>
internal sealed record SearchJson(int Total, bool TotalIsExact, IReadOnlyList<HitJson> Hits);

/// <summary>A page with hits; boxes in pixels of the upright page image.</summary>
internal sealed record HitJson(string File, string? Case, int Page, double Score, string Snippet, IReadOnlyList<BoxJson> Boxes);

/// <summary>A rectangle in pixels, origin at the top left.</summary>
internal sealed record BoxJson(int X, int Y, int Width, int Height);

/// <summary>What `files --json` writes.</summary>
internal sealed record FileListJson(IReadOnlyList<FileEntryJson> Files);

/// <summary>A personal file with its truthful states: when received, assembled and indexed.</summary>
internal sealed record FileEntryJson(
    string Id, string? Case, string Name, long Batch, int Pages, PdfJson? Pdf, DateTimeOffset Received, DateTimeOffset? Assembled, DateTimeOffset? Indexed);

/// <summary>What `batches --json` writes.</summary>
internal sealed record BatchListJson(IReadOnlyList<BatchEntryJson> Batches);

/// <summary>A batch: state is receiving, processing or complete.</summary>
internal sealed record BatchEntryJson(
    long Id, string Name, string State, DateTimeOffset Created, DateTimeOffset? Completed, int Files, int Pages, int PagesFinished);

/// <summary>What `export --json` writes: the paths made.</summary>
internal sealed record ExportJson(string File, string? Pdf, IReadOnlyList<string> Alto, string? Text);

/// <summary>What `verify --json` writes.</summary>
/// <param name="Objects">Objects read back.</param>
/// <param name="IndexEntries">Null where the index was not looked at.</param>
/// <param name="Due">True where the budget was used up before every object was read back.</param>
internal sealed record VerifyJson(
    long Objects, long Bytes, long Files, long? IndexEntries, bool Sound, bool Due, IReadOnlyList<FindingJson> Findings, IReadOnlyList<RepairJson> Repairs);

/// <summary>One thing that is not as it should be.</summary>
internal sealed record FindingJson(string Kind, string Subject, string Detail);

/// <summary>What was done about a finding; done is false where nothing that is left can mend it.</summary>
internal sealed record RepairJson(string Kind, string Subject, bool Done, string Action);

/// <summary>What `nodes --json` writes.</summary>
internal sealed record NodeListJson(IReadOnlyList<NodeJson> Nodes);

/// <summary>A node: state is working, waiting, draining or silent; room for temporary files in bytes, null where the node does not say.</summary>
internal sealed record NodeJson(
    string Id, string Machine, string State, string Version, int Workers, int PagesInWork, long PagesFinished, double PagesPerMinute,
    DateTimeOffset Started, DateTimeOffset Seen, string? Problem, long? FreeBytes, long? LeastFreeBytes);

/// <summary>What `status --json` writes; queue and reasons are null where the catalog is away.</summary>
internal sealed record StatusJson(
    QueueJson? Queue, IReadOnlyList<NodeJson> Nodes, long FreeBytes, IReadOnlyList<string> Problems, SoundnessJson? Soundness = null, ReasonsJson? Reasons = null);

/// <summary>Pages by what is wrong with them: they need the operator, were rejected, or had a page worker fail on them.</summary>
internal sealed record ReasonsJson(IReadOnlyDictionary<string, long> NeedsOperator, IReadOnlyDictionary<string, long> Rejected, IReadOnlyDictionary<string, long> Failed);

/// <summary>What verification knows: objects and findings are counts, the oldest check is the one that is longest ago.</summary>
internal sealed record SoundnessJson(
    long Objects, long NeverChecked, DateTimeOffset? OldestCheck, long NotIntact, long Findings, DateTimeOffset? LastRunStarted, DateTimeOffset? LastRunEnded);

/// <summary>What waits, over all batches. An archive of one machine counts pages in work among those that wait; what only a queue of many nodes knows is null.</summary>
internal sealed record QueueJson(
    long PagesWaiting, int? PagesInWork, int? FilesUnfinished, int BatchesOpen, long PagesNeedingOperator, double? PagesPerMinute, DateTimeOffset? OldestWaiting);

/// <summary>What `backup --json` writes; problems are objects that the archive itself lacks or holds changed.</summary>
internal sealed record BackupReportJson(string Snapshot, int Masters, int Derivatives, int Copied, IReadOnlyList<string> Problems);

/// <summary>What `restore --json` writes; problems are objects that the backup lacks or holds changed.</summary>
internal sealed record RestoreReportJson(string Snapshot, DateTimeOffset TakenAt, int Masters, int Derivatives, IReadOnlyList<string> Problems);

/// <summary>What `doctor --json` writes.</summary>
internal sealed record DoctorJson(bool Fit, IReadOnlyList<CheckJson> Checks);

/// <summary>One check of the machine: status is ok, warning or missing.</summary>
internal sealed record CheckJson(string Name, string Status, string Detail, string? Fix);

/// <summary>What `settings --json` writes.</summary>
internal sealed record SettingListJson(IReadOnlyList<SettingJson> Settings);

/// <summary>A setting: from is default, environment or command line; of a secret that is set the value is "(set)".</summary>
internal sealed record SettingJson(string Group, string Name, string Value, string Default, string From, string Meaning);
