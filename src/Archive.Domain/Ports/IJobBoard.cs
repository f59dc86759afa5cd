namespace Archive.Domain.Ports;

public enum JobState
{
    /// <summary>Not running; it may have run before.</summary>
    Idle,
    Running,
    Failed,
}

/// <summary>Work in the background as the node that does it told last.</summary>
/// <param name="Node">Which node does it, or did it last.</param>
/// <param name="Progress">0 to 1; null where the end is not known.</param>
/// <param name="ToldAt">Told again and again while it runs: a running job of which nothing was heard for long has lost its node.</param>
/// <param name="FinishedAt">Null while it runs.</param>
/// <param name="Detail">What it does or found, in one sentence.</param>
public sealed record JobRecord(string Name, JobState State, string Node, double? Progress, DateTimeOffset StartedAt, DateTimeOffset ToldAt, DateTimeOffset? FinishedAt, string? Detail);

/// <summary>Work in the background, for all nodes of the service to see.</summary>
public interface IJobBoard
{
    /// <summary>Says how a job stands, in place of what was said of it before.</summary>
    Task TellAsync(JobRecord job, CancellationToken cancellation);

    /// <summary>Jobs that ever ran, by name.</summary>
    Task<IReadOnlyList<JobRecord>> ListAsync(CancellationToken cancellation);
}
