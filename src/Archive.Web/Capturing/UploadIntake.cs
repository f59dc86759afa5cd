using System.Globalization;
using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Capture;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;

namespace Archive.Web.Capturing;

/// <summary>Gives to their batches the files that have arrived whole, whether somebody waits for the answer or a node ended before it gave it.</summary>
internal sealed class UploadIntake(IUploadSpool spool, ICatalog catalog, BatchOpening opening, CaptureReceiver receiver, AuditWriter audit, TimeProvider time)
{
    /// <summary>Told again after a crash, on whichever node, nothing is doubled.</summary>
    internal async Task<SourceRecord> ReceiveAsync(Upload upload)
    {
        var batch = await BatchOfAsync(upload);
        var place = batch.BatchId == upload.BatchId ? new PagePlace(upload.Replaces, upload.Before) : PagePlace.Last;
        SourceRecord source;
        await using (var local = await spool.LeaseLocalAsync(upload, CancellationToken.None)) source = await receiver.ReceiveAsync(batch, local.Path, place, CancellationToken.None, upload.Path);
        await audit.WriteAsync(InputTold.Event($"{batch.BatchId}\n{upload.Path}", time.GetUtcNow(), upload.Owner, batch.BatchId, InputTold.Of(source)), CancellationToken.None);
        await spool.FinishAsync(upload, CancellationToken.None);
        return source;
    }

    /// <summary>A batch that was released meanwhile takes nothing more: the pages go into one that follows it.</summary>
    private async Task<CaptureBatch> BatchOfAsync(Upload upload)
    {
        var batch = await catalog.Captures.GetAsync(upload.BatchId, CancellationToken.None) ?? throw new InvalidOperationException($"There is no batch {upload.BatchId}.");
        if (batch.ReleasedAt is null) return batch;
        var name = string.Create(CultureInfo.InvariantCulture, $"{batch.Name[..Math.Min(batch.Name.Length, BatchOpening.LongestName - 4)]} (2)");
        return await opening.BeginAsync(name, upload.Owner, string.Create(CultureInfo.InvariantCulture, $"after batch {batch.BatchId}"), CaptureSource.Upload, null, batch.Sides, CancellationToken.None);
    }
}
