using Archive.Domain.Ports;
using Archive.Storage.Catalog.Rows;

namespace Archive.Storage.Catalog.Postgres;

/// <summary>What waits, over all batches; from counters and partial indexes, so that it costs the same at any number of finished pages.</summary>
internal static class QueueStatusQuery
{
    private const string Sql =
        $"""
        select (select coalesce(sum(pages_total - pages_finished), 0)::bigint from batch where state <> 'Complete')
                   - (select count(*) from page join batch on batch.id = page.batch_id where page.state = 'InWork' and batch.state <> 'Complete') as PagesWaiting,
               (select count(*) from page where state = 'InWork') as PagesInWork,
               (select min(received_at) from page where state = 'Received') as OldestWaiting,
               (select count(*) from file where {FileLeases.IsUnfinished}) as FilesUnfinished,
               (select count(*) from batch where state <> 'Complete') as BatchesOpen,
               (select count(*) from page where outcome <> 'Done' and outcome = 'NeedsOperator') as PagesNeedingOperator,
               (select count(*) from page where state = 'Finished' and finished_at > now() - interval '5 minutes') as PagesLastMinutes
        """;

    internal static async Task<QueueStatus> ReadAsync(PostgresSession session) => (await session.FirstAsync<Row>(Sql))!.ToRecord();

    private sealed class Row
    {
        public long PagesWaiting { get; init; }

        public int PagesInWork { get; init; }

        public object? OldestWaiting { get; init; }

        public int FilesUnfinished { get; init; }

        public int BatchesOpen { get; init; }

        public long PagesNeedingOperator { get; init; }

        public int PagesLastMinutes { get; init; }

        internal QueueStatus ToRecord() => new(
            PagesWaiting, PagesInWork, RowTime.ReadOptional(OldestWaiting), FilesUnfinished, BatchesOpen, PagesNeedingOperator, PagesLastMinutes);
    }
}
