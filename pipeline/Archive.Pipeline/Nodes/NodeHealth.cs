using Archive.Domain;

namespace Archive.Pipeline.Nodes;

/// <summary>What a node waits for, by the part of it that waits. Safe for concurrent use.</summary>
public sealed class NodeHealth
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _problems = [];

    /// <summary>Raised, outside any lock, with each problem that begins, changes or ends (null).</summary>
    public event Action<string, string?>? Changed;

    /// <summary>What the node waits for, one sentence for each; null where nothing is wrong.</summary>
    public string? Problem
    {
        get
        {
            lock (_gate) return _problems.Count == 0 ? null : string.Join(" ", _problems.Values.Distinct());
        }
    }

    /// <summary>A part of the node cannot go on.</summary>
    internal void Waits(string part, string problem)
    {
        lock (_gate)
        {
            if (_problems.GetValueOrDefault(part) == problem) return;
            _problems[part] = problem;
        }

        Changed?.Invoke(part, problem);
    }

    /// <summary>A part of the node goes on.</summary>
    internal void Works(string part)
    {
        lock (_gate)
        {
            if (!_problems.Remove(part)) return;
        }

        Changed?.Invoke(part, null);
    }

    /// <summary>True where not the work but a store or the machine is at fault, so that waiting may help.</summary>
    internal static bool IsOfTheEnvironment(Exception failure) =>
        failure is StoreUnavailableException or EnvironmentProblemException or UnauthorizedAccessException or DllNotFoundException
        || (failure is IOException and not FileNotFoundException) || Workers.DiskSpace.IsExhausted(failure);
}
