using Archive.Domain.Capture;
using Archive.Pipeline.Receive;

namespace Archive.Web.HotFolders;

/// <summary>What there is to tell of a station after a look at it.</summary>
internal sealed class RoundNotes
{
    internal int Waiting { get; set; }

    internal int Unreadable { get; set; }

    internal int BadNames { get; set; }

    internal int BlockedFolders { get; set; }

    internal int UnfinishedFolders { get; set; }

    internal string? Problem => string.Join(' ', Sentences()) is { Length: > 0 } text ? text : null;

    private IEnumerable<string> Sentences()
    {
        if (Unreadable > 0) yield return $"Cannot be read for want of permission: {Unreadable}.";
        if (BadNames > 0) yield return $"Names that are not valid UTF-8 and have to be changed: {BadNames}.";
        if (BlockedFolders > 0) yield return $"Folders that hold something that cannot be read, or names that are not valid UTF-8: {BlockedFolders}.";
        if (UnfinishedFolders > 0) yield return $"Folders that hold unfinished files (.tmp, .part): {UnfinishedFolders}.";
    }
}

/// <summary>One look at a station's folder after another: takes what stands still, one thing at a time, and goes on with what was taken before.</summary>
internal sealed class StationRound(StationFolder station, StationBatches batches, StationIntake intake, OutTray tray, ServiceOptions options, TimeProvider time)
{
    /// <summary>Then it is another station's turn.</summary>
    private const int MostAtOnce = 200;

    /// <summary>A file of no bytes may still get some.</summary>
    private static readonly TimeSpan EmptyTime = TimeSpan.FromSeconds(60);

    /// <summary>For so long a file that still changes keeps back those whose names come after it: they are pages in their order.</summary>
    private static readonly TimeSpan OrderTime = TimeSpan.FromSeconds(30);

    private readonly QuietWatch _watch = new(time);

    internal StationFolder Station => station;

    internal StationBatches Batches => batches;

    internal OutTray Tray => tray;

    /// <param name="tell">Told what is known so far, again and again.</param>
    /// <exception cref="StationProblemException">Nothing can be taken until somebody mends the folder.</exception>
    /// <exception cref="IOException">The folder vanished or cannot be listed, or a store is away or full.</exception>
    internal async Task<RoundNotes> RunAsync(Action<RoundNotes> tell, CancellationToken cancellation)
    {
        station.Prepare();
        var (notes, there) = (new RoundNotes(), new HashSet<string>());
        var left = TakenItem.List(station);
        var ready = Look(notes, there);
        notes.Waiting += left.Count;
        tell(notes);
        foreach (var id in left)
        {
            using var item = TakenItem.TryHold(station, id);
            if (item is null) continue;
            if (await PutAwayAsync(item, there, notes, cancellation)) notes.Waiting--;
        }

        foreach (var path in ready.Take(MostAtOnce))
        {
            using var item = TakenItem.TryTake(station, path);
            notes.Waiting--;
            if (item?.Content is not { } content) continue;
            _watch.Move(path, content);
            if (!await PutAwayAsync(item, there, notes, cancellation)) notes.Waiting++;
            tell(notes);
        }

        _watch.ForgetOthers(there);
        return notes;
    }

    /// <summary>What lies in the folder and has stood still for long enough, in natural name order.</summary>
    private List<string> Look(RoundNotes notes, HashSet<string> there)
    {
        var (ready, isKeptBack) = (new List<string>(), false);
        foreach (var path in Directory.EnumerateFileSystemEntries(station.Path, "*", FolderTree.Everything).Order(NaturalNameComparer.Instance))
        {
            var name = Path.GetFileName(path);
            if (StationFolder.IsOwn(name) || EntryName.IsAside(name) || EntryName.IsUnfinished(name)) continue;
            there.Add(path);
            var facts = FileFacts.Of(path, follow: false);
            if (facts.Kind == PathKind.Missing) continue;
            if (EntryName.IsOutOfReach(name)) notes.BadNames++;
            else if (facts.Kind == PathKind.OutOfReach) notes.Unreadable++;
            else if (facts.Kind == PathKind.Folder)
            {
                if (IsReady(path, notes)) ready.Add(path);
            }
            else if (!IsReady(path, facts, notes)) isKeptBack |= facts is { Kind: PathKind.RegularFile, Size: > 0 } && Readable.Is(path) && _watch.AgeOf(path) < OrderTime;
            else if (!isKeptBack) ready.Add(path);
        }

        return ready;
    }

    private bool IsReady(string path, FileFacts facts, RoundNotes notes)
    {
        notes.Waiting++;
        if (!IsQuiet(path, StateOf(facts), facts is { Kind: PathKind.RegularFile, Size: 0 })) return false;
        if (facts.Kind != PathKind.RegularFile || Readable.Is(path)) return true;
        notes.Unreadable++;
        return false;
    }

    /// <summary>A folder in which there is nothing to take yet is left alone.</summary>
    private bool IsReady(string path, RoundNotes notes)
    {
        var tree = FolderTree.Of(path);
        if (tree is { OutOfReach: 0, Unfinished: 0 } && !tree.Entries.Any(entry => entry.Kind == EntryKind.Input)) return false;
        notes.Waiting++;
        return IsQuiet(path, tree.State, tree.HasEmpty) && IsWhole(tree, notes);
    }

