using System.Collections.Concurrent;
using Archive.Domain;
using Archive.Domain.Capture;
using Archive.Imaging.Formats;
using Archive.Pipeline.Receive;
using Archive.Pipeline.Receive.Pdf;

namespace Archive.Pipeline.Batches;

/// <summary>Brings files that arrived whole into the batch of an operator. Safe for concurrent use; told again after a crash, nothing is doubled.</summary>
public sealed class CaptureReceiver(ArchiveStores stores, PdfToolOptions? pdfOptions = null)
{
    /// <summary>Others may change the batch in between: so often it is tried to put a page in another's place.</summary>
    private const int MostTrials = 20;

    /// <summary>What arrived whole is written by nobody any more.</summary>
    private readonly SourceReceiver _receiver = new(stores, new MasterInspector(pdfOptions), new() { Steady = TimeSpan.Zero });

    private readonly ConcurrentDictionary<long, SemaphoreSlim> _gates = new();

    /// <summary>First bytes that are needed to tell a format.</summary>
    public static int BytesToTell => FormatSniffer.BytesNeeded;

    /// <summary>Why a file that begins like this cannot be taken; null where it looks like an image or a PDF.</summary>
    public static string? Complaint(ReadOnlySpan<byte> head) => FormatSniffer.Sniff(head) switch
    {
        SniffedFormat.Known => null,
        SniffedFormat.Foreign foreign => foreign.Reason,
        _ => "it is neither an image nor a PDF",
    };

    /// <summary>Receives a file: stored and entered with its pages, or entered as a duplicate or as rejected with its reason.</summary>
    /// <param name="local">Where the file lies.</param>
    /// <param name="place">Where its pages go.</param>
    /// <param name="path">By this the catalog knows it, on whichever node it is told again; where it lies, by default.</param>
    /// <param name="isWanted">It is taken although another batch has the same bytes.</param>
    public async Task<SourceRecord> ReceiveAsync(CaptureBatch batch, string local, PagePlace place, CancellationToken cancellation, string? path = null, bool isWanted = false)
    {
        var gate = _gates.GetOrAdd(batch.BatchId, _ => new(1, 1));
        await gate.WaitAsync(cancellation);
        try
        {
            var ordinal = (await stores.Catalog.ListSourcesAsync(batch.BatchId, cancellation)).Count;
            var receipt = await _receiver.ReceiveAsync(batch.BatchId, batch.FeedFile, ordinal, path ?? local, cancellation, local, isOnce: !isWanted);
            await stores.Catalog.Captures.TouchAsync(batch.BatchId, cancellation);
            if (receipt.Source.Disposition == SourceDisposition.Received) await PutAsync(batch.BatchId, place, path ?? local, cancellation);
            return receipt.Source;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Puts the new pages into their place, whoever changes the batch meanwhile; where they stand already, nothing happens.</summary>
    private async Task PutAsync(long batchId, PagePlace place, string path, CancellationToken cancellation)
    {
        for (var trial = 0; place != PagePlace.Last && trial < MostTrials; trial++)
        {
            var batch = await stores.Catalog.Captures.GetAsync(batchId, cancellation);
            var pages = await stores.Catalog.Captures.ListPagesAsync(batchId, cancellation);
            var fresh = pages.Where(page => page.Page.SourcePath == path).ToList();
            if (batch is null || fresh.Count == 0 || place.Arrange(pages, fresh) is not { } arranged) return;
            if (await stores.Catalog.Captures.ArrangeAsync(batchId, batch.Version, arranged, cancellation) is not null) return;
        }
    }
}
