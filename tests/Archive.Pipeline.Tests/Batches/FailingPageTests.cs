using Archive.Domain;
using Archive.Domain.Ports;

namespace Archive.Pipeline.Tests.Batches;

public sealed class FailingPageTests : IAsyncLifetime
{
    private TestArchive _archive = null!;

    public async Task InitializeAsync() => _archive = await TestArchive.CreateAsync();

    public async Task DisposeAsync() => await _archive.DisposeAsync();

    [Fact]
    public async Task IngestAsync_PageCrashesOnce_IsDoneAtTheSecondAttempt()
    {
        _archive.Scan("a/1.png", "FAULT:crash-once;TEXT:a;");
        _archive.Scan("a/2.png", "TEXT:b;");

        var report = await _archive.IngestAsync();

        var page = report.Files[0].Pages[0];
        Assert.Equal((PageOutcome.Done, 2, 1), (page.Result!.Outcome, page.Attempts, page.Failures));
        Assert.Equal(new(2, 2, 0, 0, 0, 0), report.Counts);
    }

    [Fact]
    public async Task IngestAsync_WorkerKilledFromOutsideAgainAndAgain_PageIsReadAllTheSame()
    {
        _archive.Scan("a/1.png", "FAULT:killed-4;TEXT:a;");

        var report = await _archive.IngestAsync();

        var page = report.Files[0].Pages[0];
        Assert.Equal((PageOutcome.Done, 5, 0), (page.Result!.Outcome, page.Attempts, page.Failures));
        Assert.NotNull(page.Alto);
    }

    [Theory]
    [InlineData("crash", PageProblem.Crashed)]
    [InlineData("hang", PageProblem.TimedOut)]
    [InlineData("memory", PageProblem.OutOfMemory)]
    public async Task IngestAsync_TextKeepsFailing_PageIsKeptAsImageForTheOperator(string fault, PageProblem problem)
    {
        if (fault == "hang") _archive.Options = _archive.Options with { PageTimeout = TimeSpan.FromSeconds(1) };
        _archive.Scan("a/1.png", "TEXT:before;");
        _archive.Scan("a/2.png", $"FAULT:{fault};TEXT:a;");
        _archive.Scan("a/3.png", "TEXT:after;");

        var report = await _archive.IngestAsync();

        var page = report.Files[0].Pages[1];
        Assert.Equal((PageOutcome.NeedsOperator, problem), (page.Result!.Outcome, page.Result.Problem));
        Assert.NotEmpty(page.Result.Reason!);
        Assert.NotNull(page.Image);
        Assert.Null(page.Alto);
        Assert.Equal((2, 3), (page.Failures, page.Attempts));
        Assert.Equal(new(3, 2, 0, 1, 0, 0), report.Counts);
        Assert.True(report.NeedsAttention);
    }

    [Fact]
    public async Task IngestAsync_EvenTheImageFails_APlaceholderKeepsThePlace()
    {
        _archive.Scan("a/1.png", "FAULT:crash-always;");
        _archive.Scan("a/2.png", "TEXT:b;");

        var report = await _archive.IngestAsync();

        var page = report.Files[0].Pages[0];
        Assert.Equal((PageOutcome.NeedsOperator, PageProblem.Crashed), (page.Result!.Outcome, page.Result.Problem));
        Assert.Null(page.Image);
        Assert.Equal(BatchState.Complete, report.Batch.State);
        Assert.Contains("/Count 2", System.Text.Encoding.Latin1.GetString(await _archive.PdfAsync(report.Files[0])), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IngestAsync_FailedPageInANewBatch_IsTriedAgain()
    {
        _archive.Scan("a/1.png", "FAULT:crash;TEXT:a;");
        await _archive.IngestAsync();
        _archive.Scan("a/2.png", "TEXT:b;");

        var second = await _archive.IngestAsync();

        Assert.Equal(2, second.Files[0].Pages[0].Failures);
    }

    [Fact]
    public async Task IngestAsync_ModelMissing_StopsTheBatchWithoutBlamingAPage()
    {
        _archive.Scan("a/1.png", "FAULT:environment;TEXT:a;");

        var problem = await Assert.ThrowsAsync<EnvironmentProblemException>(() => _archive.IngestAsync());

        Assert.Contains("tesseract-ocr-rus", problem.Message, StringComparison.Ordinal);
        var batch = Assert.Single(await _archive.Stores.Catalog.ListBatchesAsync(default));
        var file = Assert.Single(await _archive.Stores.Catalog.ListFilesAsync(batch.Id, default));
        Assert.Equal(0, Assert.Single(await _archive.Stores.Catalog.ListPagesAsync(file.Id, default)).Failures);
    }
}
