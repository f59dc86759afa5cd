using System.Globalization;
using Archive.Domain.Audit;
using Archive.Domain.Capture;
using Archive.Domain.Ports;
using Archive.Pipeline.Receive;
using Archive.Web.Capturing;

namespace Archive.Web.HotFolders;

/// <summary>
/// Which batch of a station something goes into. Each batch is begun under a key that names the one before, so that two nodes that begin one at the
/// same time, and one that begins it again after a crash, have the same.
/// </summary>
internal sealed class StationBatches(StationFolder station, ICatalog catalog, BatchOpening opening, AuditWriter audit, TimeProvider time)
{
    private long? _current;

    private string CurrentPath => Path.Combine(station.Taken, "batch");

    /// <summary>The batch that single files go into; null where none is open.</summary>
    internal async Task<CaptureBatch?> FindCurrentAsync(CancellationToken cancellation) =>
        (_current ?? ReadCurrent()) is { } known && await catalog.Captures.GetAsync(known, cancellation) is { } batch && IsOpen(batch) ? batch : null;

    /// <summary>The batch for single files: the newest that is open, or a new one.</summary>
    internal async Task<CaptureBatch> CurrentAsync(CancellationToken cancellation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{station.Name} {time.GetLocalNow():yyyy-MM-dd HH:mm}");
        var batch = await NextAsync("files", name, _current ?? ReadCurrent(), cancellation);
        if (_current != batch.BatchId) WholeFile.Write(station.Taken, CurrentPath, System.Text.Encoding.UTF8.GetBytes(batch.BatchId.ToString(CultureInfo.InvariantCulture)));
        _current = batch.BatchId;
        return batch;
    }

    /// <summary>The batch of a folder.</summary>
    /// <param name="known">The one that it was begun with; null for none.</param>
    internal Task<CaptureBatch> OfFolderAsync(string item, string name, long? known, CancellationToken cancellation) => NextAsync(item, name, known, cancellation);

    /// <summary>The batch that a file was going into before a crash, as long as it is open or has received it already; null where another has to be found.</summary>
    internal async Task<CaptureBatch?> FindKnownAsync(long? known, string path, CancellationToken cancellation) =>
        known is { } id && await catalog.Captures.GetAsync(id, cancellation) is { } batch && IsOurs(batch)
        && (IsOpen(batch) || (await catalog.ListSourcesAsync(id, cancellation)).Any(source => source.Path == path)) ? batch : null;

    private async Task<CaptureBatch> NextAsync(string scope, string name, long? known, CancellationToken cancellation)
    {
        if (known is { } id && await catalog.Captures.GetAsync(id, cancellation) is { } open && IsOpen(open)) return open;
        for (var after = known ?? 0; ;)
        {
            var batch = await opening.BeginAsync(name, station.Actor, string.Create(CultureInfo.InvariantCulture, $"{scope}\n{after}"), CaptureSource.Folder, null, 1, cancellation);
            if (batch.Device is null) await catalog.Captures.SetDeviceAsync(batch.BatchId, station.Name, cancellation);
            if (batch.PagesTotal == 0) await audit.WriteAsync(InputTold.Event($"begun {batch.BatchId}", time.GetUtcNow(), station.Actor, batch.BatchId, InputTold.Begun(null)), CancellationToken.None);
            if (IsOpen(batch)) return batch;
            after = batch.BatchId;
        }
    }

    /// <summary>The number comes from a share that others write to: it may name any batch.</summary>
    private bool IsOurs(CaptureBatch batch) => batch.Source == CaptureSource.Folder && batch.Operator == station.Actor;

    private bool IsOpen(CaptureBatch batch) => IsOurs(batch) && batch.Stage is (CaptureStage.Open or CaptureStage.Scanning);

    private long? ReadCurrent() =>
        FileFacts.Of(CurrentPath, follow: false) is { Kind: PathKind.RegularFile, Size: < 100 } && long.TryParse(File.ReadAllText(CurrentPath), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
