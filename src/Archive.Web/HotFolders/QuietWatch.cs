namespace Archive.Web.HotFolders;

/// <summary>
/// How long things have stood still, as seen from here: time stamps of a network share are by another clock, and copying programs set them back.
/// </summary>
internal sealed class QuietWatch(TimeProvider time)
{
    private readonly Dictionary<string, (object State, DateTimeOffset Since, DateTimeOffset First)> _seen = [];

    /// <summary>For how long the thing has been in this state.</summary>
    internal TimeSpan See(string path, object state)
    {
        var now = time.GetUtcNow();
        var isKnown = _seen.TryGetValue(path, out var before);
        if (isKnown && before.State.Equals(state) && before.Since <= now) return now - before.Since;
        _seen[path] = (state, now, isKnown ? before.First : now);
        return TimeSpan.Zero;
    }

    /// <summary>For how long the thing has been there, whatever its state.</summary>
    internal TimeSpan AgeOf(string path) => _seen.TryGetValue(path, out var seen) ? time.GetUtcNow() - seen.First : TimeSpan.Zero;

    /// <summary>The thing has another path now.</summary>
    internal void Move(string from, string to)
    {
        if (_seen.Remove(from, out var seen)) _seen[to] = seen;
    }

    /// <summary>Keeps no more than what is there.</summary>
    internal void ForgetOthers(IReadOnlySet<string> there)
    {
        foreach (var gone in _seen.Keys.Where(path => !there.Contains(path)).ToList()) _seen.Remove(gone);
    }
}
