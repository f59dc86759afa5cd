using System.Text;
using Archive.Domain;
using Archive.Domain.Capture;
using Archive.Domain.Ports;

namespace Archive.Web.Capturing;

/// <summary>Begins batches for whoever feeds them.</summary>
internal sealed class BatchOpening(ICatalog catalog, IWorkQueue queue)
{
    /// <summary>Most characters of a batch's name.</summary>
    internal const int LongestName = 120;

    /// <summary>Ahead of bulk: an operator waits.</summary>
    private const int Priority = 10;

    /// <param name="by">Who begins it, as the audit ledger calls them.</param>
    /// <param name="key">Told again with the same key by the same one, it is the same batch as long as that is not complete.</param>
    internal async Task<CaptureBatch> BeginAsync(string name, string by, string key, CaptureSource source, int? sheets, int sides, CancellationToken cancellation)
    {
        var batch = await catalog.CreateBatchAsync(name, Sha256Digest.Of(Encoding.UTF8.GetBytes($"capture\n{by}\n{key}")), cancellation);
        var feed = await catalog.EnsureFileAsync(batch.Id, 0, name, null, cancellation);
        var capture = await catalog.Captures.BeginAsync(batch.Id, feed.Id, by, source, sheets, sides, cancellation);
        await queue.SetPriorityAsync(batch.Id, Priority, cancellation);
        return capture;
    }
}
