using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Postgres;

namespace Archive.Storage.Tests.Catalog;

/// <summary>Something was done and the answer lost on the way: the call is repeated, and nothing is doubled or forgotten.</summary>
[Collection(ShakyPostgresCollection.Name)]
public sealed class PostgresLostAnswerTests(PostgresFixture postgres) : CatalogContract
{
    // As a whole: "begin" names an isolation level that has the word in it too.
    private const string Commit = "COMMIT\0";
    private const string Lease = "for update skip locked";

    private string? _database;
    private LostAnswerProxy? _proxy;

    private PostgresCatalog Postgres => (PostgresCatalog)Catalog;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        await _proxy!.DisposeAsync();
    }

    [Fact]
    public async Task CreateBatch_AnswerLost_IsOneBatch()
    {
        var batch = await LosingAsync(() => NewBatchAsync());
        Assert.Equal([batch], await Catalog.ListBatchesAsync(None));
    }

    [Fact]
    public async Task AddSource_AnswerLost_EntersThePagesOnce()
    {
        var batch = await NewBatchAsync();
        var file = await LosingAsync(() => Catalog.EnsureFileAsync(batch.Id, 0, "file", null, None));
        var source = await LosingAsync(() => Catalog.AddSourceAsync(batch.Id, file.Id, Source(0, "/in/a.tif", pages: 3), None));

        Assert.Equal(SourceDisposition.Received, source.Disposition);
        Assert.Equal((0, 3), await Catalog.CountPagesAsync(batch.Id, None));
        Assert.Equal(3, (await Catalog.ListPagesAsync(file.Id, None)).Count);
    }

    [Fact]
    public async Task LeasePage_AnswerLost_GivesThePageThatWasTaken()
    {
        var (_, file) = await NewFileAsync(2);
        await AnnounceAsync();

        var page = await LosingAsync(() => Postgres.LeasePageAsync("node", None), Lease);

        Assert.Equal((1, 1), (page!.Number, page.Attempts));
        Assert.Equal([PageState.InWork, PageState.Received], (await Catalog.ListPagesAsync(file.Id, None)).Select(one => one.State));
    }

    [Fact]
    public async Task ClaimPage_AnswerLost_GivesThePageThatWasTaken()
    {
        var (batch, file) = await NewFileAsync(2);
        Assert.Equal(1, (await LosingAsync(() => Catalog.ClaimPageAsync(batch.Id, None), Lease))!.Number);
        Assert.Single(await Catalog.ListPagesAsync(file.Id, None), page => page.State == PageState.InWork);
    }

    [Fact]
    public async Task LeasePage_AnswerLostForGood_IsPutBackWithTheNextHeartbeat()
    {
        var (_, file) = await NewFileAsync(1);
        await AnnounceAsync();
        await using var hasty = await OpenAsync(new PostgresRetryOptions { GiveUpAfter = TimeSpan.Zero });

        await Assert.ThrowsAsync<StoreUnavailableException>(() => LosingAsync(() => hasty.LeasePageAsync("node", None), Lease));
        Assert.Equal(PageState.InWork, Assert.Single(await Catalog.ListPagesAsync(file.Id, None)).State);
        await hasty.AnnounceAsync(Node, None);

        var back = Assert.Single(await Catalog.ListPagesAsync(file.Id, None));
        Assert.Equal((PageState.Received, 0), (back.State, back.Attempts));
    }

    [Fact]
    public async Task FailPage_AnswerLost_CountsOneFailure()
    {
        await NewFileAsync(1);
        await AnnounceAsync();
        var page = (await Postgres.LeasePageAsync("node", None))!;

        var failed = await LosingAsync(() => Catalog.FailPageAsync(page.Id, PageProblem.TimedOut, None));

        Assert.Equal((PageState.Received, 1, 1), (failed.State, failed.Attempts, failed.Failures));
    }

    [Fact]
    public async Task FinishPage_AnswerLost_CountsOnceForBatchAndNode()
    {
        var (batch, _) = await NewFileAsync(2);
        await AnnounceAsync();
        var page = (await Postgres.LeasePageAsync("node", None))!;

        await LosingAsync(async () =>
        {
            await Catalog.FinishPageAsync(Finished(page), None);
            return true;
        });

        Assert.Equal((1, 2), await Catalog.CountPagesAsync(batch.Id, None));
        Assert.Equal(1, Assert.Single(await Postgres.ListNodesAsync(None)).PagesFinished);
    }

    private static NodeAnnouncement Node => new("node", "machine", "0.1.0", 1, false, null);

    protected override async Task<ICatalog> OpenAsync()
    {
        _database ??= await postgres.Server.CreateDatabaseAsync();
        _proxy ??= new LostAnswerProxy(postgres.Server.Port);
        return await OpenAsync(new PostgresRetryOptions { FirstPause = TimeSpan.FromMilliseconds(5) });
    }

    private Task<PostgresCatalog> OpenAsync(PostgresRetryOptions retry) => PostgresCatalog.OpenAsync(
        _database!.Replace($"Port={postgres.Server.Port}", $"Port={_proxy!.Port}", StringComparison.Ordinal), "node", TimeSpan.FromSeconds(30), Time, retry, None);

    private Task AnnounceAsync() => Postgres.AnnounceAsync(Node, None);

    private async Task<T> LosingAsync<T>(Func<Task<T>> call, string statement = Commit)
    {
        var before = _proxy!.Lost;
        _proxy.LoseNext(statement);
        try
        {
            return await call();
        }
        finally
        {
            Assert.Equal(before + 1, _proxy.Lost);
        }
    }
}
