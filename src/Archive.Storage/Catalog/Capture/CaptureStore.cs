using Archive.Domain.Capture;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Rows;

namespace Archive.Storage.Catalog.Capture;

/// <summary>Batches of operators in a catalog of either kind.</summary>
internal sealed class CaptureStore(ICatalogDatabase database, TimeProvider time) : ICaptureStore
{
    public Task<CaptureBatch> BeginAsync(long batchId, string feedFile, string by, CaptureSource source, int? sheets, int sides, CancellationToken cancellation)
    {
        Check(sheets, sides);
        return database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    insert into capture (batch_id, feed_file_id, operator, source, sheets, sides, closed, created_at, version, change)
                    values (@BatchId, @FeedFile, @By, @Source, @Sheets, @Sides, 0, @At, 1, '') on conflict (batch_id) do nothing
                    """,
                    new { BatchId = batchId, FeedFile = FileId.Parse(feedFile), By = by, Source = source.ToString(), Sheets = sheets, Sides = sides, At = time.GetUtcNow().UtcTicks });
                return (await FindAsync(session, batchId))!.ToRecord();
            },
            cancellation);
    }

    public async Task<CaptureBatch?> GetAsync(long batchId, CancellationToken cancellation) =>
        (await database.ListAsync<CaptureRow>(CaptureRow.Select + "where batch_id = @BatchId", new { BatchId = batchId }, cancellation)).FirstOrDefault()?.ToRecord();

    public async Task<IReadOnlyList<CaptureBatch>> ListAsync(long? before, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var rows = await database.ListAsync<CaptureRow>(
            CaptureRow.Select + "where batch_id < @Before order by batch_id desc limit @Limit", new { Before = before ?? long.MaxValue, Limit = limit }, cancellation);
        return rows.ConvertAll(row => row.ToRecord());
    }

    public Task<bool> UpdateAsync(CaptureBatch batch, CancellationToken cancellation)
    {
        Check(batch.Sheets, batch.Sides);
        var change = NewChange();
        return database.WriteAsync(
            async session => await session.ExecuteAsync(
                "update capture set sheets = @Sheets, sides = @Sides, closed = @Closed, set_aside = @SetAside, " + CaptureRow.NextVersion,
                new { batch.BatchId, batch.Version, batch.Sheets, batch.Sides, Closed = batch.IsClosed ? 1 : 0, SetAside = batch.SetAsideReason, Change = change }) > 0
                || await IsMineAsync(session, batch.BatchId, change),
            cancellation);
    }

    public Task SetDeviceAsync(long batchId, string device, CancellationToken cancellation) =>
        database.ExecuteAsync("update capture set device = @Device where batch_id = @BatchId", [new { BatchId = batchId, Device = device }], cancellation);

    public Task<bool> ApproveAsync(long batchId, long version, string by, CancellationToken cancellation)
    {
        var change = NewChange();
        return database.WriteAsync(
            async session => await session.ExecuteAsync(
                "update capture set approved_at = @At, approved_by = @By, " + CaptureRow.SameApproval + " and set_aside is null",
                new { BatchId = batchId, Version = version, At = time.GetUtcNow().UtcTicks, By = by, Change = change }) > 0
                || await IsMineAsync(session, batchId, change),
            cancellation);
    }

    public Task TouchAsync(long batchId, CancellationToken cancellation) =>
        database.ExecuteAsync("update capture set version = version + 1, approved_at = null, approved_by = null where batch_id = @BatchId", [new { BatchId = batchId }], cancellation);

    public async Task<IReadOnlyList<CapturedPage>> ListPagesAsync(long batchId, CancellationToken cancellation)
    {
        var pages = await database.ListAsync<PageRow>(PageRow.OfBatch, new { BatchId = batchId }, cancellation);
        var arranged = (await database.ListAsync<ArrangementRow>(ArrangementRow.OfBatch, new { BatchId = batchId }, cancellation)).ToDictionary(row => row.PageId, row => row.ToRecord());
        return [.. pages.Select(row => row.ToRecord()).Select(page => new CapturedPage(page, arranged.GetValueOrDefault(page.Id) ?? PageArrangement.Of(page)))
            .OrderBy(page => page.Arrangement.Position).ThenBy(page => page.Page.Id)];
    }

    public Task<long?> ArrangeAsync(long batchId, long version, IReadOnlyDictionary<long, PageArrangement> pages, CancellationToken cancellation)
    {
        var rows = pages.Select(page => ArrangementRow.Of(page.Key, page.Value.Validated())).ToList();
        var change = NewChange();
        return database.WriteAsync<long?>(
            async session =>
            {
                var current = await FindAsync(session, batchId);
                if (current?.Change == change) return current.Version;
                if (current is not { ReleasedAt: null, SetAside: null }) return null;
                if (await session.ExecuteAsync("update capture set " + CaptureRow.NextVersion, new { BatchId = batchId, Version = version, Change = change }) == 0) return null;
                var known = (await session.ListAsync<TurnRow>("select id as Id, turn as Turn from page where batch_id = @BatchId", new { BatchId = batchId })).ToDictionary(page => page.Id, page => page.Turn);
                if (!rows.TrueForAll(row => known.ContainsKey(row.PageId))) throw new ArgumentException("A page is not of this batch.", nameof(pages));
                foreach (var row in rows)
                {
                    await session.ExecuteAsync(ArrangementRow.Put, row);
                    if (known[row.PageId] == row.Turn) continue;
                    await session.ExecuteAsync("update page set turn = @Turn where id = @PageId", row);
                    await database.ReopenPageAsync(session, row.PageId);
                }

                return version + 1;
            },
            cancellation);
    }

    public Task<bool> ReleaseAsync(long batchId, long version, ReleasePlan plan, string by, CancellationToken cancellation)
    {
        var change = NewChange();
        return database.WriteAsync(
            async session =>
            {
                if (await IsMineAsync(session, batchId, change)) return true;
                if (await FindAsync(session, batchId) is not { SetAside: null } batch || batch.PagesTotal != plan.AllPages || batch.PagesFinished != plan.AllPages) return false;
                var released = await session.ExecuteAsync(
                    "update capture set released_at = @At, released_by = @By, images = @Images, flagged = @Flagged, confidence = @Confidence, " + CaptureRow.SameApproval,
                    new { BatchId = batchId, Version = version, At = time.GetUtcNow().UtcTicks, By = by, Change = change, plan.Quality.Images, plan.Quality.Flagged, plan.Quality.Confidence });
                if (released == 0) return false;
                foreach (var page in plan.Samples)
                    await session.ExecuteAsync("insert into page_sample (page_id, batch_id, drawn_at) values (@Page, @BatchId, @At)", new { Page = page, BatchId = batchId, At = time.GetUtcNow().UtcTicks });
                for (var ordinal = 1; ordinal <= plan.Files.Count; ordinal++) await MakeFileAsync(session, batch, ordinal, plan.Files[ordinal - 1]);
                await session.ExecuteAsync("update file set page_count = 0 where id = @Feed", new { Feed = batch.FeedFileId });
                if (database.RecountFiles is { } recount) await session.ExecuteAsync(recount, new { BatchId = batchId });
                await session.ExecuteAsync("update batch set state = 'Processing' where id = @BatchId", new { BatchId = batchId });
                return true;
            },
            cancellation);
    }

    public async Task<IReadOnlyList<PageSample>> ListSamplesAsync(bool judged, long? before, int limit, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var rows = await database.ListAsync<SampleRow>(
            SampleRow.Select + $"where judged_at is {(judged ? "not " : "")}null and page_id < @Before order by page_id desc limit @Limit", new { Before = before ?? long.MaxValue, Limit = limit }, cancellation);
        return rows.ConvertAll(row => row.ToRecord());
    }

    public async Task<PageSample?> GetSampleAsync(long pageId, CancellationToken cancellation) =>
        (await database.ListAsync<SampleRow>(SampleRow.Select + "where page_id = @PageId", new { PageId = pageId }, cancellation)).FirstOrDefault()?.ToRecord();

    public Task<bool> JudgeAsync(long pageId, SampleVerdict verdict, string? note, string by, CancellationToken cancellation)
    {
        if (note is { Length: > PageSample.LongestNote }) throw new ArgumentException($"A note has at most {PageSample.LongestNote} characters.", nameof(note));
        var judged = new { PageId = pageId, Verdict = verdict.ToString(), Note = note, By = by, At = time.GetUtcNow().UtcTicks };
        return database.WriteAsync(
            async session => await session.ExecuteAsync(
                "update page_sample set verdict = @Verdict, note = @Note, judged_at = @At, judged_by = @By where page_id = @PageId and judged_at is null", judged) > 0
                // Where the answer was lost, it is there already.
                || await session.ListAsync<long>("select page_id from page_sample where page_id = @PageId and judged_at = @At and judged_by = @By and verdict = @Verdict", judged) is [_],
            cancellation);
    }

    public async Task<IReadOnlyList<ReleasedQuality>> ListQualityAsync(DateTimeOffset since, CancellationToken cancellation) =>
        (await database.ListAsync<QualityRow>(QualityRow.Select, new { Since = since.UtcTicks }, cancellation)).ConvertAll(row => row.ToRecord());

    public async Task<IReadOnlyList<PlannedDocument>> ListDocumentsAsync(string fileId, CancellationToken cancellation) => FileId.TryParse(fileId, out var id)
        ? (await database.ListAsync<DocumentRow>("select first_page as FirstPage, type as Type from document where file_id = @Id order by first_page", new { Id = id }, cancellation))
            .ConvertAll(row => new PlannedDocument(row.FirstPage, row.Type))
        : [];

    private static async Task MakeFileAsync(ICatalogSession session, CaptureRow batch, int ordinal, PlannedFile file)
    {
        var id = (await session.ListAsync<long>(
            """
            insert into file (batch_id, ordinal, name, case_number, page_count, received_at)
            select batch_id, @Ordinal, @Name, @Case, @Count, received_at from file where id = @Feed returning id
            """,
            new { Ordinal = ordinal, file.Name, Case = file.Case?.ToString(), file.Pages.Count, Feed = batch.FeedFileId }))[0];
        for (var number = 1; number <= file.Pages.Count; number++)
        {
            var moved = await session.ExecuteAsync(
                "update page set file_id = @File, file_ordinal = @Ordinal, number = @Number where id = @Id and batch_id = @BatchId",
                new { File = id, Ordinal = ordinal, Number = number, Id = file.Pages[number - 1], batch.BatchId });
            if (moved == 0) throw new ArgumentException($"Page {file.Pages[number - 1]} is not of this batch.", nameof(file));
        }

        foreach (var document in file.Documents)
            await session.ExecuteAsync("insert into document (file_id, first_page, type) values (@File, @FirstPage, @Type)", new { File = id, document.FirstPage, document.Type });
    }

    private static async Task<CaptureRow?> FindAsync(ICatalogSession session, long batchId) =>
        (await session.ListAsync<CaptureRow>(CaptureRow.Select + "where batch_id = @BatchId", new { BatchId = batchId })).FirstOrDefault();

    private static async Task<bool> IsMineAsync(ICatalogSession session, long batchId, string change) => (await FindAsync(session, batchId))?.Change == change;

    private static void Check(int? sheets, int sides)
    {
        if (sheets is < 0 or > CaptureBatch.MostSheets) throw new ArgumentOutOfRangeException(nameof(sheets), sheets, $"A batch has 0 to {CaptureBatch.MostSheets} sheets.");
        if (sides is not (1 or 2)) throw new ArgumentOutOfRangeException(nameof(sides), sides, "A sheet has one side that is scanned, or two.");
    }

    private static string NewChange() => Guid.NewGuid().ToString("N");

    private sealed class DocumentRow
    {
        public int FirstPage { get; init; }

        public string? Type { get; init; }
    }

    private sealed class TurnRow
    {
        public long Id { get; init; }

        public int? Turn { get; init; }
    }
}
