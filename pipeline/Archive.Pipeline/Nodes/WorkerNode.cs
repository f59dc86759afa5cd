using System.Collections.Concurrent;
using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Pipeline.Assembly;
using Archive.Pipeline.Batches;
using Archive.Pipeline.Sight;
using Archive.Pipeline.Workers;

namespace Archive.Pipeline.Nodes;

/// <summary>
/// A node's share of the work of many: leases pages and works them in its page workers, leases whole files and brings them to their end, and
/// keeps house (leases of silent nodes, finished batches). Where a store or the machine is not fit it puts back what it holds, says so, waits
/// with growing pauses, and goes on by itself.
/// </summary>
public sealed class WorkerNode
{
    private readonly ArchiveStores _stores;
    private readonly IWorkQueue _queue;
    private readonly NodeOptions _options;
    private readonly NodeAnnouncement _self;
    private readonly PageWorkerOptions _workers;
    private readonly WorkerCommand _command;
    private readonly SpaceGuard _space;

    /// <summary>What could not be put back because the catalog was away; should the node die before, the leases run out.</summary>
    private readonly ConcurrentQueue<Func<Task>> _toReturn = new();

    /// <summary>A page was finished or a file assembled here: there may be a file to go on with.</summary>
    private readonly WakeUp _progress = new();

    /// <summary>The node is known to the catalog: before, it is given nothing.</summary>
    private readonly TaskCompletionSource _announced = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <param name="self">The node as it presents itself; whether it drains or waits is filled in here.</param>
    public WorkerNode(ArchiveStores stores, IWorkQueue queue, WorkerCommand command, PageWorkerOptions workers, NodeOptions options, NodeAnnouncement self)
    {
        (_stores, _queue, _command, _workers, _options, _self) = (stores, queue, command, workers.Validated(), options.Validated(), self);
        _space = new(stores.TemporaryFolder, options);
        Health = new(stores.Log);
    }

    public NodeHealth Health { get; }

