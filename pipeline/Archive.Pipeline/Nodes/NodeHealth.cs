using Archive.Domain;
using Archive.Pipeline.Sight;
using Microsoft.Extensions.Logging;

namespace Archive.Pipeline.Nodes;

/// <summary>What a node waits for, by the part of it that waits; told to the log as it changes. Safe for concurrent use.</summary>
public sealed class NodeHealth(ILogger log)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _problems = [];

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

        log.PartWaits(part, problem);
    }

    /// <summary>A part of the node goes on.</summary>
    internal void Works(string part)
    {
        lock (_gate)
        {
            if (!_problems.Remove(part)) return;
        }

        log.PartGoesOn(part);
    }

    /// <summary>True where not the work but a store or the machine is at fault, so that waiting may help.</summary>
    internal static bool IsOfTheEnvironment(Exception failure) =>
        failure is StoreUnavailableException or EnvironmentProblemException or UnauthorizedAccessException or DllNotFoundException
        || (failure is IOException and not FileNotFoundException) || Workers.DiskSpace.IsExhausted(failure);
}
