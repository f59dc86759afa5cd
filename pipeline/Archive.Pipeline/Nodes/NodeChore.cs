using Archive.Pipeline.Batches;
using Archive.Pipeline.Sight;

namespace Archive.Pipeline.Nodes;

/// <summary>What a node looks at from time to time beside its work.</summary>
internal static class NodeChore
{
    /// <summary>Looks again and again until it is to end. Where a store is away, that is said, and the next look is another try.</summary>
    /// <param name="what">For the log: what waits.</param>
    /// <param name="interval">Pause between looks.</param>
    internal static async Task RunAsync(ArchiveStores stores, string what, TimeSpan interval, Func<CancellationToken, Task> look, CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            try
            {
                await look(cancellation);
            }
            catch (Exception failure) when (NodeHealth.IsOfTheEnvironment(failure))
            {
                stores.Log.PartWaits(what, SafeWords.Of(failure));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                return;
            }

            // Ends at once with the cancellation, without an exception.
            await Task.Delay(interval, stores.Time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