    /// <summary>Works until it is to drain, finishes what it has in hand, and leaves.</summary>
    /// <param name="drain">No more work is taken once it is cancelled.</param>
    /// <param name="abort">What is in hand is put back at once when it is cancelled.</param>
    public async Task RunAsync(CancellationToken drain, CancellationToken abort)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(abort);
        await using var pool = new PageWorkerPool(_command, _workers, _stores.Time);
        var beat = Task.Run(() => LoopAsync("heartbeat", _queue.LeaseTime / 4, token => BeatAsync(drain, token), ended.Token), CancellationToken.None);
        var house = Task.Run(() => LoopAsync("housekeeping", _options.HousekeepingInterval, KeepHouseAsync, drain), CancellationToken.None);
        var pages = new PageStep(_stores, pool);
        await Task.WhenAny(_announced.Task, Task.Delay(Timeout.Infinite, drain));
        List<Task> work = [.. Enumerable.Range(0, _workers.Workers).Select(number =>
            Task.Run(() => LoopAsync($"page loop {number + 1}", _options.IdlePause, token => WorkPageAsync(pages, token, abort), drain), CancellationToken.None))];
        work.Add(Task.Run(() => LoopAsync("file loop", _options.IdlePause, token => WorkFileAsync(_options.CanIndex, token, abort), drain, _progress), CancellationToken.None));
        // While the index is away files are assembled and stored all the same: a loop that waits for the one cannot do the other.
        if (_options.CanIndex) work.Add(Task.Run(() => LoopAsync("assembly loop", _options.IdlePause, token => WorkFileAsync(false, token, abort), drain, _progress), CancellationToken.None));
        await Task.WhenAll([.. work, house]);
        await ended.CancelAsync();
        await beat;
        await LeaveAsync();
    }

    /// <summary>Repeats a step: at once where it did something, after a pause where there was nothing to do, later and later where it cannot.</summary>
    private async Task LoopAsync(string part, TimeSpan pause, Func<CancellationToken, Task<bool>> step, CancellationToken stop, WakeUp? wakeUp = null)
    {
        var backoff = new Backoff(_options.FirstWait, _options.LongestWait);
        while (!stop.IsCancellationRequested)
        {
            var wait = TimeSpan.Zero;
            var called = wakeUp?.Next;
            try
            {
                if (!await step(stop)) wait = pause;
                backoff.Reset();
                Health.Works(part);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                if (!NodeHealth.IsOfTheEnvironment(failure)) _stores.Log.Survived(part, failure);
                Health.Waits(part, SafeWords.Of(failure));
                (wait, called) = (backoff.Next(), null);
            }

            if (wait > TimeSpan.Zero) await PauseAsync(wait, called, stop);
        }
    }

    /// <summary>Waits until the pause is over, somebody calls or it is to stop: the caller's loop looks for itself.</summary>
    private async Task PauseAsync(TimeSpan pause, Task? called, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var delay = Task.Delay(pause, _stores.Time, over.Token);
        await Task.WhenAny(delay, called ?? delay);
        await over.CancelAsync();
    }

    private async Task<bool> BeatAsync(CancellationToken drain, CancellationToken cancellation)
    {
        await _queue.AnnounceAsync(_self with { Draining = drain.IsCancellationRequested, Problem = Health.Problem, FreeBytes = _space.Known, LeastFreeBytes = _options.LeastFreeBytes }, cancellation);
        _announced.TrySetResult();
        while (_toReturn.TryPeek(out var putBack))
        {
            await putBack();
            _toReturn.TryDequeue(out _);
        }

        return false;
    }

    private async Task<bool> KeepHouseAsync(CancellationToken cancellation)
    {
        await _queue.ReclaimAsync(cancellation);
        await _queue.CompleteBatchesAsync(cancellation);
        return false;
    }

    private async Task<bool> WorkPageAsync(PageStep pages, CancellationToken drain, CancellationToken abort)
    {
        _space.Require();
        if (await _queue.LeasePageAsync(_self.Id, drain) is not { } page) return false;
        try
        {
            if (await pages.TryFinishAsync(page, abort)) _progress.Call();
        }
        catch (Exception failure) when (failure is OperationCanceledException || NodeHealth.IsOfTheEnvironment(failure))
        {
            await PutBackAsync(() => _queue.ReturnPageAsync(_self.Id, page.Id, CancellationToken.None));
            throw;
        }
        catch (Exception bug)
        {
            // Counted, so that a page which breaks the host's own code ends as a placeholder for the operator and not in a loop.
            _stores.Log.Survived($"page {page.Number} of {page.FileId}", bug);
            await _stores.Catalog.FailPageAsync(page.Id, PageProblem.Crashed, abort);
        }

        return true;
    }

    private async Task PutBackAsync(Func<Task> putBack)
    {
        try
        {
            await putBack();
        }
        catch (StoreUnavailableException)
        {
            _toReturn.Enqueue(putBack);
        }
    }

    private async Task<bool> WorkFileAsync(bool index, CancellationToken drain, CancellationToken abort)
    {
        _space.Require();
        if (await _queue.LeaseFileAsync(_self.Id, index, drain) is not { } file) return false;
        var notBefore = _options.FirstWait;
        try
        {
            var step = new FileStep(_stores, new FileAssembler(_stores), index ? new FileIndexer(_stores) : null);
            await step.CompleteAsync(file.Id, abort);
            notBefore = step.Problems.Count > 0 ? _options.BrokenFilePause : TimeSpan.Zero;
        }
        catch (Exception bug) when (bug is not OperationCanceledException && !NodeHealth.IsOfTheEnvironment(bug))
        {
            _stores.Log.Survived($"file {file.Id}", bug);
            notBefore = _options.BrokenFilePause;
        }
        finally
        {
            await PutBackAsync(() => _queue.ReturnFileAsync(_self.Id, file.Id, notBefore, CancellationToken.None));
        }

        _progress.Call();

        return true;
    }

    private async Task LeaveAsync()
    {
        try
        {
            await _queue.LeaveAsync(_self.Id, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // The leases run out by themselves.
        }
    }
}
