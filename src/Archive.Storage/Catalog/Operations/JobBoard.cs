using Archive.Domain.Ports;
using Archive.Storage.Catalog.Accounts;

namespace Archive.Storage.Catalog.Operations;

/// <summary>Work in the background, in a catalog of either kind.</summary>
internal sealed class JobBoard(ICatalogDatabase database) : IJobBoard
{
    public Task TellAsync(JobRecord job, CancellationToken cancellation) => database.ExecuteAsync(
        """
        insert into job (name, state, node, progress, started_at, told_at, finished_at, detail) values (@Name, @State, @Node, @Progress, @StartedAt, @ToldAt, @FinishedAt, @Detail)
        on conflict (name) do update set state = excluded.state, node = excluded.node, progress = excluded.progress, started_at = excluded.started_at, told_at = excluded.told_at,
            finished_at = excluded.finished_at, detail = excluded.detail
        """,
        [Row.Of(job)],
        cancellation);

    public async Task<IReadOnlyList<JobRecord>> ListAsync(CancellationToken cancellation) => (await database.ListAsync<Row>(
        """
        select name as Name, state as State, node as Node, progress as Progress, started_at as StartedAt, told_at as ToldAt, finished_at as FinishedAt, detail as Detail
        from job order by name
        """,
        new { },
        cancellation)).ConvertAll(row => row.ToRecord());

    /// <summary>A job as the catalog keeps it.</summary>
    private sealed class Row
    {
        public string Name { get; init; } = "";

        public string State { get; init; } = "";

        public string Node { get; init; } = "";

        public double? Progress { get; init; }

        public long StartedAt { get; init; }

        public long ToldAt { get; init; }

        public long? FinishedAt { get; init; }

        public string? Detail { get; init; }

        internal static Row Of(JobRecord job) => new()
        {
            Name = job.Name,
            State = job.State.ToString(),
            Node = job.Node,
            Progress = job.Progress,
            StartedAt = job.StartedAt.UtcTicks,
            ToldAt = job.ToldAt.UtcTicks,
            FinishedAt = job.FinishedAt?.UtcTicks,
            Detail = job.Detail,
        };

        internal JobRecord ToRecord() =>
            new(Name, Enum.Parse<JobState>(State), Node, Progress, Ticks.Read(StartedAt), Ticks.Read(ToldAt), Ticks.Read(FinishedAt), Detail);
    }
}
