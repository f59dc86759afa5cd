using System.Collections.Concurrent;
using System.Globalization;
using System.Threading.Channels;
using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Sight;
using Archive.Web.Capturing;
using Archive.Web.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archive.Web.Scanning;

/// <summary>The scans of this node: those that run, those that ended of late, and those that an earlier process left behind.</summary>
internal sealed class Scans(ScanSpool spool, ScanIntake intake, Sane sane, ScannerList scanners, ServiceOptions options, AuditWriter audit, TimeProvider time, ILogger<Scans> log) : BackgroundService
{
    /// <summary>So long one can be asked how it ended.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, Scan> _all = new();
    private readonly ConcurrentDictionary<string, Scan> _byDevice = new();
    private readonly ConcurrentDictionary<string, Task> _running = new();
    private readonly CancellationTokenSource _end = new();

    /// <summary>Newest first.</summary>
    internal IReadOnlyList<Scan> Of(long batchId) => [.. _all.Values.Where(scan => scan.Facts.BatchId == batchId).OrderByDescending(scan => scan.Facts.StartedAt).ThenByDescending(scan => scan.Facts.Id, StringComparer.Ordinal)];

    internal Scan? Find(long batchId, string id) => _all.TryGetValue(id, out var scan) && scan.Facts.BatchId == batchId ? scan : null;

    /// <summary>Begins a scan.</summary>
    /// <returns>Null where the scanner is in use.</returns>
    internal Scan? Start(long batchId, ScanProfile profile, int sides, PagePlace place, string by)
    {
        var scan = new Scan(new(Guid.CreateVersion7().ToString("N"), batchId, profile.Name, profile.Device, sides, place.Replaces, by, time.GetUtcNow(), Before: place.Before));
        if (!_byDevice.TryAdd(profile.Device, scan)) return null;
        try
        {
            var folder = spool.Begin(scan.Facts);
            _all[scan.Facts.Id] = scan;
            _running[scan.Facts.Id] = Task.Run(() => RunAsync(scan, profile, folder));
            return scan;
        }
        catch
        {
            _byDevice.TryRemove(profile.Device, out _);
            throw;
        }
    }

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var facts in spool.List())
        {
            if (facts.FinishedAt is { } finished && time.GetUtcNow() - finished > Kept && spool.ListWhole(facts.Id).Count == 0 && !spool.HasRejected(facts.Id)) spool.Remove(facts.Id);
            else _all[facts.Id] = new(facts);
        }

        return base.StartAsync(cancellationToken);
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _end.CancelAsync();
        await Task.WhenAll(_running.Values).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await base.StopAsync(cancellationToken);
    }

    public override void Dispose()
    {
        _end.Dispose();
        base.Dispose();
    }

    /// <summary>What an earlier process did not finish: its pages go into their batches first.</summary>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var scan in _all.Values.Where(scan => !_running.ContainsKey(scan.Facts.Id)).OrderBy(scan => scan.Facts.StartedAt))
        {
            if (scan.Facts.FinishedAt is not null && spool.ListWhole(scan.Facts.Id).Count == 0) continue;
            try
            {
                await TakeLeftAsync(scan, stoppingToken);
                // scanimage may outlive the service by the page that it has in hand.
                for (var before = spool.GrowingBytes(scan.Facts.Id); before is not null;)
                {
                    await Task.Delay(Look, time, stoppingToken);
                    var now = spool.GrowingBytes(scan.Facts.Id);
                    before = now == before ? null : now;
                }

                await TakeLeftAsync(scan, stoppingToken);
                if (scan.Facts.Outcome == ScanOutcome.Running) await FinishAsync(scan, ScanOutcome.Failed, ScanEnding.Interrupted);
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                // It stays where it is, for the next start.
                log.ScanWaits(scan.Facts.BatchId, SafeWords.Of(failure));
            }
        }
    }

    private async Task RunAsync(Scan scan, ScanProfile profile, string folder)
    {
        try
        {
            var pages = Channel.CreateUnbounded<int>();
            var receiving = ReceiveAllAsync(scan, pages.Reader);
            (ScanOutcome Outcome, string? Word) ended = (ScanOutcome.Failed, "unexpected");
            try
            {
                ended = await new ScanRun(sane, scanners, options.ScanTimeOut, time).RunAsync(scan, profile, folder, pages.Writer, _end.Token);
            }
            finally
            {
                _byDevice.TryRemove(profile.Device, out _);
                pages.Writer.Complete();
            }

            // It is done when its pages are in the batch, those too that were whole and not told of.
            await receiving;
            await TakeLeftAsync(scan, _end.Token);
            await FinishAsync(scan, ended.Outcome, ended.Word);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The next start goes on with what is in the spool.
        }
        catch (Exception failure)
        {
            log.Bug(failure.GetType().Name, "scan", SafeWords.StackOf(failure));
            scan.Change(facts => facts with { Outcome = ScanOutcome.Failed, Word = "unexpected", FinishedAt = time.GetUtcNow() });
        }
        finally
        {
            _running.TryRemove(scan.Facts.Id, out _);
        }
    }

    private async Task ReceiveAllAsync(Scan scan, ChannelReader<int> pages)
    {
        await foreach (var number in pages.ReadAllAsync(_end.Token)) await intake.ReceiveAsync(scan, number, _end.Token);
    }

    private async Task TakeLeftAsync(Scan scan, CancellationToken end)
    {
        foreach (var number in spool.ListWhole(scan.Facts.Id))
        {
            scan.Change(facts => facts with { Pages = Math.Max(facts.Pages, number) });
            await intake.ReceiveAsync(scan, number, end);
        }
    }

    private async Task FinishAsync(Scan scan, ScanOutcome outcome, string? word)
    {
        var facts = scan.Facts with { Outcome = outcome, Word = word, FinishedAt = time.GetUtcNow() };
        try
        {
            var ended = string.Create(CultureInfo.InvariantCulture, $"scan ended: {outcome}{(word is null ? "" : $" ({word})")}, {facts.Pages} pages");
            await audit.WriteAsync(InputTold.Event($"scan {facts.Id} ended", time.GetUtcNow(), facts.Operator, facts.BatchId, ended), CancellationToken.None);
            spool.Save(facts);
        }
        catch (IOException failure)
        {
            // Nothing of the scan itself is lost; the next start tells that it was interrupted.
            log.ScanWaits(facts.BatchId, SafeWords.Of(failure));
        }

        scan.Change(now => facts with { Pages = now.Pages, Received = now.Received });
    }
}
