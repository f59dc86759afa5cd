using Archive.Domain;
using Archive.Domain.Ports;
using Archive.Storage.Catalog.Postgres;

namespace Archive.Storage.Tests.Catalog;

/// <summary>The server goes away and comes back.</summary>
[Collection(ShakyPostgresCollection.Name)]
public sealed class PostgresOutageTests(PostgresFixture postgres) : CatalogContract
{
    private string? _database;

    [Fact]
    public async Task Writes_ServerKilledAndStartedInTheMiddle_GoOnAndNothingIsLostOrDoubled()
    {
        var (batch, file) = await NewFileAsync(150);
        var queue = (IWorkQueue)Catalog;
        await queue.AnnounceAsync(new("node", "machine", "0.1.0", 4, false, null), None);
        var underWay = new TaskCompletionSource();
        var finished = 0;

        var work = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (await queue.LeasePageAsync("node", None) is { } page)
            {
                await Catalog.FinishPageAsync(Finished(page), None);
                if (Interlocked.Increment(ref finished) == 30) underWay.SetResult();
            }
        })).ToList();
        await underWay.Task;
        await postgres.Server.RestartAsync();
        await Task.WhenAll(work);

        Assert.Equal((150, 150), await Catalog.CountPagesAsync(batch.Id, None));
        var pages = await Catalog.ListPagesAsync(file.Id, None);
        Assert.All(pages, page => Assert.Equal((PageState.Finished, 1), (page.State, page.Attempts)));
        Assert.Equal(150, Assert.Single(await queue.ListNodesAsync(None)).PagesFinished);
    }

    [Fact]
    public async Task Calls_ServerStopped_SayThatTheCatalogIsAwayAndGoOnLater()
    {
        var (batch, file) = await NewFileAsync(1);
        await using var hasty = await OpenAsync(new PostgresRetryOptions { FirstPause = TimeSpan.FromMilliseconds(10), GiveUpAfter = TimeSpan.FromMilliseconds(200) });
        await postgres.Server.StopAsync();
        try
        {
            var away = await Assert.ThrowsAsync<StoreUnavailableException>(() => hasty.GetFileAsync(file.Id, None));
            Assert.Equal("catalog", away.Store);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => hasty.ClaimPageAsync(batch.Id, None));
            var closed = await Assert.ThrowsAsync<StoreUnavailableException>(() => OpenAsync(new PostgresRetryOptions { GiveUpAfter = TimeSpan.Zero }, ";Password=s3cret"));
            Assert.DoesNotContain("s3cret", closed.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            await postgres.Server.StartAgainAsync();
        }

        Assert.Equal(file.Id, (await hasty.GetFileAsync(file.Id, None))!.Id);
    }

    [Fact]
    public async Task Calls_ServerComesBackInTime_DoNotFail()
    {
        var (_, file) = await NewFileAsync(1);
        await postgres.Server.StopAsync();
        var waiting = Catalog.SetAssembledAsync(file.Id, new(DigestOf("pdf"), 10), None);
        await postgres.Server.StartAgainAsync();
        await waiting;

        Assert.NotNull((await Catalog.GetFileAsync(file.Id, None))!.AssembledAt);
    }

    [Fact]
    public async Task Calls_Cancelled_EndAtOnce()
    {
        await postgres.Server.StopAsync();
        try
        {
            using var cancelled = new CancellationTokenSource();
            var waiting = Catalog.ListBatchesAsync(cancelled.Token);
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        }
        finally
        {
            await postgres.Server.StartAgainAsync();
        }
    }

    [Theory]
    [InlineData(0, 3, 15)]
    [InlineData(20, 30, 15)]
    [InlineData(1, 0.5, 15)]
    [InlineData(1, 61, 15)]
    [InlineData(1, 3, -1)]
    [InlineData(1, 3, 601)]
    public void RetryOptions_OutOfRange_AreRefused(double first, double longest, double giveUp) => Assert.Throws<ArgumentOutOfRangeException>(() => new PostgresRetryOptions
    {
        FirstPause = TimeSpan.FromSeconds(first),
        LongestPause = TimeSpan.FromSeconds(longest),
        GiveUpAfter = TimeSpan.FromSeconds(giveUp),
    }.Validated());

    protected override async Task<ICatalog> OpenAsync()
    {
        _database ??= await postgres.Server.CreateDatabaseAsync();
        return await OpenAsync(new PostgresRetryOptions { GiveUpAfter = TimeSpan.FromMinutes(1) });
    }

    private Task<PostgresCatalog> OpenAsync(PostgresRetryOptions retry, string more = "") =>
        PostgresCatalog.OpenAsync(_database + more, "node", TimeSpan.FromMinutes(5), Time, retry, None);
}
