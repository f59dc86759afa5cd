namespace Archive.Pipeline.Nodes;

/// <summary>Ends the pauses of all who wait for something to do. Safe for concurrent use.</summary>
internal sealed class WakeUp
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the next call. To be taken before looking for work, so that what comes in between is not slept through.</summary>
    internal Task Next => Volatile.Read(ref _next).Task;

    internal void Call() => Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
