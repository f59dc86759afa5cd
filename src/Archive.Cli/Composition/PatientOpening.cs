using Archive.Cli.Sight;
using Archive.Domain;
using Archive.Pipeline.Sight;
using Microsoft.Extensions.Logging;

namespace Archive.Cli.Composition;

/// <summary>A node that starts while a store is away waits for it like one that was there before.</summary>
internal static class PatientOpening
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1), Longest = TimeSpan.FromSeconds(30);

    /// <returns>Null where it was told to end before.</returns>
    internal static async Task<T?> RunAsync<T>(Func<Task<T>> open, ILogger log, CancellationToken end)
        where T : class
    {
        for (var pause = First; ; pause = pause < Longest ? pause * 2 : pause)
        {
            try
            {
                return await open();
            }
            catch (StoreUnavailableException away)
            {
                log.StartWaits(SafeWords.Of(away));
            }
            catch (OperationCanceledException)
            {
                return null;
            }

            await Task.Delay(pause, TimeProvider.System, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (end.IsCancellationRequested) return null;
        }
    }
}