    private static bool IsWhole(FolderTree tree, RoundNotes notes)
    {
        if (tree.OutOfReach > 0) notes.BlockedFolders++;
        else if (tree.Unfinished > 0) notes.UnfinishedFolders++;
        else return true;
        return false;
    }

    /// <summary>Some network shares number their files anew with every look.</summary>
    private static (PathKind, long, DateTimeOffset) StateOf(FileFacts facts) => (facts.Kind, facts.Size, facts.Modified);

    private bool IsQuiet(string path, object state, bool isEmpty) => _watch.See(path, state) >= (isEmpty ? EmptyTime : options.HotFolderQuietTime);

    /// <returns>False where it has to wait, since somebody still writes to it.</returns>
    private async Task<bool> PutAwayAsync(TakenItem item, HashSet<string> there, RoundNotes notes, CancellationToken cancellation)
    {
        if (item.Content is { } content)
        {
            there.Add(content);
            var facts = FileFacts.Of(content, follow: false);
            var isAway = facts.Kind switch
            {
                PathKind.Folder => await PutFolderAwayAsync(item, content, notes, cancellation),
                PathKind.RegularFile => IsQuiet(content, StateOf(facts), facts.Size == 0) && await PutFileAwayAsync(item, content, cancellation),
                _ => Reject(content, "", ForeignReason),
            };
            if (!isAway) return false;
        }

        item.Remove();
        return true;
    }

    private const string ForeignReason = "It is a link, a pipe, a socket or a device, or a folder too deep within others: it is not followed and not read.";

    private bool Reject(string path, string within, string reason)
    {
        tray.PutRejected(path, within, reason);
        return true;
    }

    private async Task<bool> PutFileAwayAsync(TakenItem item, string path, CancellationToken cancellation)
    {
        var verdict = await intake.ReceiveAsync(path, () => BatchAsync(item, path, () => batches.CurrentAsync(cancellation), cancellation), cancellation);
        return PutAway(path, verdict, time.GetLocalNow(), "", "");
    }

    /// <summary>The batch is written down before the file is received, so that after a crash it goes into the same.</summary>
    private async Task<CaptureBatch> BatchAsync(TakenItem item, string path, Func<Task<CaptureBatch>> choose, CancellationToken cancellation)
    {
        var facts = item.Read();
        if (await batches.FindKnownAsync(facts.BatchId, path, cancellation) is { } before) return before;
        var batch = await choose();
        if (facts.BatchId != batch.BatchId) item.Write(facts with { BatchId = batch.BatchId });
        return batch;
    }

    private bool PutAway(string path, Verdict verdict, DateTimeOffset day, string doneWithin, string rejectedWithin)
    {
        if (verdict is Verdict.Rejected rejected) tray.PutRejected(path, rejectedWithin, rejected.Reason);
        else if (verdict is Verdict.Done done) tray.PutDone(path, day, doneWithin, done.Remark);
        return verdict is not Verdict.Changing;
    }

    private async Task<bool> PutFolderAwayAsync(TakenItem item, string folder, RoundNotes notes, CancellationToken cancellation)
    {
        var tree = FolderTree.Of(folder);
        if (!IsQuiet(folder, tree.State, tree.HasEmpty) || !IsWhole(tree, notes)) return false;
        var (facts, name) = (item.Read(), Path.GetFileName(folder));
        if (facts.Target is null || facts.Day is null || Path.GetFileName(facts.Target) != facts.Target || facts.Target is "." or "..") item.Write(facts = facts with { Day = time.GetLocalNow(), Target = tray.FreeFor(name, time.GetLocalNow()) });
        foreach (var entry in tree.Entries)
        {
            var (path, within) = (Path.Combine(folder, entry.Path), WithinOf(facts.Target!, entry.Path));
            if (entry.Kind == EntryKind.Foreign) Reject(path, within, ForeignReason);
            else if (entry.Kind == EntryKind.Aside) tray.PutDone(path, facts.Day.Value, within, null);
            else
            {
                var verdict = await intake.ReceiveAsync(
                    path, () => BatchAsync(item, path, () => batches.OfFolderAsync(item.Id, name, item.Read().BatchId, cancellation), cancellation), cancellation);
                if (!PutAway(path, verdict, facts.Day.Value, within, within)) return false;
            }
        }

        return RemoveEmpty(folder);
    }

    private static string WithinOf(string target, string path) =>
        Path.Combine([target, .. (Path.GetDirectoryName(path) ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries).Select(EntryName.Kept)]);

    /// <returns>False where something came into it meanwhile.</returns>
    private static bool RemoveEmpty(string folder)
    {
        if (FolderTree.Of(folder) is not { Entries.Count: 0, Unfinished: 0, OutOfReach: 0 }) return false;
        // Innermost first, and only what is empty: nothing that comes in just now is lost.
        foreach (var inner in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories).OrderByDescending(path => path.Length)) Directory.Delete(inner);
        Directory.Delete(folder);
        return true;
    }
}
