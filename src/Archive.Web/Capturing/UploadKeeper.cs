using Archive.Domain;
using Archive.Domain.Audit;
using Archive.Domain.Ports;
using Archive.Pipeline.Sight;
using Archive.Web.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archive.Web.Capturing;

/// <summary>
/// Goes on with uploads whose node ended, and clears away those that are over: what arrived whole goes into its batch, what nobody goes on with for a
/// week is given up. Every node of the service does; it may be done twice.
/// </summary>
internal sealed class UploadKeeper(IUploadSpool spool, UploadIntake intake, AuditWriter audit, TimeProvider time, ILogger<UploadKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>What arrived whole is its own node's for so long.</summary>
    private static readonly TimeSpan OwnTime = TimeSpan.FromMinutes(2);

    /// <summary>Whoever missed the answer asks within this time; whoever was interrupted goes on within that.</summary>
    private static readonly TimeSpan FinishedKept = TimeSpan.FromDays(1), UnfinishedKept = TimeSpan.FromDays(7);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // At the start of the only node there is nobody else whose they could be.
        var own = TimeSpan.Zero;
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await foreach (var state in spool.ListAsync(stoppingToken)) await LookAfterAsync(state, own, stoppingToken);
            }
            catch (Exception failure) when (failure is StoreUnavailableException or StorageFullException or IOException or UnauthorizedAccessException)
            {
                log.UploadsWait(SafeWords.Of(failure));
            }

            own = OwnTime;
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task LookAfterAsync(UploadState state, TimeSpan own, CancellationToken stop)
    {
        // Negative where a clock was set back: that makes nothing old, and keeps nothing waiting.
        var age = time.GetUtcNow() - state.ChangedAt;
        try
        {
            if (state.IsWhole && (age >= own || age < TimeSpan.Zero)) await intake.ReceiveAsync(state.Upload);
            else if (age > (state.IsFinished ? FinishedKept : UnfinishedKept)) await ForgetAsync(state, stop);
        }
        catch (Exception failure) when (!stop.IsCancellationRequested)
        {
            // It stays where it is, for the next time; the others go on.
            log.LeftUpload(state.Upload.BatchId, SafeWords.Of(failure));
        }
    }

    private async Task ForgetAsync(UploadState state, CancellationToken stop)
    {
        await spool.RemoveAsync(state.Upload.Id, stop);
        if (state.IsFinished) return;
        await audit.WriteAsync(InputTold.Event($"given up\n{state.Upload.Path}", time.GetUtcNow(), AuditEvent.System, state.Upload.BatchId, "upload that nobody went on with given up"), CancellationToken.None);
    }
}
