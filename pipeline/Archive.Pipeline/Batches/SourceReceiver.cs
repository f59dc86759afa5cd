using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Receive;
using Archive.Pipeline.Sight;

namespace Archive.Pipeline.Batches;

/// <summary>A source as it now stands in the catalog, and the pages that it newly brought.</summary>
internal sealed record SourceReceipt(SourceRecord Source, int NewPages);

/// <summary>Brings one input into the archive: looked at, stored and durable, then entered; or entered as rejected with its reason.</summary>
internal sealed class SourceReceiver(ArchiveStores stores, MasterInspector inspector, SourceReaderOptions options)
{
    /// <summary>Receives a file into a personal file.</summary>
    /// <param name="path">By this the catalog knows it.</param>
    /// <param name="local">Where it lies; null where that is its path.</param>
    /// <param name="isOnce">The same bytes in another batch make it a duplicate too.</param>
    /// <exception cref="IOException">The object store cannot be written.</exception>
    internal async Task<SourceReceipt> ReceiveAsync(long batchId, string fileId, int ordinal, string path, CancellationToken cancellation, string? local = null, bool isOnce = false)
    {
        await using var source = await SourceReader.OpenAsync(local ?? path, stores.Time, options, cancellation);
        if (Complaint(source.State) is { } complaint) return await RejectAsync(batchId, ordinal, path, null, complaint, cancellation);
        switch (await inspector.InspectAsync(local ?? path, cancellation))
        {
            case MasterInspection.Rejected rejected:
                var digest = await DigestOf.StreamAsync(source.Stream, cancellation);
                return await RejectAsync(batchId, ordinal, path, digest, rejected.Reason, cancellation);
            case MasterInspection.Accepted accepted:
                return await StoreAsync(batchId, fileId, ordinal, path, source, accepted, isOnce, cancellation);
            case var other:
                throw new InvalidOperationException($"Unknown inspection {other}.");
        }
    }

    /// <summary>Enters an input that the plan has already turned down.</summary>
    internal async Task<SourceReceipt> RejectAsync(
        long batchId, int ordinal, string path, Sha256Digest? digest, string reason, CancellationToken cancellation) =>
        new(await stores.Catalog.RejectSourceAsync(batchId, ordinal, path, digest, reason, cancellation), 0);

    private async Task<SourceReceipt> StoreAsync(
        long batchId, string fileId, int ordinal, string path, SourceReader source, MasterInspection.Accepted accepted, bool isOnce, CancellationToken cancellation)
    {
        var master = await ArchiveTraces.StepAsync("put master", () => stores.Objects.PutAsync(ObjectKind.Master, source.Stream, cancellation));
        if (Complaint(source.ConfirmUnchanged()) is { } complaint) return await RejectAsync(batchId, ordinal, path, master.Digest, complaint, cancellation);
        var entry = new ReceivedSource(ordinal, path, master, accepted.Format, accepted.PageCount) { IsOnce = isOnce };
        var record = await ArchiveTraces.StepAsync("enter source", () => stores.Catalog.AddSourceAsync(batchId, fileId, entry, cancellation));
        if (record.Disposition != SourceDisposition.Received) return new(record, 0);
        await PremisEvents.ReceivedAsync(stores, master, path, cancellation);
        return new(record, accepted.PageCount);
    }

    private static string? Complaint(SourceState state) => state switch
    {
        SourceState.StillGrowing growing => growing.Reason,
        SourceState.Unreadable unreadable => unreadable.Reason,
        _ => null,
    };
}
