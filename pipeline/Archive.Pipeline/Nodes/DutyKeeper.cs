using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Pipeline.Nodes;

/// <summary>Does what one does for all, as long as the catalog says that it is for this one to do.</summary>
public static class DutyKeeper
{
    /// <summary>Runs the work while the duty is held, and renews it meanwhile.</summary>
    /// <param name="holder">Unique among all that may take the duty.</param>
    /// <returns>False where another has the duty; nothing was done.</returns>
    /// <exception cref="StoreUnavailableException">The duty was lost while the catalog was away; the work was cut short.</exception>
    public static async Task<bool> RunAsync(
        IWorkQueue queue, string duty, string holder, TimeProvider time, Func<CancellationToken, Task> work, CancellationToken cancellation)
    {
        if (!await queue.TakeDutyAsync(duty, holder, cancellation)) return false;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var renewing = RenewAsync(queue, duty, holder, time, ended);
        try
        {
            await work(ended.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new StoreUnavailableException("catalog", $"the duty of {duty} went to another node meanwhile.");
        }
        finally
        {
            await ended.CancelAsync();
            await renewing;
            await LeaveAsync(queue, duty, holder);
        }

        return true;
    }

    /// <summary>Renews the duty until the work has ended; ends the work where it is lost.</summary>
    private static async Task RenewAsync(IWorkQueue queue, string duty, string holder, TimeProvider time, CancellationTokenSource ended)
    {
        try
        {
            do await Task.Delay(queue.LeaseTime / 4, time, ended.Token);
            while (await queue.TakeDutyAsync(duty, holder, ended.Token));
        }
        catch (Exception away) when (away is OperationCanceledException or StoreUnavailableException)
        {
            // Ended; or not to be renewed, so that another may take it.
        }

        await ended.CancelAsync();
    }

    private static async Task LeaveAsync(IWorkQueue queue, string duty, string holder)
    {
        try
        {
            await queue.LeaveDutyAsync(duty, holder, CancellationToken.None);
        }
        catch (StoreUnavailableException)
        {
            // It is over when it is not renewed.
        }
    }
}
