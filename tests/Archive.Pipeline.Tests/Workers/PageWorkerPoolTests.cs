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
    public async Task WorkAsync_PicturesOfAnImage_AreMadeByTheWorkerThatHadItLast()
    {
        // Both at once, so that there are two workers.
        var first = await Task.WhenAll(PictureAsync("a", "FAULT:slow;"), PictureAsync("b", "FAULT:slow;"));
        Assert.Equal(2, _pool.Started);

        foreach (var image in "abbaabab") Assert.Equal(first[image - 'a'], await PictureAsync(image.ToString(), "TEXT:x;"));
    }

    [Fact]
    public async Task WorkAsync_WorkerThatHadTheImageIsBusy_AnotherOneTakesIt()
    {
        var first = await Task.WhenAll(PictureAsync("a", "FAULT:slow;"), PictureAsync("b", "FAULT:slow;"));
        var busy = PictureAsync("a", "FAULT:slow;");
        Assert.Equal(first[1], await PictureAsync("a", "TEXT:x;"));
        Assert.Equal(first[0], await busy);
    }

    /// <returns>The process that made it.</returns>
    private async Task<string> PictureAsync(string image, string script)
    {
        var work = _workers.Page(script) with { View = new(PageImageEncoding.JpegGray, 1, 1, []) { Image = Sha256Digest.Of(System.Text.Encoding.UTF8.GetBytes(image)) } };
        Assert.IsType<PageAttempt.Worked>(await _pool.WorkAsync(work, fresh: false, default));
        return await File.ReadAllTextAsync(Path.Combine(work.OutputFolder, "worker"));
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
