using System.Globalization;
using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Capture;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Nodes;
using Archive.Pipeline.Sight;
using Archive.Web.Capturing;
using Archive.Web.Http;
using Microsoft.Extensions.Logging;

namespace Archive.Web.Scanning;

/// <summary>Brings scanned pages into their batch, in order; one that cannot go in just now is tried until it can.</summary>
internal sealed class ScanIntake(ScanSpool spool, ICatalog catalog, BatchOpening opening, CaptureReceiver receiver, AuditWriter audit, TimeProvider time, ILogger<ScanIntake> log)
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1), LongestWait = TimeSpan.FromSeconds(30);

    /// <exception cref="OperationCanceledException">The service ends; the page stays where it is, for the next start.</exception>
    internal async Task ReceiveAsync(Scan scan, int number, CancellationToken end)
    {
        var backoff = new Backoff(FirstWait, LongestWait);
        while (true)
        {
            try
            {
                await ReceiveOnceAsync(scan.Facts, number, end);
                scan.Problem = null;
                scan.Change(facts => facts with { Received = facts.Received + 1 });
                return;
            }
            catch (Exception failure) when (!end.IsCancellationRequested)
            {
                // A page that went through the scanner is not given up.
                if (scan.Problem is null) log.ScanWaits(scan.Facts.BatchId, SafeWords.Of(failure));
                scan.Problem = SafeWords.Of(failure);
            }

            await Task.Delay(backoff.Next(), time, end);
        }
    }

    private async Task ReceiveOnceAsync(ScanFacts scan, int number, CancellationToken end)
    {
        var path = spool.Ready(scan.Id, number);
        var batch = await BatchOfAsync(scan, end);
        var source = await receiver.ReceiveAsync(batch, path, batch.BatchId == scan.BatchId ? new(scan.Replaces, scan.Before) : PagePlace.Last, end);
        await audit.WriteAsync(InputTold.Event($"{batch.BatchId}\n{path}", time.GetUtcNow(), scan.Operator, batch.BatchId, InputTold.Of(source)), CancellationToken.None);
        ScanSpool.PutAway(path, source);
    }

    /// <summary>A batch that was released meanwhile takes nothing more: the pages go into one that follows it.</summary>
    private async Task<CaptureBatch> BatchOfAsync(ScanFacts scan, CancellationToken end)
    {
        var batch = await catalog.Captures.GetAsync(scan.BatchId, end) ?? throw new InvalidOperationException($"There is no batch {scan.BatchId}.");
        if (batch.ReleasedAt is null) return batch;
        var name = string.Create(CultureInfo.InvariantCulture, $"{batch.Name[..Math.Min(batch.Name.Length, BatchOpening.LongestName - 4)]} (2)");
        return await opening.BeginAsync(name, scan.Operator, $"scan {scan.Id}", CaptureSource.Scanner, null, batch.Sides, end);
    }
}
