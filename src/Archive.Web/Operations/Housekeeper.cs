using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Web.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archive.Web.Operations;

/// <summary>Takes out of the catalog what is over: sessions that ended, and answers that nobody asks for again. Every node of the service does; it may be done twice.</summary>
internal sealed class Housekeeper(ICatalog catalog, TimeProvider time, ILogger<Housekeeper> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    /// <summary>A request may be told again for so long.</summary>
    private static readonly TimeSpan AnswersKept = TimeSpan.FromDays(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await TidyAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is StoreUnavailableException or StorageFullException)
            {
                log.NotTidied(failure.GetType().Name);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    internal async Task TidyAsync(CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await catalog.Sessions.PruneAsync(now, cancellation);
        await catalog.Answers.RemoveBeforeAsync(now - AnswersKept, cancellation);
    }
}
