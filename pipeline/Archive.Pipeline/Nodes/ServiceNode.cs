using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Sight;

namespace Archive.Pipeline.Nodes;

/// <summary>
/// A node of the service that works no pages itself: presents itself to the others, and looks whether catalog, objects and index answer, so that a
/// load balancer sends nobody to a node that can show nothing.
/// </summary>
public sealed class ServiceNode(ArchiveStores stores, IWorkQueue queue, NodeOptions options, NodeAnnouncement self)
{
    /// <summary>Asked for and never there: the answer alone counts.</summary>
    private const string NoFile = "F00000000";

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private static readonly Sha256Digest NoObject = Sha256Digest.Of([]);

    private readonly SpaceGuard _space = new(stores.TemporaryFolder, options.Validated());

    public NodeHealth Health { get; } = new(stores.Log);

    /// <summary>Looks again and again until the node ends, then takes it off the list.</summary>
    public async Task RunAsync(CancellationToken end)
    {
        while (!end.IsCancellationRequested)
        {
            await LookAsync("objects", token => stores.Objects.ExistsAsync(ObjectKind.Master, NoObject, token), end);
            await LookAsync("index", token => stores.Index.ListFileAsync(NoFile, token), end);
            await LookAsync("disk", _ => Task.Run(_space.Require, CancellationToken.None), end);
            await LookAsync("catalog", AnnounceAsync, end);
            await Task.Delay(Interval, stores.Time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await LookAsync("catalog", token => queue.LeaveAsync(self.Id, token), CancellationToken.None);
    }

    private Task AnnounceAsync(CancellationToken cancellation) =>
        queue.AnnounceAsync(self with { Problem = Health.Problem, FreeBytes = _space.Known, LeastFreeBytes = options.LeastFreeBytes }, cancellation);

    private async Task LookAsync(string part, Func<CancellationToken, Task> look, CancellationToken end)
    {
        try
        {
            await look(end);
            Health.Works(part);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // It ends.
        }
        catch (Exception failure)
        {
            if (!NodeHealth.IsOfTheEnvironment(failure)) stores.Log.Survived(part, failure);
            Health.Waits(part, SafeWords.Of(failure));
        }
    }
}
