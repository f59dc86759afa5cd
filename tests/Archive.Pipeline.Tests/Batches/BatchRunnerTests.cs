using Archive.Domain;
using Archive.Domain.Access;
using Archive.Domain.Ports;

namespace Archive.Pipeline.Tests.Batches;

public sealed class BatchRunnerTests : IAsyncLifetime
{
    private TestArchive _archive = null!;

    public async Task InitializeAsync() => _archive = await TestArchive.CreateAsync();

    public async Task DisposeAsync() => await _archive.DisposeAsync();

    [Fact]
    public async Task IngestAsync_FoldersNamedAsCases_BecomeAssembledAndSearchableFiles()
    {
        _archive.Scan("PMR-2019-00017/1.png", "TEXT:uzturēšanās atļauja;");
        _archive.Scan("PMR-2019-00017/2.png", "TEXT:lēmums;");
        _archive.Scan("UAT-2020-00042/1.png", "TEXT:миграция;");

        var report = await _archive.IngestAsync();

        Assert.Equal(BatchState.Complete, report.Batch.State);
        Assert.Equal(["PMR-2019-00017", "UAT-2020-00042"], report.Files.Select(file => file.File.Case.ToString()));
        Assert.Equal([1, 2], report.Files[0].Pages.Select(page => page.Number));
        Assert.All(report.Files, file => Assert.NotNull(file.File.AssembledAt));
        Assert.All(report.Files, file => Assert.NotNull(file.File.IndexedAt));
        Assert.Equal(new(3, 3, 0, 0, 0, 0), report.Counts);
        Assert.False(report.NeedsAttention);
        var hits = await _archive.Stores.Index.SearchAsync(new SearchQuery("uzturesanas", Visibility.Everything), default);
        Assert.Equal(report.Files[0].File.Id, Assert.Single(hits.Hits).FileId);
        Assert.StartsWith("%PDF-1.7", System.Text.Encoding.Latin1.GetString(await _archive.PdfAsync(report.Files[0])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IngestAsync_SameCommandAgain_ReportsTheSameBatchWithoutWork()
    {
        _archive.Scan("a/1.png", "TEXT:a;");
        var first = await _archive.IngestAsync();
        // Nothing may be worked again: workers that cannot start would end the run.
        _archive.Options = _archive.Options with { StartTimeout = TimeSpan.FromSeconds(1) };

        var again = await _archive.IngestAsync();

        Assert.Equal(first.Batch, again.Batch);
        Assert.Equal(first.Counts, again.Counts);
        Assert.Equal(first.Files[0].File, again.Files[0].File);
        Assert.Equal(1, again.Files[0].Pages[0].Attempts);
        Assert.Single(await _archive.Stores.Catalog.ListBatchesAsync(default));
    }

    [Fact]
    public async Task IngestAsync_InputAddedSince_MakesANewBatchAndReusesFinishedPages()
    {
        _archive.Scan("a/1.png", "TEXT:a;");
        var first = await _archive.IngestAsync();
        _archive.Scan("a/2.png", "TEXT:b;");

        var second = await _archive.IngestAsync();

        Assert.NotEqual(first.Batch.Id, second.Batch.Id);
        var pages = Assert.Single(second.Files).Pages;
        Assert.Equal(2, pages.Count);
        Assert.Equal(first.Files[0].Pages[0].Image, pages[0].Image);
        Assert.Equal(first.Files[0].Pages[0].Alto, pages[0].Alto);
    }

    [Fact]
    public async Task IngestAsync_SameBytesTwiceInOneFile_ReportsTheDuplicateOnly()
    {
        var first = _archive.Scan("a/1.png", "TEXT:a;");
        var second = _archive.Scan("a/2.png", "TEXT:a;");

        var report = await _archive.IngestAsync();

        var duplicate = Assert.Single(report.Duplicates);
        Assert.Equal((second, first, report.Files[0].File.Id, false), (duplicate.Path, duplicate.Of, duplicate.FileId, duplicate.InAnotherFile));
        Assert.Equal(new(1, 1, 0, 0, 0, 1), report.Counts);
        Assert.False(report.NeedsAttention);
    }

    [Fact]
    public async Task IngestAsync_SameBytesInTwoFiles_NeedsAttention()
    {
        _archive.Scan("PMR-2019-00017/1.png", "TEXT:a;");
        _archive.Scan("PMR-2019-00018/1.png", "TEXT:a;");
        _archive.Scan("PMR-2019-00018/2.png", "TEXT:b;");

        var report = await _archive.IngestAsync();

        Assert.True(Assert.Single(report.Duplicates).InAnotherFile);
        Assert.True(report.NeedsAttention);
    }

    [Fact]
    public async Task IngestAsync_GoodAndBadInputs_EachBadOneHasItsReason()
    {
        _archive.Scan("a/1.png", "TEXT:a;");
        await File.WriteAllTextAsync(Path.Combine(_archive.Inputs, "a", "2.png"), "");
        _archive.Scan("a/3.png", "FAULT:undecodable;");
        _archive.Scan("b/1.png", "FAULT:undecodable;TEXT:other;");

        var report = await _archive.IngestAsync();

        var file = Assert.Single(report.Files);
        Assert.Equal([PageOutcome.Done, PageOutcome.Rejected], file.Pages.Select(page => page.Result!.Outcome));
        Assert.Equal(new(4, 1, 0, 0, 3, 0), report.Counts);
        Assert.Equal(["2.png", "1.png"], report.Rejected.Select(rejected => Path.GetFileName(rejected.Path)));
        Assert.All(report.Rejected, rejected => Assert.NotEmpty(rejected.Reason));
        Assert.Equal(BatchState.Complete, report.Batch.State);
    }

    [Fact]
    public async Task IngestAsync_DiskFillsUp_StopsAndResumesWhereItWas()
    {
        foreach (var page in Enumerable.Range(1, 6)) _archive.Scan($"a/{page}.png", $"TEXT:word{page};");
        var stores = _archive.Stores;
        _archive.Stores = stores with { Objects = new FullObjectStore(stores.Objects, putsLeft: 9) };

        var problem = await Assert.ThrowsAsync<EnvironmentProblemException>(() => _archive.IngestAsync());
        Assert.Contains("space", problem.Message, StringComparison.OrdinalIgnoreCase);
        _archive.Stores = stores;
        var report = await _archive.IngestAsync();

        Assert.Equal(1, report.Batch.Id);
        Assert.Equal(new(6, 6, 0, 0, 0, 0), report.Counts);
        Assert.Equal([1, 2, 3, 4, 5, 6], report.Files[0].Pages.Select(page => page.Number));
    }

    [Fact]
    public async Task IngestAsync_StoppedAndRunAgain_GivesTheSamePdfAsAnUndisturbedRun()
    {
        foreach (var page in Enumerable.Range(1, 8)) _archive.Scan($"PMR-2019-00017/{page}.png", $"TEXT:word{page};");
        await using var undisturbed = await TestArchive.CreateAsync();
        foreach (var page in Enumerable.Range(1, 8)) undisturbed.Scan($"PMR-2019-00017/{page}.png", $"TEXT:word{page};");
        using var stop = new CancellationTokenSource();
        var stopAfterThree = new ProgressListener(now => { if (now.PagesFinished >= 3) stop.Cancel(); });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _archive.IngestAsync(stop.Token, stopAfterThree));
        var resumed = await _archive.IngestAsync();
        var expected = await undisturbed.IngestAsync();

        Assert.Equal(1, resumed.Batch.Id);
        Assert.Equal(await undisturbed.PdfAsync(expected.Files[0]), await _archive.PdfAsync(resumed.Files[0]));
        Assert.InRange(resumed.Files[0].Pages.Sum(page => page.Attempts), 8, 10);
    }
}
