using System.Text;
using Archive.Pipeline.Receive;
using Archive.Web.Capturing;

namespace Archive.Web.HotFolders;

/// <summary>Puts away what was taken, with a word beside it where there is something to say.</summary>
internal sealed class OutTray(StationFolder station, TimeProvider time)
{
    private DateTimeOffset _countedAt;
    private int _rejected;

    /// <summary>What was rejected today, from the folder itself: it outlives the process. Counted anew once a minute, for other nodes' sake.</summary>
    internal int RejectedToday
    {
        get
        {
            var now = time.GetLocalNow();
            if (_countedAt.Date == now.Date && now - _countedAt < TimeSpan.FromMinutes(1)) return _rejected;
            var today = new DateTimeOffset(now.Date, now.Offset).UtcDateTime;
            var links = new EnumerationOptions { AttributesToSkip = FileAttributes.ReparsePoint, RecurseSubdirectories = true };
            _rejected = Directory.EnumerateFiles(station.Rejected, "*" + EntryName.ReasonEnding, links).Count(path => File.GetLastWriteTimeUtc(path) >= today);
            _countedAt = now;
            return _rejected;
        }
    }

    /// <summary>Into the folder of the day; with a reason beside it where there is one.</summary>
    /// <param name="within">Folder below that of the day; empty for none.</param>
    internal void PutDone(string path, DateTimeOffset day, string within, string? reason) => Put(path, Path.Combine(station.Done(day), within), reason);

    internal void PutRejected(string path, string within, string reason)
    {
        Put(path, Path.Combine(station.Rejected, within), reason);
        _countedAt = default;
    }

    /// <summary>A name that is free for a folder among what is done on a day, and among what is rejected.</summary>
    internal string FreeFor(string name, DateTimeOffset day) => Free(name, station.Done(day), station.Rejected);

    private void Put(string path, string folder, string? reason)
    {
        PrepareAll(folder);
        var target = Path.Combine(folder, Free(EntryName.Kept(Path.GetFileName(path)), folder));
        // The reason first: where it stands alone after a crash, it is written again.
        if (reason is not null)
        {
            WholeFile.Write(station.Taken, target + EntryName.ReasonEnding, Encoding.UTF8.GetBytes(reason + "\n"));
            File.SetLastWriteTimeUtc(target + EntryName.ReasonEnding, time.GetUtcNow().UtcDateTime);
        }

        AtomicMove.Move(path, target);
    }

    /// <summary>Each folder on the way is a real one.</summary>
    private void PrepareAll(string folder)
    {
        var way = station.Path;
        foreach (var part in Path.GetRelativePath(station.Path, folder).Split('/'))
        {
            way = Path.Combine(way, part);
            StationFolder.Prepare(way);
        }
    }

    private static string Free(string name, params string[] folders)
    {
        for (var number = 1; ; number++)
        {
            var candidate = number == 1 ? name : $"{Path.GetFileNameWithoutExtension(name)} ({number}){Path.GetExtension(name)}";
            if (Array.TrueForAll(folders, folder => FileFacts.Of(Path.Combine(folder, candidate), follow: false).Kind == PathKind.Missing)) return candidate;
        }
    }
}
