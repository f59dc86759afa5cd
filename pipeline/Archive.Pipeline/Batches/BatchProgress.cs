namespace Archive.Pipeline.Batches;

/// <summary>Counts what the steps of a run do and tells the listener. Safe for concurrent use.</summary>
internal sealed class BatchProgress(IProgress<IngestProgress>? listener)
{
    private readonly Lock _gate = new();
    private IngestProgress _now = new(0, 0, 0, 0, 0, 0, 0);

    internal void Plan(int inputs) => Change(now => now with { InputsPlanned = inputs });

    internal void InputReceived() => Change(now => now with { InputsReceived = now.InputsReceived + 1 });

    internal void FileKnown() => Change(now => now with { FilesKnown = now.FilesKnown + 1 });

    internal void PagesKnown(int waiting, int finished) =>
        Change(now => now with { PagesKnown = now.PagesKnown + waiting + finished, PagesFinished = now.PagesFinished + finished });

    internal void PageFinished() => Change(now => now with { PagesFinished = now.PagesFinished + 1, PagesThisRun = now.PagesThisRun + 1 });

    internal void FileIndexed() => Change(now => now with { FilesIndexed = now.FilesIndexed + 1 });

    private void Change(Func<IngestProgress, IngestProgress> change)
    {
        lock (_gate)
        {
            _now = change(_now);
            listener?.Report(_now);
        }
    }
}
