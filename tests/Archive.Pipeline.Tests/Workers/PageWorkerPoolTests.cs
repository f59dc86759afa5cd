using Archive.Domain;
using Archive.Pipeline.Workers;

namespace Archive.Pipeline.Tests.Workers;

public sealed class PageWorkerPoolTests : IAsyncLifetime
{
    private readonly FaultyWorkers _workers = new();
    private PageWorkerPool _pool = null!;

    public Task InitializeAsync()
    {
        _pool = new(_workers.Command, FaultyWorkers.QuickOptions with { PageTimeout = TimeSpan.FromSeconds(30) }, TimeProvider.System);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _pool.DisposeAsync();
        _workers.Dispose();
    }

    [Fact]
    public async Task WorkAsync_PagesOneAfterTheOther_ShareOneWarmWorker()
    {
        for (var page = 0; page < 4; page++) await _pool.WorkAsync(_workers.Page("TEXT:a;"), fresh: false, default);

        Assert.Equal(1, _pool.Started);
    }

    [Fact]
    public async Task WarmAsync_BeforeAnyPage_StartsAllWorkersOnce()
    {
        await _pool.WarmAsync(_workers.Page("TEXT:a;"), default);
        Assert.Equal(2, _pool.Started);

        await _pool.WarmAsync(_workers.Page("TEXT:b;"), default);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(page => _pool.WorkAsync(_workers.Page($"TEXT:{page};"), false, default)));
        Assert.Equal(2, _pool.Started);
    }

    [Fact]
    public async Task WorkAsync_AfterACrash_AnotherWorkerTakesOver()
    {
        Assert.IsType<PageAttempt.Lost>(await _pool.WorkAsync(_workers.Page("FAULT:crash;"), fresh: false, default));
        Assert.IsType<PageAttempt.Worked>(await _pool.WorkAsync(_workers.Page("TEXT:a;"), fresh: true, default));

        Assert.Equal(2, _pool.Started);
    }

    [Fact]
    public async Task WorkAsync_FreshAskedFor_UsedWorkerIsReplaced()
    {
        await _pool.WorkAsync(_workers.Page("TEXT:a;"), fresh: false, default);
        await _pool.WorkAsync(_workers.Page("TEXT:b;"), fresh: true, default);

        Assert.Equal(2, _pool.Started);
    }

    [Fact]
    public async Task WorkAsync_ManyAtOnce_NeverMoreWorkersThanAllowed()
    {
        var attempts = await Task.WhenAll(Enumerable.Range(0, 12).Select(page => _pool.WorkAsync(_workers.Page($"TEXT:{page};"), false, default)));

        Assert.All(attempts, attempt => Assert.IsType<PageAttempt.Worked>(attempt));
        Assert.InRange(_pool.Started, 1, 2);
    }

    [Fact]
    public async Task GetRecipeAsync_BeforeAnyPage_ComesFromAWorker()
    {
        Assert.Equal(Sha256Digest.Of("scripted"u8), (await _pool.GetRecipeAsync(default)).Digest);
        await _pool.WorkAsync(_workers.Page("TEXT:a;"), fresh: true, default);
        Assert.Equal(1, _pool.Started);
    }

    [Fact]
    public void Constructor_OptionsOutOfRange_NamesTheRange()
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(
            () => new PageWorkerPool(_workers.Command, new PageWorkerOptions { Workers = 0 }, TimeProvider.System));

        Assert.Contains("between 1 and 256", refused.Message, StringComparison.Ordinal);
    }
}
