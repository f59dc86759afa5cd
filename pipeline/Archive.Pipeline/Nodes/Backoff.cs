namespace Archive.Pipeline.Nodes;

/// <summary>
/// Pauses that double up to a longest one, each drawn evenly from its upper half, so that nodes that lost a store together do not come back
/// together ("equal jitter").
/// </summary>
public sealed class Backoff(TimeSpan first, TimeSpan longest)
{
    private readonly TimeSpan _first = first;
    private TimeSpan _next = first;

    public TimeSpan Next()
    {
        var pause = _next * (0.5 + Random.Shared.NextDouble() / 2);
        _next = _next * 2 < longest ? _next * 2 : longest;
        return pause;
    }

    public void Reset() => _next = _first;
}
