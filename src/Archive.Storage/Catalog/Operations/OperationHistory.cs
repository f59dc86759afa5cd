using System.Text.Json;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Accounts;

namespace Archive.Storage.Catalog.Operations;

/// <summary>What the archive did over time, in a catalog of either kind.</summary>
internal sealed class OperationHistory(ICatalogDatabase database) : IOperationHistory
{
    public Task AddAsync(OperationSample sample, CancellationToken cancellation) => database.ExecuteAsync(
        """
        insert into operation_sample (at, pages_waiting, pages_in_work, oldest_waiting, files_unfinished, pages_last_minutes, needing_operator, rejected, failed, nodes, least_free_bytes, stages)
        values (@At, @PagesWaiting, @PagesInWork, @OldestWaiting, @FilesUnfinished, @PagesLastMinutes, @NeedingOperator, @Rejected, @Failed, @Nodes, @LeastFreeBytes, @Stages)
        on conflict (at) do nothing
        """,
        [SampleRow.Of(sample)],
        cancellation);

    public async Task<IReadOnlyList<OperationSample>> ListAsync(DateTimeOffset from, int every, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        var rows = await database.ListAsync<SampleRow>(
            SampleRow.Select + "where at >= @From and (at / @Minute) % @Every = 0 order by at", new { From = from.UtcTicks, Minute = TimeSpan.TicksPerMinute, Every = (long)every }, cancellation);
        return rows.ConvertAll(row => row.ToRecord());
    }

    public Task KeepNewestAsync(int newest, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(newest, 1);
        return database.ExecuteAsync(
            "delete from operation_sample where at <= (select at from operation_sample order by at desc limit 1 offset @Newest)", [new { Newest = newest }], cancellation);
    }

    public async Task<IReadOnlyDictionary<string, double>> MeanStagesAsync(int pages, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pages, 1);
        var results = await database.ListAsync<string>("select result from page where state = 'Finished' and result is not null order by finished_at desc limit @Pages", new { Pages = pages }, cancellation);
        return results.Select(PageResultJson.Read).SelectMany(result => result.Stages).GroupBy(stage => stage.Stage, StringComparer.Ordinal)
            .ToDictionary(stage => stage.Key, stage => stage.Sum(one => one.CpuMilliseconds) / results.Count, StringComparer.Ordinal);
    }

    /// <summary>A minute as the catalog keeps it.</summary>
    private sealed class SampleRow
    {
        internal const string Select =
            """
            select at as At, pages_waiting as PagesWaiting, pages_in_work as PagesInWork, oldest_waiting as OldestWaiting, files_unfinished as FilesUnfinished,
                   pages_last_minutes as PagesLastMinutes, needing_operator as NeedingOperator, rejected as Rejected, failed as Failed, nodes as Nodes,
                   least_free_bytes as LeastFreeBytes, stages as Stages
            from operation_sample
            """ + "\n";

        public long At { get; init; }

        public long PagesWaiting { get; init; }

        public int PagesInWork { get; init; }

        public long? OldestWaiting { get; init; }

        public int FilesUnfinished { get; init; }

        public int PagesLastMinutes { get; init; }

        public long NeedingOperator { get; init; }

        public long Rejected { get; init; }

        public long Failed { get; init; }

        public int Nodes { get; init; }

        public long? LeastFreeBytes { get; init; }

        public string Stages { get; init; } = "{}";

        internal static SampleRow Of(OperationSample sample) => new()
        {
            At = sample.At.UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute,
            PagesWaiting = sample.PagesWaiting,
            PagesInWork = sample.PagesInWork,
            OldestWaiting = sample.OldestWaiting?.UtcTicks,
            FilesUnfinished = sample.FilesUnfinished,
            PagesLastMinutes = sample.PagesLastMinutes,
            NeedingOperator = sample.NeedingOperator,
            Rejected = sample.Rejected,
            Failed = sample.Failed,
            Nodes = sample.Nodes,
            LeastFreeBytes = sample.LeastFreeBytes,
            Stages = JsonSerializer.Serialize(sample.Stages),
        };

        internal OperationSample ToRecord() => new(
            Ticks.Read(At), PagesWaiting, PagesInWork, Ticks.Read(OldestWaiting), FilesUnfinished, PagesLastMinutes, NeedingOperator, Rejected, Failed, Nodes, LeastFreeBytes,
            JsonSerializer.Deserialize<Dictionary<string, double>>(Stages)!);
    }
}
