using Archive.Pipeline.Receive;

namespace Archive.Pipeline.Tests.Receive;

public sealed class SourceReaderTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2024, 5, 6, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _folder = new();
    private readonly ManualTime _time = new(Noon);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task OpenAsync_OldFile_AtOnceWithItsBytes()
    {
        var path = WrittenAt(Noon.AddMinutes(-1), [1, 2, 3]);
        await using var source = await OpenAsync(path);
        using var copy = new MemoryStream();
        await source.Stream.CopyToAsync(copy);
        Assert.Equal([1, 2, 3], copy.ToArray());
        Assert.Equal(new SourceState.Steady(3), source.ConfirmUnchanged());
        Assert.Equal(0, _time.Waits);
    }

    [Fact]
    public async Task OpenAsync_FileThatGrowsForAWhile_WaitsUntilSteady()
    {
        var path = WrittenAt(Noon, [1]);
        _time.OnWait = wait => { if (wait <= 4) WrittenAt(_time.GetUtcNow(), new byte[wait + 1]); };
        await using var source = await OpenAsync(path);
        Assert.Equal(new SourceState.Steady(5), source.State);
        Assert.InRange(_time.GetUtcNow() - Noon, TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(3.5));
    }

    [Fact]
    public async Task OpenAsync_FileThatNeverRests_StillGrowingAfterTheLimit()
    {
        var path = WrittenAt(Noon, [1]);
        _time.OnWait = wait => WrittenAt(_time.GetUtcNow(), new byte[wait + 1]);
        await using var source = await OpenAsync(path);
        Assert.Contains("30 s", Assert.IsType<SourceState.StillGrowing>(source.State).Reason, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => source.Stream);
        Assert.Equal(Noon.AddSeconds(30), _time.GetUtcNow());
    }

    [Fact]
    public async Task OpenAsync_TimeStampInTheFuture_TakenAfterStandingStill()
    {
        await using var source = await OpenAsync(WrittenAt(Noon.AddDays(1), [1]));
        Assert.IsType<SourceState.Steady>(source.State);
        Assert.Equal(Noon.AddSeconds(2), _time.GetUtcNow());
    }

    [Fact]
    public async Task ConfirmUnchanged_ChangedWhileCopied_StillGrowing()
    {
        var path = WrittenAt(Noon.AddMinutes(-1), [1]);
        await using var source = await OpenAsync(path);
        WrittenAt(Noon, [1, 2]);
        Assert.IsType<SourceState.StillGrowing>(source.ConfirmUnchanged());
    }

    [Fact]
    public async Task ConfirmUnchanged_ReplacedBySameSizeAndTime_StillGrowing()
    {
        var path = WrittenAt(Noon.AddMinutes(-1), [1]);
        await using var source = await OpenAsync(path);
        File.Move(path, path + ".old");
        WrittenAt(Noon.AddMinutes(-1), [2]);
        Assert.IsType<SourceState.StillGrowing>(source.ConfirmUnchanged());
    }

    [Fact]
    public async Task OpenAsync_MissingOrFolder_Unreadable()
    {
        await using var missing = await OpenAsync(Path.Combine(_folder.Path, "none"));
        await using var folder = await OpenAsync(_folder.Path);
        Assert.IsType<SourceState.Unreadable>(missing.State);
        Assert.IsType<SourceState.Unreadable>(folder.State);
    }

    private Task<SourceReader> OpenAsync(string path) => SourceReader.OpenAsync(path, _time, new(), CancellationToken.None);

    private string WrittenAt(DateTimeOffset time, byte[] content)
    {
        var path = _folder.Write("source", content);
        File.SetLastWriteTimeUtc(path, time.UtcDateTime);
        return path;
    }
}
