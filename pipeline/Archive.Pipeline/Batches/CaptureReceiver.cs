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
    /// <param name="replaces">The page that was scanned again; null for pages that come after all others.</param>
    public async Task<SourceRecord> ReceiveAsync(CaptureBatch batch, string path, long? replaces, CancellationToken cancellation)
    {
        var gate = _gates.GetOrAdd(batch.BatchId, _ => new(1, 1));
        await gate.WaitAsync(cancellation);
        try
        {
            var ordinal = (await stores.Catalog.ListSourcesAsync(batch.BatchId, cancellation)).Count;
            var receipt = await _receiver.ReceiveAsync(batch.BatchId, batch.FeedFile, ordinal, path, cancellation);
            await stores.Catalog.Captures.TouchAsync(batch.BatchId, cancellation);
            if (replaces is { } old && receipt.Source.Disposition == SourceDisposition.Received) await ReplaceAsync(batch.BatchId, old, path, cancellation);
            return receipt.Source;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The new pages stand where the old one stood, which is kept as scanned again.</summary>
    private async Task ReplaceAsync(long batchId, long old, string path, CancellationToken cancellation)
    {
        for (var trial = 0; trial < MostTrials; trial++)
        {
            var batch = await stores.Catalog.Captures.GetAsync(batchId, cancellation);
            var pages = await stores.Catalog.Captures.ListPagesAsync(batchId, cancellation);
            var (replaced, fresh) = (pages.FirstOrDefault(page => page.Page.Id == old), pages.Where(page => page.Page.SourcePath == path).ToList());
            if (batch is null || replaced is null || fresh.Count == 0 || replaced.Arrangement.ReplacedBy is not null) return;
            var was = replaced.Arrangement;
            var arranged = new Dictionary<long, PageArrangement>
            {
                [old] = was with { Disposition = PageDisposition.Rescanned, Starts = PageStart.Nothing, Case = null, DocumentType = null, IsAnswered = true, ReplacedBy = fresh[0].Page.Id },
            };
            for (var i = 0; i < fresh.Count; i++)
                arranged[fresh[i].Page.Id] = i == 0 ? was with { Position = was.Position + 1, Disposition = PageDisposition.Image, Turn = null, IsAnswered = false } : new(was.Position + 1 + i, PageDisposition.Image);
            if (await stores.Catalog.Captures.ArrangeAsync(batchId, batch.Version, arranged, cancellation) is not null) return;
        }
    }
}
