namespace Archive.Pipeline.Batches;

/// <summary>
/// Tells when a personal file is whole: all its inputs received and all its pages finished. Counting here spares a look into the
/// catalog after every page. Safe for concurrent use; a page may be finished before it is announced.
/// </summary>
internal sealed class FileTracker
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _files = [];

    /// <summary>More pages of the file wait to be worked.</summary>
    internal void Announce(string fileId, int pages)
    {
        lock (_gate) Get(fileId).Waiting += pages;
    }

    /// <summary>One page of the file is finished.</summary>
    /// <returns>True where the file has thereby become whole.</returns>
    internal bool PageFinished(string fileId)
    {
        lock (_gate)
        {
            var entry = Get(fileId);
            entry.Waiting--;
            return entry.BecomesWhole();
        }
    }

    /// <summary>No more inputs will be received into the file. Repeating it says nothing new.</summary>
    /// <returns>True where the file has thereby become whole.</returns>
    internal bool Close(string fileId)
    {
        lock (_gate)
        {
            var entry = Get(fileId);
            entry.Closed = true;
            return entry.BecomesWhole();
        }
    }

    private Entry Get(string fileId)
    {
        if (!_files.TryGetValue(fileId, out var entry)) _files[fileId] = entry = new();
        return entry;
    }

    private sealed class Entry
    {
        private bool _told;

        internal int Waiting { get; set; }

        internal bool Closed { get; set; }

        internal bool BecomesWhole()
        {
            if (_told || !Closed || Waiting != 0) return false;
            return _told = true;
        }
    }
}
